"""Answers of the suite and of the service as values that are equal when the answers say the same, whatever blank nodes are called."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
ROW = "https://suite.example/row/"
RESULT_FORMATS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
NUMBERS = {f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "float", "double")}
Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Cell = tuple[str, Value]
Rows = list[tuple[Cell, ...]]


def parsed(content: bytes, form: ox.QueryResultsFormat) -> bool | Rows:
    """What a results document says: yes or no, or its rows."""
    found = ox.parse_query_results(content, format=form)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [tuple((name, by_value(row[name])) for name in names if row[name] is not None) for row in found]


def by_value(term: Value) -> Value:
    """A number in one of the forms that its value can be written in; another term as it is."""
    if not isinstance(term, ox.Literal) or term.datatype.value not in NUMBERS:
        return term
    with suppress(ValueError):
        return ox.Literal(repr(float(term.value)), datatype=term.datatype)
    return term


def graph(content: bytes, form: ox.RdfFormat, base: str) -> ox.Dataset:
    """The statements of a document."""
    return ox.Dataset(ox.Quad(*quad.triple) for quad in ox.parse(content, format=form, base_iri=base))


def expected(file: Path, base: str) -> bool | Rows | ox.Dataset:
    """What a result file of the suite wants: a graph, or what a results document says, be it written as a graph."""
    if file.suffix in RESULT_FORMATS:
        return parsed(file.read_bytes(), RESULT_FORMATS[file.suffix])
    form = ox.RdfFormat.from_extension(file.suffix[1:])
    assert form is not None, file
    statements = graph(file.read_bytes(), form, base)
    return from_graph(statements) if any(RS in str(quad.predicate) for quad in statements) else statements


def from_graph(statements: ox.Dataset) -> bool | Rows:
    """The answer that is written in the vocabulary of result sets; rows in the order of their index."""
    if yes_or_no := list(statements.quads_for_predicate(ox.NamedNode(RS + "boolean"))):
        return str(yes_or_no[0].object.value) == "true"
    rows = [quad.object for quad in statements.quads_for_predicate(ox.NamedNode(RS + "solution"))]
    return [
        tuple(cell_of(statements, cell) for cell in values(statements, row, "binding"))
        for row in sorted(rows, key=lambda row: index(statements, row))
    ]


def index(statements: ox.Dataset, row: ox.BlankNode) -> int:
    """The place of a row."""
    return next((int(place.value) for place in values(statements, row, "index")), 0)


def cell_of(statements: ox.Dataset, cell: ox.BlankNode) -> Cell:
    """A variable and its value."""
    return values(statements, cell, "variable")[0].value, by_value(values(statements, cell, "value")[0])


def values(statements: ox.Dataset, subject: ox.BlankNode, name: str) -> list[Value]:
    """The values of a property of the vocabulary of result sets."""
    return [quad.object for quad in statements.quads_for_subject(subject) if quad.predicate.value == RS + name]


def canonical(answer: bool | Rows | ox.Dataset, is_lax: bool) -> object:
    """The value of an answer; with lax cardinality a row counts once."""
    if isinstance(answer, bool):
        return answer
    statements = answer if isinstance(answer, ox.Dataset) else as_statements(answer, is_lax)
    statements.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, statements))


def as_statements(rows: Rows, is_lax: bool) -> ox.Dataset:
    """Rows as statements about themselves, so that blank nodes of several rows stay the same node."""
    unique = sorted(set(map(frozenset, rows)), key=str) if is_lax else rows
    nodes = [ox.BlankNode() for _ in unique]
    cells = (ox.Quad(node, ox.NamedNode(ROW + name), value) for node, row in zip(nodes, unique, strict=True) for name, value in row)
    return ox.Dataset([*cells, *(ox.Quad(node, ox.NamedNode(ROW), ox.Literal("row")) for node in nodes)])
