"""The graphs that a query is run on are worked out once and said once."""

from __future__ import annotations

import pytest

from painopiste.remote.datasets import NOWHERE, settled, without_clauses
from painopiste.store import Dataset
from painopiste.store.asking import Question

OURS = ("http://e/g1", "http://e/g2")


def dataset_of(text: str, dataset: Dataset | None = None) -> Dataset:
    """The dataset that a question is sent with, beside two graphs of ours."""
    return settled(Question(text, dataset or Dataset()), OURS).dataset


def test_without_names_the_engine_decides() -> None:
    """A question is passed on as it is if nobody said which graphs are ours."""
    question = Question("SELECT * FROM <http://e/g1> { ?s ?p ?o }")
    assert settled(question, ()) is question


def test_the_whole_is_the_union_of_our_graphs() -> None:
    """GRAPH sees the same ones, and no other."""
    assert dataset_of("ASK {}") == Dataset(OURS, OURS)


@pytest.mark.parametrize(
    ("text", "default", "named"),
    [
        ("SELECT * FROM <http://e/g1> { ?s ?p ?o }", ("http://e/g1",), (NOWHERE,)),
        ("SELECT * from named <http://e/g2> { GRAPH ?g { ?s ?p ?o } }", (NOWHERE,), ("http://e/g2",)),
        ("PREFIX e: <http://e/> ASK FROM e:g1 FROM NAMED e:g2 {}", ("http://e/g1",), ("http://e/g2",)),
        ("BASE <http://e/x/> PREFIX : <../> ASK FROM :g1 FROM <../g2> {}", OURS, (NOWHERE,)),
        ("ASK FROM <http://www.openlinksw.com/schemas/virtrdf#> {}", (NOWHERE,), (NOWHERE,)),
    ],
)
def test_from_names_graphs_of_ours_only(text: str, default: tuple[str, ...], named: tuple[str, ...]) -> None:
    """Any other is as if it were empty; and with FROM alone there are no named graphs (SPARQL 1.1 Query §13.2)."""
    assert dataset_of(text) == Dataset(default, named)


def test_the_protocol_wins_over_from() -> None:
    """SPARQL 1.1 Protocol §2.1.4."""
    assert dataset_of("ASK FROM <http://e/g1> {}", Dataset(("http://e/g2", "http://e/other"))) == Dataset(("http://e/g2",), (NOWHERE,))


def test_from_is_taken_out_of_the_text() -> None:
    """Nothing else is: not the word in a string, a comment or a name."""
    text = 'PREFIX from: <http://e/> SELECT ?from # FROM <x>\n FROM <http://e/g1>\n{ ?from from:FROM "FROM <http://e/g2>" }'
    kept, found = without_clauses(text)
    assert kept == text.replace("FROM <http://e/g1>", "")
    assert found == Dataset(("http://e/g1",))


@pytest.mark.parametrize("text", ["ASK FROM", "ASK FROM NAMED", "PREFIX ASK FROM e:x", "PREFIX", "BASE"])
def test_a_broken_clause_is_left_for_the_engine_to_refuse(text: str) -> None:
    """It names nothing of ours."""
    assert not set(dataset_of(text).default_graphs) & set(OURS) or dataset_of(text).is_whole is False
