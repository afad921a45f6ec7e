"""Processes whose parent has ended: adopted by a process that waits for their end, so that none stays as a zombie."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress

SET_CHILD_SUBREAPER = 36


def control(*arguments: object) -> None:
    """Call prctl(2), or OSError."""
    if ctypes.CDLL(None, use_errno=True).prctl(*arguments) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def adopt() -> None:
    """Let all orphans among the descendants of this process become its children, whatever runs as the first process of the machine."""
    with suppress(OSError):
        control(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap(group: int = 0) -> bool:
    """Take in the exit of all children that have ended, or of those in one process group; whether any are left that have not."""
    with suppress(ChildProcessError):
        while os.waitpid(-group or -1, os.WNOHANG)[0]:
            pass
        return True
    return False
