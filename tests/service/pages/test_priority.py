"""The page of a priority: what serves it with what ties it, what happened since, and its topics in other years."""

from __future__ import annotations

from collections.abc import Callable

import anyio

from painopiste.pages.priority import PriorityView, priority_view
from painopiste.pages.resource import Reader
from painopiste.pages.ties import all_ties
from painopiste.store import Store

ReaderOf = Callable[[str], Reader]
BASE = "https://w3id.org/painopiste/id/priority/"
LAW = BASE + "2023/law-enforcement"


def view(reader_of: ReaderOf, iri: str = LAW) -> PriorityView:
    """The view of a priority in English."""
    return anyio.run(priority_view, reader_of("en"), iri)


def test_dossiers_of_a_priority_are_those_of_the_graph(reader_of: ReaderOf, store: Store) -> None:
    """Those that it concerns, and those that are the procedure of what it concerns; the strongest tie first."""
    asked = f"""PREFIX def: <https://w3id.org/painopiste/def#>
        SELECT DISTINCT ?d {{ ?d a def:Dossier ; def:procedureOf?/def:servesPriority <{LAW}> }}"""
    lines = view(reader_of).dossiers
    assert len(lines) == len(store.rows(asked)) > 20
    ranks = [line.basis.rank for line in lines if line.basis]
    assert len(ranks) == len(lines)
    assert ranks == sorted(ranks)
    assert lines[0].link.text.text == "Artificial Intelligence Act"


def test_other_things_stand_by_kind(reader_of: ReaderOf) -> None:
    """Partnerships, programmes and organisations among them."""
    kinds = {group.kind for group in view(reader_of).served}
    assert {"Partnership", "Programme", "Organisation"} <= kinds


def test_every_link_of_the_graph_counts_in_one_tie(reader_of: ReaderOf, store: Store) -> None:
    """A priority's ties to a thing have as many links as the graph."""
    asked = """PREFIX def: <https://w3id.org/painopiste/def#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT (COUNT(DISTINCT ?l) AS ?n) { ?l a def:EvidenceLink ; rdf:subject/def:commitmentOf ?p ; rdf:object ?t . ?t a def:Partnership }"""
    ties = [tie for tie in anyio.run(all_ties, reader_of("en")) if tie.kind == "Partnership"]
    assert sum(tie.count for tie in ties) == int(store.rows(asked)[0]["n"].value)


def test_what_happened_since_begins_with_the_year_of_the_edition(reader_of: ReaderOf) -> None:
    """The newest first up to the day of the release; what is ahead stands apart."""
    since = view(reader_of).since
    assert since is not None
    assert since.day == "2023-01-01"
    days = [each.day for each in since.newest]
    assert days == sorted(days, reverse=True)
    assert min(each.day for each in since.ahead) > max(days)
    assert since.count >= len(since.newest)


def test_topics_tell_absent_from_not_seen(reader_of: ReaderOf) -> None:
    """An edition known only in part may name a topic further down."""
    found = view(reader_of, BASE + "2024/safe-third-countries")
    (years,) = [topic.years for topic in found.topics if topic.topic.text.text.startswith("Safe third")]
    silent = {year.edition.text.text: year.is_complete for year in years if not year.points}
    assert silent["2023"]
    assert not silent["2022"]
    assert found.dossiers == ()
