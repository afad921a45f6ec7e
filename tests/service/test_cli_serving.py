"""painopiste serve, when the service cannot start: one plain line says why, with code 2."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from painopiste.cli.common import told_errors
from painopiste.settings import Settings

PAINOPISTE = Path(sys.executable).with_name("painopiste")


def told(*words: str, **environment: object) -> str:
    """What a service that cannot start writes: nothing but one line on standard error."""
    given = {f"PAINOPISTE_{name.upper()}": str(value) for name, value in environment.items()}
    result = subprocess.run([PAINOPISTE, "serve", *words], env={**os.environ, **given}, capture_output=True, text=True, timeout=120)
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1), result.stderr
    assert result.stderr.startswith("painopiste: ")
    return result.stderr


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_a_taken_port(built: Settings, taken_port: int) -> None:
    """The address, and what to do."""
    line = told(build_dir=built.build_dir, imports_dir=built.imports_dir, port=taken_port)
    assert f"cannot listen on 127.0.0.1:{taken_port} (Address already in use); choose another --host or --port" in line


def test_a_wrong_setting(tmp_path: Path) -> None:
    """The variable by its name."""
    assert "wrong setting: PAINOPISTE_RATE_PER_MINUTE: " in told(build_dir=tmp_path / "build", rate_per_minute="many")


def test_a_folder_that_may_not_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    """Errors of other kinds keep their stack trace: they are ours to mend."""

    @told_errors
    def fails(*reason: object) -> None:
        raise OSError(*reason)

    with pytest.raises(SystemExit, match="2"):
        fails(13, "Permission denied", "/srv/build")
    assert capsys.readouterr().err == "painopiste: /srv/build: Permission denied; mend that, or name another place\n"
    with pytest.raises(OSError, match="Cannot allocate"):
        fails(12, "Cannot allocate memory")


def test_inputs_that_are_not_there(tmp_path: Path) -> None:
    """No build can be made of a folder that is no checkout, and none was kept."""
    assert f"{tmp_path / 'data'}: No such file or directory; mend that, or name another place" in told(root=tmp_path, build_dir=tmp_path / "build")


def test_a_dataset_that_is_malformed(tmp_path: Path) -> None:
    """File and line."""
    (tmp_path / "bad.ttl").write_text("no Turtle")
    assert "bad.ttl, line 1: " in told("--dataset", str(tmp_path / "bad.ttl"))
