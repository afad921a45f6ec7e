"""The catalogue of questions: each has a head in three languages, honours its parameters and gives the answer on file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from painopiste.graph import Iris
from painopiste.model import LANGUAGES
from painopiste.queries import Catalogue, Query
from painopiste.store import Store

ANSWERS = Path(__file__).parent
CATALOGUE = Catalogue.read(ANSWERS.parents[1] / "queries")
IRIS = Iris("https://w3id.org/painopiste")
QUESTIONS = [pytest.param(query, id=query.name) for query in CATALOGUE]
DERIVATIONS = [pytest.param(query, id=query.name) for query in CATALOGUE.derivations()]
OPEN = ".open"
NOTHING_WANTED = {"quality/link-checks", "quality/without-label"}
LABELLED = [pytest.param(query, id=query.name) for query in CATALOGUE if "lang" in query.params and query.name != "quality/without-label"]
OPEN_QUESTIONS = [pytest.param(query, id=query.name) for query in CATALOGUE if (ANSWERS / f"{query.name}{OPEN}.csv").exists()]

TURNING_DAYS = [
    ("ai-act", "2024-05-21", "parliament-position", "adopted"),
    ("ai-omnibus", "2026-07-24", "signed", "published"),
    ("apr", "2026-06-12", "in-force", "applied"),
    ("cer-directive", "2024-10-18", "in-force", "applied"),
    ("csa-interim-regulation", "2026-04-03", "in-force", "expired"),
    ("csa-regulation", "2023-11-14", "proposed", "negotiated"),
    ("cyber-resilience-act", "2023-11-30", "negotiated", "agreed"),
    ("digital-europe-programme", "2020-12-14", "parliament-position", "agreed"),
    ("e-evidence", "2023-08-17", "published", "in-force"),
    ("entry-exit-system", "2025-10-12", "published", "applied"),
    ("eurodac-2024", "2024-06-11", "adopted", "in-force"),
    ("europol-mandate-2022", "2022-06-28", "published", "in-force"),
    ("frontex-regulation-2019", "2019-04-17", "agreed", "parliament-position"),
    ("nis2-directive", "2021-10-28", "proposed", "negotiated"),
    ("prum-ii", "2024-03-13", "adopted", "signed"),
    ("return-regulation-2025", "2026-06-01", "negotiated", "agreed"),
    ("schengen-borders-code-2024", "2024-07-10", "published", "in-force"),
    ("schengen-evaluation-2022", "2022-06-09", "parliament-position", "adopted"),
    ("screening", "2024-05-14", "parliament-position", "signed"),
    ("terrorist-content-online", "2021-03-16", "agreed", "council-position"),
    ("visa-suspension-2025", "2025-12-10", "adopted", "published"),
]

SMALL_WORLD = """
@prefix def: <https://w3id.org/painopiste/def#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix eli-dl: <http://data.europa.eu/eli/eli-draft-legislation-ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://w3id.org/painopiste/id/> .

:dossier a def:Dossier .
:event a def:Event ;
    eli-dl:forms_part_of :dossier ;
    eli-dl:activity_date "%s"^^xsd:%s ;
    eli-dl:had_activity_type :kind ;
    dct:description "It is adopted"@en .
:kind def:leadsToStage <https://w3id.org/painopiste/id/stage/adopted> .
<https://w3id.org/painopiste/id/stage/adopted> def:stageOrder 40 ;
    skos:broader <https://w3id.org/painopiste/id/status/adopted> .
"""

Row = dict[str, str]


def ask(store: Store, query: Query, values: Mapping[str, str]) -> list[Row]:
    """The rows of an answer as its CSV tells them."""
    answer = store.answer(query.text, lambda _: "text/csv", bindings=query.bind(values, IRIS.absolute))
    return rows_of(answer.content.decode())


def rows_of(text: str) -> list[Row]:
    """The rows of a SPARQL CSV, whatever its line ends."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def expected(name: str) -> list[Row]:
    """The answer on file."""
    return rows_of((ANSWERS / f"{name}.csv").read_text(encoding="utf-8"))


def examples(query: Query) -> dict[str, str]:
    """The example value of every parameter."""
    return {name: parameter.example for name, parameter in query.params.items()}


def required(query: Query) -> dict[str, str]:
    """The example values of those parameters that must be given."""
    return {name: parameter.example for name, parameter in query.params.items() if parameter.required}


def body(query: Query) -> str:
    """The query without its head and other comment lines."""
    return "\n".join(line for line in query.text.splitlines() if not line.lstrip().startswith("#"))


def stage(store: Store, dossier: str, day: date) -> str:
    """The last part of the IRI of the stage of a dossier on a day, or nothing before its first."""
    rows = ask(store, CATALOGUE["dossiers/state-on-day"], {"dossier": f"id/dossier/{dossier}", "day": day.isoformat()})
    return rows[0]["stage"].rpartition("/")[2] if rows else ""


def small_world(folder: Path, when: str, datatype: str) -> Store:
    """A store with one dossier and one adoption, on a date of a given precision."""
    file, store = folder / "small.ttl", Store()
    file.write_text(SMALL_WORLD % (when, datatype), encoding="utf-8")
    store.load(file)
    return store


def is_foreseen(store: Store, day: str) -> bool:
    """Whether the only event of a small world is foreseen after a day."""
    return bool(ask(store, CATALOGUE["dossiers/foreseen-events"], {"day": day}))


@pytest.mark.parametrize("query", QUESTIONS + DERIVATIONS)
def test_a_head_speaks_three_languages(query: Query) -> None:
    """Summary, description and every parameter are told in Finnish, Swedish and English."""
    texts = [query.summary, query.description, *(parameter.description for parameter in query.params.values())]
    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in texts)


@pytest.mark.parametrize("query", QUESTIONS)
def test_a_question_projects_its_parameters(query: Query) -> None:
    """The engine binds only variables that a query projects."""
    projection = re.split(r"\bWHERE\b", body(query).partition("SELECT")[2])[0]
    assert set(query.params) <= set(re.findall(r"\?(\w+)", projection))


@pytest.mark.parametrize("query", DERIVATIONS)
def test_a_derivation_writes_its_parameters(query: Query) -> None:
    """A CONSTRUCT query projects the variables of its template."""
    template = body(query).partition("CONSTRUCT")[2].partition("WHERE")[0]
    assert set(query.params) <= set(re.findall(r"\?(\w+)", template))


@pytest.mark.parametrize("query", QUESTIONS)
def test_a_question_orders_its_answer(query: Query) -> None:
    """The last clause is ORDER BY, so that the same graph gives the same rows in the same order."""
    assert re.search(r"\nORDER BY [^\n]+\n*$", body(query))


@pytest.mark.parametrize("query", QUESTIONS)
def test_an_answer_is_the_one_on_file(store: Store, query: Query) -> None:
    """Asked with its examples, each question gives the rows of its CSV, in order."""
    assert ask(store, query, examples(query)) == expected(query.name)


@pytest.mark.parametrize("query", OPEN_QUESTIONS)
def test_an_open_answer_is_the_one_on_file(store: Store, query: Query) -> None:
    """Parameters that are left out leave the question open."""
    assert ask(store, query, required(query)) == expected(query.name + OPEN)


@pytest.mark.parametrize("query", QUESTIONS)
def test_a_parameter_comes_back_in_every_row(store: Store, query: Query) -> None:
    """What was asked for stands in the answer."""
    given = query.bind(examples(query), IRIS.absolute)
    wanted = {name: getattr(term, "value", "") for name, term in given.items()}
    assert all({name: row[name] for name in wanted} == wanted for row in ask(store, query, examples(query)))


@pytest.mark.parametrize("query", LABELLED)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_language_changes_words_and_never_rows(store: Store, query: Query, language: str) -> None:
    """A missing label is an empty cell, not a missing row."""
    assert len(ask(store, query, {**examples(query), "lang": language})) == len(expected(query.name))


@pytest.mark.parametrize("query", QUESTIONS)
def test_an_answer_has_rows_and_none_twice(query: Query) -> None:
    """An example shows something, unless it asks for what should not be there, or for visits, of which the checkout has none; and no row twice."""
    rows = [tuple(row.items()) for row in expected(query.name)]
    assert bool(rows) is (query.name not in NOTHING_WANTED)
    assert len(rows) == len(set(rows))


def test_every_answer_on_file_belongs_to_a_question() -> None:
    """No CSV outlives its query."""
    names = {path.relative_to(ANSWERS).with_suffix("").as_posix().removesuffix(OPEN) for path in ANSWERS.rglob("*.csv")}
    assert names == {query.name for query in CATALOGUE}


@pytest.mark.parametrize(("dossier", "day", "before", "after"), TURNING_DAYS)
def test_a_stage_changes_on_the_day_of_its_event(store: Store, dossier: str, day: str, before: str, after: str) -> None:
    """The day before, the dossier is still at its earlier stage."""
    turn = date.fromisoformat(day)
    assert (stage(store, dossier, turn - timedelta(days=1)), stage(store, dossier, turn)) == (before, after)


def test_of_two_events_on_one_day_the_one_further_on_decides(store: Store) -> None:
    """The conditionality regulation was adopted and signed on 16 December 2020."""
    assert stage(store, "conditionality-regulation", date(2020, 12, 16)) == "signed"


def test_a_recommendation_on_consent_does_not_reopen_a_signed_agreement(store: Store) -> None:
    """The agreement with Georgia was signed on 22 November 2010; the committee recommended consent on 1 December."""
    assert [stage(store, "eura-georgia", date(2010, 12, day)) for day in (1, 2)] == ["agreed", "agreed"]


def test_a_dossier_has_no_state_before_its_first_event(store: Store) -> None:
    """The AI Act was proposed on 21 April 2021."""
    assert stage(store, "ai-act", date(2021, 4, 20)) == ""


@pytest.mark.parametrize(
    ("when", "datatype", "before", "day"),
    [("2024", "gYear", "2024-12-30", "2024-12-31"), ("2024-04", "gYearMonth", "2024-04-29", "2024-05-01")],
)
def test_a_partial_date_counts_when_its_period_is_over(tmp_path: Path, when: str, datatype: str, before: str, day: str) -> None:
    """A state never rests on an event that may not have happened yet."""
    world, query = small_world(tmp_path, when, datatype), CATALOGUE["dossiers/states-on-day"]
    assert [len(ask(world, query, {"day": each})) for each in (before, day)] == [0, 1]


def test_an_event_of_the_running_year_is_neither_past_nor_foreseen(tmp_path: Path) -> None:
    """An event known only by its year is foreseen until that year begins."""
    world = small_world(tmp_path, "2026", "gYear")
    assert [is_foreseen(world, day) for day in ("2025-12-31", "2026-01-01", "2026-12-31")] == [True, False, False]


def test_computed_states_agree_with_the_question(store: Store) -> None:
    """The build computes states by the rule of dossiers/states-on-day."""
    query, derivation = CATALOGUE["dossiers/states-on-day"], CATALOGUE["derive/dossier-states"]
    asked = {(row["dossier"], row["stage"], row["status"], row["event"]) for row in ask(store, query, {"day": derivation.params["asOf"].example})}
    terms = "PREFIX def: <https://w3id.org/painopiste/def#> PREFIX prov: <http://www.w3.org/ns/prov#>"
    pattern = "?state def:stateOf ?dossier ; def:stage ?stage ; def:status ?status ; prov:wasDerivedFrom ?event ; def:asOf ?day"
    day = derivation.bind(examples(derivation), IRIS.absolute)["asOf"]
    found = store.rows(f"{terms} SELECT ?day ?dossier ?stage ?status ?event WHERE {{ {pattern} }}", {"day": day})
    assert asked == {tuple(str(getattr(row[name], "value", "")) for name in ("dossier", "stage", "status", "event")) for row in found}


def test_computed_foreseen_events_agree_with_the_question(store: Store) -> None:
    """The build marks as foreseen just what dossiers/foreseen-events lists."""
    derivation = CATALOGUE["derive/foreseen-activities"]
    asked = {row["event"] for row in ask(store, CATALOGUE["dossiers/foreseen-events"], {"day": derivation.params["asOf"].example})}
    kind = "<http://data.europa.eu/eli/eli-draft-legislation-ontology#ForeseenActivity>"
    found = store.rows(f"SELECT ?event WHERE {{ ?event a {kind} ; a <https://w3id.org/painopiste/def#Event> }}")
    assert asked == {str(getattr(row["event"], "value", "")) for row in found}


def test_institutions_take_part_where_an_event_is_their_doing(store: Store) -> None:
    """By the EU's code of an event that the participation names, and nowhere else."""
    role = "<https://w3id.org/painopiste/id/participation-role/acting-institution>"
    space = "http://data.europa.eu/eli/eli-draft-legislation-ontology#"
    pattern = (
        f"?part <{space}participation_role> {role} ; <http://www.w3.org/ns/prov#wasDerivedFrom> ?event ; <{space}had_participant_organization> ?who ."
    )
    rows = store.rows(f"SELECT ?who ?type {{ {pattern} ?event <{space}had_activity_type> ?type }}")
    actors = {"council-of-the-eu": "_byCONSIL", "european-parliament": "_byEP", "european-commission": "_byCOM"}
    told = {(row["who"].value.rpartition("/")[2], row["type"].value.rpartition("/")[2]) for row in rows}
    assert {who for who, _ in told} == set(actors)
    assert [(who, code) for who, code in told if actors[who] not in code] == []
