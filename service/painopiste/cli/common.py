"""What the commands share: settings, errors told in a line, progress, outputs, and how services elsewhere are asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from pydantic import ValidationError
from rich.console import Console
from rich.progress import track

from painopiste.errors import HouseError
from painopiste.settings import Settings

if TYPE_CHECKING:
    from painopiste.fetching import Manners


def fail(message: str) -> NoReturn:
    """Say what is wrong and leave with exit code 2."""
    click.echo(f"painopiste: {message}", err=True)
    raise SystemExit(2)


def read_settings(**given: Any) -> Settings:
    """The settings, with what the command line gave in place of the environment; a wrong one stops the start and names itself."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        wrong = "; ".join(f"PAINOPISTE_{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors())
        fail(f"wrong setting: {wrong}")


def told_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that tells an error of ours, or of a file that cannot be used, in one line instead of a stack trace."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except HouseError as error:
            fail(str(error))
        except OSError as error:
            if error.filename is None:
                raise
            fail(f"{error.filename}: {error.strerror}; mend that, or name another place")

    return wrapped


def progress(label: str, items: Iterable[Path]) -> Iterable[Path]:
    """A progress bar on standard error if that is a terminal, else nothing."""
    console = Console(stderr=True)
    return track(list(items), label, console=console, transient=True) if console.is_terminal else items


coverage_option = click.option(
    "--coverage", type=click.Choice(["text", "csv", "turtle"]), help="Tell which properties occur in all that is kept and what becomes of each."
)


@contextmanager
def output(path: str) -> Any:
    """A binary file, or standard output for “-”."""
    if path == "-":
        yield sys.stdout.buffer
    else:
        with Path(path).open("wb") as stream:
            yield stream


def day_or_moment(_context: click.Context, _option: click.Parameter, text: str | None) -> str:
    """A day or moment of ISO 8601 as it was given; nothing for none."""
    try:
        if text:
            datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter("a day or a moment, as in 2026-03-10 or 2026-03-10T12:00:00Z") from error
    return text or ""


def manners_of(settings: Settings) -> Manners:
    """How services elsewhere are asked."""
    from painopiste import __version__
    from painopiste.fetching import Manners

    agent = f"Painopiste/{__version__} (+{settings.contact})"
    return Manners(agent, settings.fetch_seconds, settings.fetch_attempts, settings.fetch_wait, settings.fetch_pause)
