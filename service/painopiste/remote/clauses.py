"""SERVICE clauses of a query: found, turned into queries of their own, and replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from painopiste.errors import ForbiddenQueryError
from painopiste.remote.datasets import absolute
from painopiste.store.groups import TRIPLES, Element, elements_of, where_of
from painopiste.store.syntax import FORMS, leveled, text_of, words
from painopiste.store.tokens import Kind, Token, tokens_of
from painopiste.store.transcoding import Table

SERVICE = "SERVICE"
JOINED = {TRIPLES, "VALUES", "GRAPH"}  # elements that every solution joins with, wherever they stand in the group


@dataclass(frozen=True)
class Clause:
    """A SERVICE clause: the endpoint, whether it may fail, its group, and where it stands."""

    url: str
    is_silent: bool
    group: str
    element: Element


def clauses_of(tokens: Sequence[Token]) -> list[Clause]:
    """The SERVICE clauses of a query, or ForbiddenQueryError if one stands where none is supported."""
    begin = next((place for place, token in enumerate(tokens) if token.word in FORMS), len(tokens))
    opening = where_of(tokens, tokens[begin].word if begin < len(tokens) else "", begin)
    found = [element for element in elements_of(tokens, opening) if element.kind == SERVICE]
    if len(found) != sum(token.word == SERVICE for token in tokens):
        raise ForbiddenQueryError(
            "SERVICE is supported in the outermost group of WHERE only: not within OPTIONAL, UNION, GRAPH, a subquery or another."
        )
    return [clause_of(element, tokens) for element in found]


def clause_of(element: Element, tokens: Sequence[Token]) -> Clause:
    """A SERVICE clause, or ForbiddenQueryError if its endpoint is a variable."""
    solid = [token for token in element.tokens if not token.is_gap]
    is_silent = len(solid) > 1 and solid[1].word == "SILENT"
    endpoint = solid[1 + is_silent] if len(solid) > 1 + is_silent else solid[0]
    if endpoint.kind not in (Kind.IRI, Kind.NAME):
        raise ForbiddenQueryError(f"SERVICE wants the IRI of an endpoint, not {endpoint.text}: a variable is not supported.")
    opening = next((place for place, token in enumerate(element.tokens) if token.text == "{"), len(element.tokens))
    return Clause(absolute(endpoint, tokens), is_silent, text_of(element.tokens[opening:]), element)


def prologue_of(text: str) -> str:
    """BASE and PREFIX declarations of a query."""
    tokens = tokens_of(text)
    return text_of(tokens[: next((place for place, token in enumerate(tokens) if token.word in FORMS), 0)])


def beside(text: str, clause: Clause, limit: int) -> str:
    """A query for what is joined with a clause: the values of the variables that both sides have. Nothing if they share none.

    Filters are heeded that see only variables of triples: any other might be bound by the clause alone.
    """
    tokens = tokens_of(text)
    begin = next(place for place, token in enumerate(tokens) if token.word in FORMS)
    elements = list(elements_of(tokens, where_of(tokens, tokens[begin].word, begin)))
    joined = [element for element in elements if element.kind in JOINED]
    shared = sorted(variables_of(joined) & clause.element.variables)
    if not shared:
        return ""
    bound = variables_of(element for element in joined if element.kind == TRIPLES)
    filters = (element for element in elements if element.kind == "FILTER" and element.variables <= bound and "EXISTS" not in words(element.text))
    group = " ".join(as_group(element) for element in [*joined, *filters])
    return f"{prologue_of(text)} SELECT DISTINCT {listed(shared)} {{ {group} }} LIMIT {limit}"


def variables_of(elements: Iterable[Element]) -> set[str]:
    """The variables in any of some elements."""
    return {name for element in elements for name in element.variables}


def as_group(element: Element) -> str:
    """An element that can stand beside any other: triples in braces, without the full stops around them; the last line may be a comment."""
    return "{" + element.text.strip().strip(".") + "\n}" if element.kind == TRIPLES else element.text


def remote_text(text: str, clause: Clause, along: Table | None) -> str:
    """The query for an endpoint: the variables of a clause that the rest of the query uses."""
    tokens = tokens_of(text)
    element = clause.element
    used = {token.variable for token in (*tokens[: element.start], *tokens[element.end :]) if token.variable}
    names = sorted(element.variables if shows_everything(tokens) else element.variables & used)
    sent = values_of(along) if along else ""
    return f"{prologue_of(text)} SELECT {listed(names) or '(1 AS ?any)'} {{ {sent} {clause.group} }}"


def shows_everything(tokens: Sequence[Token]) -> bool:
    """Whether a query is SELECT * or DESCRIBE *."""
    head = next((place for place, token in enumerate(tokens) if token.word in FORMS), len(tokens))
    return any(token.text == "*" and depth == 0 for token, depth in leveled(tokens[head : where_of(tokens, "", head)]))


def listed(names: Sequence[str]) -> str:
    """Variables as SPARQL lists them."""
    return " ".join(f"?{name}" for name in names)


def can_be_sent(table: Table) -> bool:
    """Whether every cell has a term that means the same elsewhere."""
    return all(cell is not None and not cell.startswith("_:") for row in table.rows for cell in row)


def values_of(table: Table) -> str:
    """Solutions as VALUES."""
    rows = "".join(f"({' '.join(cell or 'UNDEF' for cell in row)})" for row in table.rows)
    return f"VALUES ({listed(table.names)}) {{{rows}}}"


def spliced(text: str, element: Element, values: str) -> str:
    """A query with something else in place of an element."""
    tokens = tokens_of(text)
    return text_of(tokens[: element.start]) + values + text_of(tokens[element.end :])
