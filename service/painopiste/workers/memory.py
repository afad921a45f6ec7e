"""How much memory a process has of its own, exactly and as an upper bound that costs nothing."""

from __future__ import annotations

import resource
from pathlib import Path


def private(pid: int | str = "self") -> int:
    """The bytes that a process shares with nobody, which takes the kernel some time to tell; OSError if there is no such process."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) * 1024


def taken() -> int:
    """The bytes of all pages that this process has been given, be it as copies of what it shared; some may have been given back."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt * resource.getpagesize()
