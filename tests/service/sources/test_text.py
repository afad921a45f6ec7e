"""Source texts are read byte for byte and addressed by code points."""

from __future__ import annotations

from pathlib import Path

import pytest

from painopiste.errors import SourceError
from painopiste.sources import SourceText


def test_offsets_count_code_points_and_not_bytes(tmp_path: Path) -> None:
    """An ä is one, and so is a character outside the basic plane."""
    path = tmp_path / "text.txt"
    path.write_text("ä𝄞b", encoding="utf-8")
    assert SourceText.read(path).quote(1, 3) == "𝄞b"


def test_a_text_that_is_not_utf_8_names_its_file(tmp_path: Path) -> None:
    """The error says which file to mend."""
    path = tmp_path / "text.txt"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError, match=r"text\.txt"):
        SourceText.read(path)
