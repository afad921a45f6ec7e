"""How the service logs: events with fields, JSON unless a person watches, always to stderr; what libraries log, warnings and stray errors alike."""

from __future__ import annotations

import json
import logging
import sys
import threading
from types import TracebackType

import structlog

log = structlog.get_logger()
SHARED: tuple[structlog.typing.Processor, ...] = (structlog.stdlib.add_log_level, structlog.processors.MaybeTimeStamper(fmt="iso", utc=True))
"""What is added to every event, whoever logs it: the time, unless the event tells its own."""
ENCODER = json.JSONEncoder(ensure_ascii=False, default=str)
QUIET = ("httpx2", "httpcore2")
"""Libraries that tell of every request; their warnings count."""


def rendered() -> list[structlog.typing.Processor]:
    """How an event becomes a line."""
    if sys.stderr.isatty():
        return [structlog.dev.ConsoleRenderer()]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(serializer=as_json)]


def as_json(event: object, **_: object) -> str:
    """An event as JSON; one encoder for all, since making one takes as long as its work."""
    return ENCODER.encode(event)


def configure() -> None:
    """Set up logging once, at the start."""
    structlog.configure([*SHARED, *rendered()], logger_factory=structlog.WriteLoggerFactory(sys.stderr), cache_logger_on_first_use=True)
    handler = logging.StreamHandler(sys.stderr)
    named = [structlog.stdlib.add_logger_name, *SHARED]
    formatting = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendered()]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=named, processors=formatting))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


def take_over() -> None:
    """Log also what nobody caught: in a thread, where nobody could, or in the whole process."""
    sys.excepthook = uncaught
    threading.excepthook = lambda told: log.error("thread ended by an error", exc_info=told.exc_value)
    sys.unraisablehook = lambda told: log.error(told.err_msg or "error ignored", exc_info=told.exc_value)


def uncaught(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    """Log an error that ends the process."""
    log.error("process ended by an error", exc_info=error)
