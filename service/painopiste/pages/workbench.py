"""The view of the SPARQL workbench: a query, the examples, and the query in other tools."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from painopiste.pages.snippets import Snippet, snippets
from painopiste.queries import Query, Questions
from painopiste.remote import bound

MARK = "#+"
FIRST = "partnerships/by-component-and-country"
"""The example that the workbench begins with: short, and its answer can be looked at in every way."""


@dataclass(frozen=True)
class Example:
    """A stored query by its name."""

    name: str
    summary: str
    description: str


@dataclass(frozen=True)
class WorkbenchView:
    """The query that is in the editor; the examples by their themes."""

    query: str
    examples: tuple[tuple[str, tuple[Example, ...]], ...]
    snippets: tuple[Snippet, ...]
    endpoint: str


def workbench_view(questions: Questions, language: str, origin: str, asked: Mapping[str, str]) -> WorkbenchView:
    """The workbench with the query or the example that is asked for; UnknownQueryError if there is no such example."""
    query = asked.get("query") or example_text(questions, asked.get("example") or FIRST, language)
    endpoint = f"{origin}/sparql"
    return WorkbenchView(query, examples(questions, language), tuple(snippets(endpoint, query)), endpoint)


def examples(questions: Questions, language: str) -> tuple[tuple[str, tuple[Example, ...]], ...]:
    """The stored queries for people, by theme."""
    themes = itertools.groupby(questions.catalogue, key=lambda query: query.name.partition("/")[0])
    return tuple(
        (theme, tuple(Example(query.name, query.summary[language], query.description[language]) for query in found)) for theme, found in themes
    )


def example_text(questions: Questions, name: str, language: str) -> str:
    """A stored query as one that can be asked as it is, its parameters being those of its example, in the reader's language."""
    query = questions.catalogue[name]
    values = {key: language if item.type == "lang" else item.example for key, item in query.params.items() if item.required or item.type == "lang"}
    return f"# {query.summary[language]}\n{bound(without_head(query), query.bind(values, questions.iris.absolute))}"


def without_head(query: Query) -> str:
    """The SPARQL of a stored query alone."""
    return "\n".join(line for line in query.text.splitlines() if not line.startswith(MARK)).strip() + "\n"
