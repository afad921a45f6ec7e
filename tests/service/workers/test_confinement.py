"""What a confined process cannot do, each tried in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from painopiste.workers.confinement import AUDIT, OPENING, REFUSED, program

TRIED = {
    "connect": "socket.socket()",
    "socketpair": "socket.socketpair()",
    "open": "open('/etc/passwd')",
    "create": "os.open('new', os.O_CREAT | os.O_WRONLY)",
    "fork": "os.fork()",
    "thread": "threading.Thread(target=print).start()",
    "kill": "os.kill(os.getppid(), 0)",
    "program": "os.execv('/bin/true', ['true'])",
    "read-other": "ctypes.CDLL(None, use_errno=True).process_vm_readv(os.getppid(), None, 0, None, 0, 0) == -1 and refused(ctypes.get_errno())",
}


def run(code: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """What comes of some code in a new process, which works in a folder."""
    head = "import ctypes, errno, os, resource, socket, threading, time\nfrom painopiste.workers import confinement\n"
    return subprocess.run([sys.executable, "-c", head + textwrap.dedent(code)], capture_output=True, text=True, check=False, cwd=folder)


@pytest.mark.parametrize("what", TRIED)
def test_the_kernel_refuses_what_a_worker_does_not_need(what: str, tmp_path: Path) -> None:
    """With "operation not permitted"; a thread that cannot be started is a RuntimeError of Python's."""
    code = f"""
        def refused(number): raise PermissionError if number == errno.EPERM else AssertionError
        print(confinement.refuse_calls())
        try:
            {TRIED[what]}
        except (PermissionError, RuntimeError):
            print("refused")
    """
    assert run(code, tmp_path).stdout.split() == ["None", "refused"]
    assert not list(tmp_path.iterdir())


def test_what_a_worker_needs_goes_on() -> None:
    """Its connection, its clock, memory, and the alarm."""
    code = """
        ours, theirs = socket.socketpair()
        confinement.refuse_calls()
        ours.sendall(b"x" * 1000)
        print(len(theirs.recv(2000)), time.time() > 0, len(bytearray(10_000_000)), len(os.urandom(9)))
    """
    assert run(code).stdout.split() == ["1000", "True", "10000000", "9"]


def test_files_may_be_left_to_a_worker_for_reading(tmp_path: Path) -> None:
    """Then they cannot be written, and all else is refused as before."""
    (tmp_path / "there").write_text("read")
    code = """
        print(confinement.refuse_calls(reads_files=True), open("there").read())
        for refused in (lambda: open("there", "a"), lambda: open("new", "w"), lambda: os.open("there", os.O_RDWR), socket.socket, os.fork):
            try:
                print(refused())
            except PermissionError:
                print("refused")
    """
    assert run(code, tmp_path).stdout.split() == ["None", "read", *["refused"] * 5]
    assert [path.read_text() for path in tmp_path.iterdir()] == ["read"]


def test_limits_hold() -> None:
    """Of memory, of the stack, of files and of core dumps."""
    code = """
        confinement.set_limits(50_000_000, 20_000_000)
        print(resource.getrlimit(resource.RLIMIT_CORE), resource.getrlimit(resource.RLIMIT_FSIZE), resource.getrlimit(resource.RLIMIT_STACK)[0])
        try:
            bytearray(60_000_000)
        except MemoryError:
            print("refused")
    """
    assert run(code).stdout.splitlines() == ["(0, 0) (0, 0) 20000000", "refused"]


@pytest.mark.parametrize("reads_files", [False, True])
@pytest.mark.parametrize("machine", REFUSED)
def test_a_filter_ends_in_permission_and_refusal(machine: str, reads_files: bool) -> None:
    """Each check jumps to the last instruction; a process that calls as another machine is ended. To read files takes five more a call."""
    instructions = program(machine, reads_files)
    count = len(instructions) // 8
    more = 5 * len(OPENING.keys() & REFUSED[machine].keys()) if reads_files else 0
    assert count == len(REFUSED[machine]) + 7 + more
    checks = range(5 + more, count - 2)
    assert {place + 1 + instructions[place * 8 + 2] for place in checks} == {count - 1}
    assert 4 + 1 + instructions[4 * 8 + 2] == count - 1
    assert AUDIT[machine].to_bytes(4, sys.byteorder) in instructions


def test_another_machine_is_told_that_it_is_not_confined() -> None:
    """Loudly: the pool logs it for each worker."""
    code = """
        confinement.platform.machine = lambda: "riscv64"
        print(confinement.refuse_calls())
    """
    assert "riscv64" in run(code).stdout
