"""Figures as one table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from bench.load import Measure

COLUMNS = ("what", "case", "ours", "Oxigraph", "rdflib-endpoint", "answers/s of each", "CPU ratio", "throughput ratio", "target", "")
WIDTH = 190


@dataclass(frozen=True)
class Row:
    """The measures of the servers under one load, with the target of the ratio of Oxigraph's CPU to ours; or something else that was found."""

    name: str
    case: str
    ours: Measure | None = None
    oxigraph: Measure | None = None
    rdflib: Measure | None = None
    at_least: float | None = None
    found: str = ""
    target: str = ""
    met: bool | None = None

    @property
    def measures(self) -> tuple[Measure | None, ...]:
        """The servers' measures."""
        return self.ours, self.oxigraph, self.rdflib

    def cells(self) -> list[str]:
        """The row as text."""
        return self.compared(self.ours, self.oxigraph) if self.ours and self.oxigraph else self.told([self.found, "", "", "", "", ""])

    def compared(self, ours: Measure, other: Measure) -> list[str]:
        """The row as text if it is of two servers or more."""
        ratio, faster = other.cpu / ours.cpu, ours.throughput / other.throughput
        speeds = " / ".join(f"{measure.throughput:,.0f}" for measure in self.measures if measure)
        figures = [*(f"{1e6 * measure.cpu:,.0f} µs" if measure else "" for measure in self.measures), speeds, f"{ratio:.2f}", f"{faster:.2f}"]
        if self.at_least is None:
            return self.told(figures)
        return Row(self.name, self.case, target=f"≥ {self.at_least:g}", met=ratio >= self.at_least).told(figures)

    def told(self, figures: list[str]) -> list[str]:
        """Figures with what they are of and whether the target was met, if there is one."""
        verdict = "" if self.met is None else "met" if self.met else "MISSED"
        return [self.name, self.case, *figures, self.target, verdict]


def show(title: str, rows: Iterable[Row]) -> None:
    """Print all rows in one table, with progress on standard error meanwhile."""
    table, progress = Table(*COLUMNS, title=title), Console(stderr=True, width=WIDTH)
    for row in rows:
        progress.print(" · ".join(filter(None, row.cells())), style="dim", highlight=False)
        table.add_row(*row.cells())
    Console(width=WIDTH).print(table)
