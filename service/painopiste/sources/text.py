"""A stored source text, addressed by Unicode code points."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from painopiste.errors import SourceError


@dataclass(frozen=True)
class SourceText:
    """A text as it was published, with the digest that fixes it."""

    text: str
    sha256: str

    @classmethod
    def read(cls, path: Path) -> SourceText:
        """The text of a UTF-8 file, or SourceError."""
        try:
            raw = path.read_bytes()
            return cls(raw.decode("utf-8"), hashlib.sha256(raw).hexdigest())
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(path, f"not a readable UTF-8 text ({error})") from error

    def quote(self, start: int, end: int) -> str:
        """The code points from start up to, not including, end."""
        return self.text[start:end]
