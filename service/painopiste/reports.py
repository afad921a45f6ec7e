"""A validation report as text, Turtle, JSON or a page."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape

from painopiste.checking import Checked
from painopiste.validation import Result, as_turtle


def write_report(checked: Checked, form: str) -> str:
    """The report in one of the forms text, turtle, json, html."""
    return {"text": as_text, "turtle": as_rdf, "json": as_json, "html": as_html}[form](checked)


def as_text(checked: Checked) -> str:
    """A line a finding, with its file."""
    return checked.report.text(checked.graph.file_of)


def as_rdf(checked: Checked) -> str:
    """The SHACL report itself."""
    return as_turtle(checked.report)


def as_json(checked: Checked) -> str:
    """The findings as JSON, each with its file."""
    results = [{**asdict(result), "file": place(checked, result)} for result in checked.report.results]
    return json.dumps({"conforms": checked.report.conforms, "results": results}, ensure_ascii=False, indent=2)


def place(checked: Checked, result: Result) -> str | None:
    """The file of the focus node."""
    path = checked.graph.file_of(result.focus_node)
    return None if path is None else str(path)


def as_html(checked: Checked) -> str:
    """The findings as a small page that needs nothing else."""
    rows = "".join(row(checked, result) for result in checked.report.results)
    verdict = "Conforms" if checked.report.conforms else "Does not conform"
    head = "<tr><th>Severity</th><th>File</th><th>Subject</th><th>Shape</th><th>What is wanted</th><th>Found</th></tr>"
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{verdict}</title><h1>{verdict}</h1><table>{head}{rows}</table></html>\n'


def row(checked: Checked, result: Result) -> str:
    """One finding as a table row."""
    text = result.message.get("en", "")
    cells = (result.severity, place(checked, result) or "", result.focus_node, result.source_shape, text, result.value or "")
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
