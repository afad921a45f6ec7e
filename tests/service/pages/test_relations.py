"""The views of the relationship browser and of the workbench, without a browser."""

from __future__ import annotations

from collections.abc import Callable

import anyio
import pytest

from painopiste.errors import UnknownQueryError
from painopiste.pages import PageContext
from painopiste.pages.relations import RelationsView, relations_view
from painopiste.pages.resource import Reader
from painopiste.pages.workbench import workbench_view

ReaderOf = Callable[[str], Reader]
AI_ACT = "id/dossier/ai-act"


def view(reader_of: ReaderOf, *asked: tuple[str, str]) -> RelationsView:
    """The browser at an address, in English."""
    return anyio.run(relations_view, reader_of("en"), asked)


def test_the_list_and_the_drawing_tell_the_same(reader_of: ReaderOf) -> None:
    """Each end in the list is a node with the same way to open it, and the other way round."""
    found = view(reader_of, ("start", AI_ACT))
    ends = {end.iri: end.toggle for kind in found.opened[0].kinds for end in kind.ends}
    nodes = {node["id"]: node["toggle"] for node in found.drawing["nodes"]}
    assert nodes == {**ends, found.opened[0].iri: found.opened[0].close}


def test_a_step_opens_and_the_next_one_closes(reader_of: ReaderOf) -> None:
    """The address of an open thing leads to the same view without it; what is hidden stays hidden on the way."""
    hide = ("hide", "https://w3id.org/painopiste/def#wouldAmend")
    found = view(reader_of, ("start", AI_ACT), ("start", "id/dossier/eu-talent-pool"), hide)
    assert found.opened[0].link.text.text == "Artificial Intelligence Act"
    assert found.opened[1].close.startswith("/en/graph?start=id%2Fdossier%2Fai-act&hide=")
    assert [choice.is_shown for choice in found.choices if choice.iri == hide[1]] == [False]
    assert "hide=" in found.turtle
    assert "format=graphml" in found.graphml


def test_events_of_one_name_are_told_apart_by_their_days(reader_of: ReaderOf) -> None:
    """In the list as it was told, in the drawing as people write it; what is no event has no day."""
    found = view(reader_of, ("start", AI_ACT))
    days = {end.iri: end.date for kind in found.opened[0].kinds for end in kind.ends if end.link.text.text.startswith("Start of applicability")}
    assert {"2025-02-02", "2026-08-02"} <= set(days.values())
    assert len(set(days.values())) == len(days)
    assert {node["day"] for node in found.drawing["nodes"] if days.get(node["id"]) == "2026-08-02"} == {"2 August 2026"}
    assert not any(node["day"] for node in found.drawing["nodes"] if "/event/" not in node["id"])


def test_an_unknown_thing_is_told_and_priorities_are_offered(reader_of: ReaderOf) -> None:
    """Nothing is opened, and there are nine places to start from."""
    found = view(reader_of, ("start", "id/dossier/no-such"))
    assert (len(found.unknown), found.opened, len(found.suggestions)) == (1, (), 9)


def test_an_example_is_a_query_that_runs_as_it_stands(page_context: PageContext) -> None:
    """Its parameters are bound to those of its example, and its head is left out."""
    shown = workbench_view(page_context.questions, "fi", "http://127.0.0.1", {"example": "dossiers/by-priority"})
    assert "#+" not in shown.query
    assert "<https://w3id.org/painopiste/id/priority/2023/law-enforcement>" in shown.query
    assert page_context.questions.catalogue["dossiers/by-priority"].summary["fi"] in shown.query
    assert all("http://127.0.0.1/sparql" in one.code for one in shown.snippets)
    assert "pages" not in {theme for theme, _ in shown.examples}


def test_a_query_of_the_reader_stands_before_an_example(page_context: PageContext) -> None:
    """An example that is not there is an error."""
    assert workbench_view(page_context.questions, "en", "", {"query": "ASK {}", "example": "none"}).query == "ASK {}"
    with pytest.raises(UnknownQueryError):
        workbench_view(page_context.questions, "en", "", {"example": "none"})
