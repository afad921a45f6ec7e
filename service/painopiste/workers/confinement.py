"""What takes from a process of this room what it does not need: privileges of the kernel, memory, and life after its parent's.

Linux only: seccomp(2) by prctl(2), without privileges, on x86-64 and AArch64.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import resource
import select
import struct
from contextlib import suppress
from pathlib import Path

from painopiste.orphans import control

NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER_MODE, SET_NO_HUGE_PAGES = 38, 22, 2, 41
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000
LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, JUMP_IF_ANY, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
"""Offsets in struct seccomp_data; an argument takes 8 bytes, of which the lower half comes first."""
OPENING = {"open": 1, "openat": 2}
"""Which argument of a call that opens a file has its flags."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
X32 = 0x40000000
"""The first number of the calls of another ABI of x86-64, by which a filter could be passed."""

# asm/unistd.h: new connections, new programs, new processes and threads, files, other processes, io_uring (which does any of these unseen).
REFUSED = {
    "x86_64": {
        "socket": 41,
        "connect": 42,
        "accept": 43,
        "bind": 49,
        "listen": 50,
        "socketpair": 53,
        "accept4": 288,
        "clone": 56,
        "fork": 57,
        "vfork": 58,
        "clone3": 435,
        "execve": 59,
        "execveat": 322,
        "open": 2,
        "creat": 85,
        "openat": 257,
        "openat2": 437,
        "open_by_handle_at": 304,
        "kill": 62,
        "pidfd_send_signal": 424,
        "ptrace": 101,
        "process_vm_readv": 310,
        "process_vm_writev": 311,
        "pidfd_getfd": 438,
        "io_uring_setup": 425,
    },
    "aarch64": {
        "socket": 198,
        "socketpair": 199,
        "bind": 200,
        "listen": 201,
        "accept": 202,
        "connect": 203,
        "accept4": 242,
        "clone": 220,
        "clone3": 435,
        "execve": 221,
        "execveat": 281,
        "openat": 56,
        "openat2": 437,
        "open_by_handle_at": 265,
        "kill": 129,
        "pidfd_send_signal": 424,
        "ptrace": 117,
        "process_vm_readv": 270,
        "process_vm_writev": 271,
        "pidfd_getfd": 438,
        "io_uring_setup": 425,
    },
}
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


class Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """struct sock_filter."""
    return struct.pack("HBBI", code, if_true, if_false, value)


def program(machine: str, reads_files: bool = False) -> bytes:
    """A filter that answers EPERM to what is refused on a kind of machine and ends a process that calls as another kind."""
    numbers = REFUSED[machine]
    opening = [reading(numbers[name], flags) for name, flags in OPENING.items() if reads_files and name in numbers]
    length = len(numbers) + sum(map(len, opening)) // 8
    checks = [instruction(JUMP_IF_EQUAL, number, len(numbers) - place) for place, number in enumerate(numbers.values())]
    return b"".join(
        [
            instruction(LOAD, ARCHITECTURE),
            instruction(JUMP_IF_EQUAL, AUDIT[machine], 1),
            instruction(RETURN, KILL),
            instruction(LOAD, NUMBER),
            instruction(JUMP_IF_AT_LEAST, X32, length + 1),
            *opening,
            *checks,
            instruction(RETURN, ALLOW),
            instruction(RETURN, REFUSE),
        ]
    )


def reading(number: int, flags: int) -> bytes:
    """The part of a filter that allows a call that opens a file for reading only; any other call goes on behind it."""
    return b"".join(
        [
            instruction(JUMP_IF_EQUAL, number, 0, 4),
            instruction(LOAD, ARGUMENTS + 8 * flags),
            instruction(JUMP_IF_ANY, WRITING, 1),
            instruction(RETURN, ALLOW),
            instruction(RETURN, REFUSE),
        ]
    )


def refuse_calls(reads_files: bool = False) -> str | None:
    """Let the kernel refuse this process what it does not need, for good; why it does not, if so. Files may be left to it for reading."""
    machine = platform.machine()
    if machine not in REFUSED:
        return f"no filter is known for {machine}"
    instructions = program(machine, reads_files)
    filtering = Program(len(instructions) // 8, instructions)
    try:
        control(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        control(SET_SECCOMP, FILTER_MODE, ctypes.byref(filtering))
    except OSError as error:
        return f"the kernel refused the filter: {error}"
    return None


def use_small_pages() -> None:
    """Let this process have no new huge pages, of which two megabytes are taken for a few bytes; those that it shares stay."""
    with suppress(OSError):
        control(SET_NO_HUGE_PAGES, 1, 0, 0, 0)


def set_limits(memory: int, stack: int) -> None:
    """No core dumps, no growing files, so many bytes of stack, and so many bytes of address space beyond those in use."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    for kind, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, pages * resource.getpagesize() + memory),
        (resource.RLIMIT_STACK, stack),
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (allowed, hard if kind == resource.RLIMIT_STACK else allowed))


def end_with(lifeline: int) -> None:
    """End this process group by SIGIO when the other end of a pipe is closed, as it is when the parent ends in whatever way."""
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, -os.getpgrp())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    if select.select([lifeline], [], [], 0)[0]:
        os._exit(0)
