"""What validation found, in a form that people and programs read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True)
class Result:
    """One finding on one focus node."""

    focus_node: str
    source_shape: str
    severity: str
    message: dict[str, str]
    path: str | None = None
    value: str | None = None

    def line(self, file: Path | None, language: str = "en") -> str:
        """The finding on one line: file, subject, shape, what is wanted."""
        place = f"{file}: " if file else ""
        value = f" (found: {self.value})" if self.value else ""
        text = self.message.get(language) or next(iter(self.message.values()), "")
        return f"{self.severity}: {place}<{self.focus_node}> breaks <{self.source_shape}>: {text}{value}"


def order(result: Result) -> tuple[str, str, str, str]:
    """Same findings, same order."""
    return result.severity, result.focus_node, result.source_shape, result.value or ""


@dataclass(frozen=True)
class Report:
    """All findings of one validation; conforms if none is a violation."""

    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """True if nothing is wrong; warnings and infos leave a graph conforming."""
        return not self.of("Violation")

    def of(self, severity: str) -> tuple[Result, ...]:
        """The findings of one severity."""
        return tuple(result for result in self.results if result.severity == severity)

    def joined(self, other: Report) -> Report:
        """Both reports as one; same findings, same order."""
        return Report(tuple(sorted((*self.results, *other.results), key=order)))

    def text(self, file_of: Callable[[str], Path | None], language: str = "en") -> str:
        """The report for a terminal: a line a finding, gravest first, and a verdict."""
        lines = [result.line(file_of(result.focus_node), language) for severity in SEVERITIES for result in self.of(severity)]
        counts = ", ".join(f"{len(self.of(severity))} {severity}" for severity in SEVERITIES)
        return "\n".join([*lines, f"{'Conforms' if self.conforms else 'Does not conform'}: {counts}."])
