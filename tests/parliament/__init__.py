"""Three real answers of the Parliament's API; see README.md."""

from __future__ import annotations

from pathlib import Path


def answer(process_id: str) -> bytes:
    """The answer on a procedure, as in 2016-0132."""
    return Path(__file__).with_name(f"procedure_{process_id}.json").read_bytes()
