"""Folders of our own beside others: locked for as long as they are used, and taken away by the next when their process was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

SUFFIX = "?" * 8
"""What the standard library puts behind the prefix of a temporary folder."""


@contextmanager
def locked(folder: Path, how: int = 0) -> Iterator[None]:
    """A folder that nobody else has locked; waits for that, or raises BlockingIOError if it is told not to."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | how)
        yield
    finally:
        os.close(handle)


@contextmanager
def own_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """A folder for the time being; those of the same prefix that processes left behind when they were killed are taken away."""
    with ExitStack() as kept:
        with locked(parent):
            remove_left(parent, prefix)
            folder = Path(kept.enter_context(TemporaryDirectory(prefix=prefix, dir=parent)))
            kept.enter_context(locked(folder))
        yield folder


def remove_left(parent: Path, prefix: str) -> None:
    """Take away the folders that nobody has locked."""
    for left in parent.glob(prefix + SUFFIX):
        with suppress(BlockingIOError), locked(left, fcntl.LOCK_NB):
            shutil.rmtree(left, ignore_errors=True)
