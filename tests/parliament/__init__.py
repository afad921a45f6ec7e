"""Real answers of the Parliament's API: three on procedures, one on a document; see README.md."""

from __future__ import annotations

import gzip
from pathlib import Path


def answer(process_id: str) -> bytes:
    """The answer on a procedure, as in 2016-0132."""
    return Path(__file__).with_name(f"procedure_{process_id}.json").read_bytes()


def document(identifier: str) -> bytes:
    """The answer on a document, as in a-9-2024-0163."""
    return gzip.decompress(Path(__file__).with_name(f"document_{identifier}.json.gz").read_bytes())
