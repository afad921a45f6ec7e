"""Comparisons as text, JSON, CSV, Turtle or a page of its own."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from html import escape

from painopiste.comparing.comparison import Comparison
from painopiste.comparing.saying import statements_of
from painopiste.graph import PREFIXES, Iris
from painopiste.store import with_statements

COLUMNS = ("severity", "verdict", "thing", "property", "detail", "here", "there", "compared with", "sources", "notices")
GRAVEST = ("Violation", "Warning", "Info")


def write_comparisons(comparisons: Sequence[Comparison], form: str, iris: Iris) -> str:
    """Comparisons in one of the forms text, json, csv, turtle, html, the gravest first; text leaves out what agrees and counts it."""
    ordered = sorted(comparisons, key=lambda each: (GRAVEST.index(each.severity), each))
    if form == "turtle":
        prefixes = {**PREFIXES, "def": iris.term("")}
        return with_statements(b"", statements_of(comparisons, iris), "text/turtle", prefixes).decode()
    return {"text": as_text, "json": as_json, "csv": as_csv, "html": as_html}[form](ordered)


def counts(comparisons: Sequence[Comparison]) -> dict[str, int]:
    """How many there are of each verdict and severity."""
    found = Counter(f"{each.verdict} {each.severity}" if each.verdict != "agrees" else "agrees" for each in comparisons)
    return dict(sorted(found.items()))


def cells(comparison: Comparison) -> tuple[str, ...]:
    """The texts of its columns."""
    lists = (comparison.ours, comparison.theirs, (comparison.other,), comparison.sources, comparison.notices)
    return comparison.severity, comparison.verdict, comparison.thing, comparison.prop, comparison.detail, *(" ".join(each) for each in lists)


def as_text(comparisons: Sequence[Comparison]) -> str:
    """A line a difference, and the counts."""
    lines = [line(each) for each in comparisons if each.verdict != "agrees"]
    return "\n".join([*lines, ", ".join(f"{name}: {count}" for name, count in counts(comparisons).items()) or "nothing to compare"])


def line(comparison: Comparison) -> str:
    """A difference on one line."""
    of = f" of {comparison.detail.rpartition('/')[2]}" if comparison.detail else ""
    here, there = (" ".join(values) or "nothing" for values in (comparison.ours, comparison.theirs))
    name = comparison.prop.rpartition("#")[2].rpartition("/")[2]
    return f"{comparison.severity}: <{comparison.thing}> {comparison.verdict}: {name}{of}: here {here}; in <{comparison.other}> {there}"


def as_json(comparisons: Sequence[Comparison]) -> str:
    """The counts and all comparisons."""
    return json.dumps({"counts": counts(comparisons), "comparisons": [asdict(each) for each in comparisons]}, ensure_ascii=False, indent=2)


def as_csv(comparisons: Sequence[Comparison]) -> str:
    """A row a comparison."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([COLUMNS, *map(cells, comparisons)])
    return buffer.getvalue().rstrip("\n")


def as_html(comparisons: Sequence[Comparison]) -> str:
    """A small page that needs nothing else."""
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells(each)) + "</tr>" for each in comparisons)
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    told = "".join(f"<li>{name}: {count}</li>" for name, count in counts(comparisons).items())
    title = "Edited and imported statements compared"
    body = f"<h1>{title}</h1><ul>{told}</ul><table><tr>{head}</tr>{rows}</table>"
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>{body}</html>\n'
