"""Whoever logs or fails in the service, it is one event a line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SET_UP = """
import asyncio, logging, threading, warnings
import structlog
from granian.constants import Interfaces
from granian.server.embed import Server
from painopiste import logs
from painopiste.serving import server_log
logs.configure()
logs.take_over()
Server(None, "127.0.0.1", 1, interface=Interfaces.ASGI, **server_log())
"""


def events(program: str) -> list[dict[str, str]]:
    """What a program with the logging of the service writes to standard error; whatever is no line of JSON fails."""
    done = subprocess.run([sys.executable, "-c", SET_UP + program], capture_output=True, text=True, timeout=60, check=False)
    assert not done.stdout
    return [json.loads(line) for line in done.stderr.splitlines()]


@pytest.mark.parametrize(
    ("program", "level", "told"),
    [
        ("structlog.get_logger().info('said', number=1)", "info", "said"),
        ("logging.getLogger('library').error('cannot %s', 'this')", "error", "cannot this"),
        ("logging.getLogger('_granian').warning('unsupported')", "warning", "unsupported"),
        ("warnings.warn('old')", "warning", "old"),
        ("logging.getLogger('asyncio').exception('failed', exc_info=ValueError('two\\nlines'))", "error", "two"),
        ("thread = threading.Thread(target=lambda: 1 / 0); thread.start(); thread.join()", "error", "division by zero"),
        ("raise ValueError('uncaught')", "error", "uncaught"),
        ("type('Odd', (), {'__del__': lambda self: 1 / 0})()", "error", "division by zero"),
        (
            "async def fail(): raise ValueError('never retrieved')\nasync def main(): asyncio.create_task(fail()); await asyncio.sleep(0)\n"
            "asyncio.run(main())",
            "error",
            "never retrieved",
        ),
    ],
    ids=["ours", "library", "server", "warning", "lines", "thread", "uncaught", "destructor", "task"],
)
def test_whatever_is_told_is_an_event(program: str, level: str, told: str) -> None:
    """With the same fields as ours."""
    (event,) = events(program)
    assert {"event", "level", "timestamp"} <= event.keys()
    assert event["level"] == level
    assert told in json.dumps(event)
