"""The description says what is true of the store, in three languages, with all that catalogues must be told."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from painopiste.build import derived
from painopiste.description import Release, describe_dataset
from painopiste.description.distributions import tables, whole_graph
from painopiste.description.names import absolute
from painopiste.description.vocabulary import OTHERS, TERMS
from painopiste.queries import Catalogue
from painopiste.release.files import graph_files, table_files
from painopiste.settings import Settings
from painopiste.store import Statement, Store

BASE, DAY, DIGEST = "https://w3id.org/painopiste", date(2026, 11, 24), "ab" * 32
RELEASE = Release(BASE, "0.1.0", DAY, DIGEST)
SHAPE = f"{BASE}/shape#Dossier-label"
DEF, TYPE = f"{BASE}/def#", absolute("rdf:type")
PART = f"{BASE}/id/dataset/painopiste"
REQUIRED = {
    "dcat:Catalog": ("dct:title", "dct:description", "dct:publisher"),
    "dcat:Dataset": ("dct:title", "dct:description"),
    "dcat:DatasetSeries": ("dct:title", "dct:description"),
    "dcat:Distribution": ("dcat:accessURL",),
    "dcat:DataService": ("dct:title", "dcat:endpointURL"),
    "foaf:Agent": ("foaf:name",),
}
RECOMMENDED = (
    "dct:temporal",
    "dct:spatial",
    "dct:license",
    "dcat:theme",
    "dcat:keyword",
    "dcat:version",
    "dcat:landingPage",
    "dct:accrualPeriodicity",
)
Triple = tuple[str, str, str]


def text(term: object) -> str:
    """What a term says, without its language or datatype."""
    return str(getattr(term, "value", ""))


@pytest.fixture(scope="module")
def store(settings: Settings) -> Store:
    """The shipped graph before it is described."""
    return derived(settings)


@pytest.fixture(scope="module")
def statements(store: Store) -> list[Statement]:
    """The description of the shipped graph."""
    return describe_dataset(store, RELEASE, {SHAPE: 3})


@pytest.fixture(scope="module")
def facts(statements: list[Statement]) -> dict[tuple[str, str], set[str]]:
    """Values by subject and compact property name."""
    found: dict[tuple[str, str], set[str]] = {}
    names = {absolute(name): name for name in [*TERMS, "rdf:type", "skos:prefLabel", "dct:description"]}
    for subject, predicate, value in statements:
        found.setdefault((text(subject), names.get(text(predicate), text(predicate))), set()).add(text(value))
    return found


@pytest.fixture(scope="module")
def triples(store: Store) -> list[Triple]:
    """Every triple of the graph, to be counted without SPARQL; blank nodes by a name that no IRI has."""
    rows = store.rows("SELECT ?s ?p ?o { ?s ?p ?o }")
    return [(str(row["s"]).strip("<>"), text(row["p"]), str(row["o"]).strip("<>")) for row in rows]


def members(triples: list[Triple], name: str) -> set[str]:
    """The things of one class."""
    return {s for s, p, o in triples if p == TYPE and o == DEF + name}


def typed(facts: dict[tuple[str, str], set[str]], kind: str) -> list[str]:
    """The subjects of one type."""
    return [subject for (subject, name), values in facts.items() if name == "rdf:type" and absolute(kind) in values]


def test_nothing_is_said_twice(statements: list[Statement]) -> None:
    """The description is a set."""
    assert len(statements) == len(set(statements))


def test_the_same_store_is_described_in_the_same_words(store: Store, statements: list[Statement]) -> None:
    """No clock, no chance."""
    assert describe_dataset(store, RELEASE, {SHAPE: 3}) == statements


@pytest.mark.parametrize(("kind", "properties"), REQUIRED.items())
def test_what_dcat_ap_requires_is_there(facts: dict[tuple[str, str], set[str]], kind: str, properties: tuple[str, ...]) -> None:
    """Every subject of the class has every mandatory property."""
    subjects = typed(facts, kind)
    assert subjects
    assert not [(subject, name) for subject in subjects for name in properties if not facts.get((subject, name))]


@pytest.mark.parametrize("name", RECOMMENDED)
def test_the_dataset_says_what_dcat_ap_recommends(facts: dict[tuple[str, str], set[str]], name: str) -> None:
    """Licence, place, time, themes, keywords, version."""
    assert facts[PART, name]


def test_titles_stand_in_three_languages(statements: list[Statement]) -> None:
    """A title in one language is a title in all."""
    titled = {(subject, getattr(value, "language", None)) for subject, predicate, value in statements if text(predicate) == absolute("dct:title")}
    assert {(subject, language) for subject, _ in titled for language in ("fi", "sv", "en")} == titled


def test_every_file_of_the_export_is_a_distribution(settings: Settings, store: Store) -> None:
    """The description names just the files that an export writes, but for context and description."""
    written = {*graph_files(store, RELEASE.iris), *table_files(store, Catalogue.read(settings.root / "queries"))}
    assert {file.path for file in (*whole_graph(), *tables())} == written - {"context.jsonld", "description.ttl"}


def test_the_period_runs_from_the_first_to_the_last_date(facts: dict[tuple[str, str], set[str]], triples: list[Triple]) -> None:
    """Events count by the text of their date, editions by their year."""
    editions = members(triples, "Edition")
    dated = [o.split('"')[1] for s, p, o in triples if p == absolute("eli-dl:activity_date") or (p == absolute("dct:date") and s in editions)]
    period = [facts[f"{PART}/period", name] for name in ("dcat:startDate", "dcat:endDate")]
    assert period == [{min(dated)}, {max(dated)}]


def test_totals_are_those_of_the_graph(facts: dict[tuple[str, str], set[str]], triples: list[Triple]) -> None:
    """Triples, subjects, objects, properties, classes, and what we name."""
    subjects, predicates, objects = (set(column) for column in zip(*triples, strict=True))
    kinds = {o for _, p, o in triples if p == TYPE}
    ours = {s for s, p, _ in triples if p == TYPE and s.startswith(f"{BASE}/id/")}
    wanted = [len(triples), len(subjects), len(objects), len(predicates), len(kinds), len(ours)]
    names = ("void:triples", "void:distinctSubjects", "void:distinctObjects", "void:properties", "void:classes", "void:entities")
    assert [facts[PART, name] for name in names] == [{str(count)} for count in wanted]


@pytest.mark.parametrize(
    ("partition", "key", "amount", "position"),
    [("void:classPartition", "void:class", "void:entities", 2), ("void:propertyPartition", "void:property", "void:triples", 1)],
)
def test_partitions_are_counted_right(
    facts: dict[tuple[str, str], set[str]], triples: list[Triple], partition: str, key: str, amount: str, position: int
) -> None:
    """A partition for each class and each property, none for anything else."""
    counted = Counter(triple[position] for triple in triples if position == 1 or triple[1] == TYPE)
    found = {(*facts[part, key], *facts[part, amount]) for part in facts[PART, partition]}
    assert found == {(name, str(count)) for name, count in counted.items()}


def test_every_named_graph_is_a_subset_with_its_size(facts: dict[tuple[str, str], set[str]], store: Store) -> None:
    """As large as a query on that graph alone says."""
    for name in store.graphs():
        rows = store.rows(f"SELECT * {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        assert facts[name, "void:triples"] == {str(len(rows))}
    assert set(store.graphs()) <= facts[PART, "void:subset"]


@pytest.mark.parametrize(
    ("target", "link", "space"),
    [
        ("eurovoc", "dct:subject", "http://eurovoc.europa.eu/"),
        ("european-parliament", "owl:sameAs", "https://data.europarl.europa.eu/"),
        ("authority-tables", "eli:type_document", "http://publications.europa.eu/resource/authority/"),
        ("cellar", "owl:sameAs", "http://publications.europa.eu/resource/"),
    ],
)
def test_linksets_are_counted_right(facts: dict[tuple[str, str], set[str]], triples: list[Triple], target: str, link: str, space: str) -> None:
    """Links of one property to IRIs of one space."""
    linkset = f"{PART}/links/{target}/{link.replace(':', '-').replace('_', '-').replace('sameAs', 'same-as')}"
    assert facts[linkset, "void:triples"] == {str(sum(p == absolute(link) and o.startswith(space) for _, p, o in triples))}
    assert facts[linkset, "void:linkPredicate"] == {absolute(link)}
    assert facts[linkset, "void:objectsTarget"] == {f"{BASE}/id/dataset/{target}"}


def measured(facts: dict[tuple[str, str], set[str]], metric: str, part: str = "/class/def-dossier") -> set[str]:
    """The value of a metric on the dataset or a part of it."""
    return facts[f"{PART}{part}/quality/{metric}", "dqv:value"]


def test_labels_sources_and_confidence_of_a_class_are_counted_right(facts: dict[tuple[str, str], set[str]], triples: list[Triple]) -> None:
    """Counted on dossiers by going through all triples."""
    dossiers = members(triples, "Dossier")
    swedish = {s for s, p, o in triples if s in dossiers and p == absolute("skos:prefLabel") and o.endswith("@sv")}
    sourced = {s for s, p, _ in triples if s in dossiers and p == absolute("dct:source")}
    partly = {s for s, p, o in triples if s in dossiers and p == f"{DEF}confidence" and o.endswith("/partly")}
    wanted = {"records": dossiers, "labelled-sv": swedish, "with-source": sourced, "confidence-partly": partly}
    assert {metric: measured(facts, metric) for metric in wanted} == {metric: {str(len(things))} for metric, things in wanted.items()}


def test_a_count_that_finds_nothing_is_said_to_be_0(facts: dict[tuple[str, str], set[str]]) -> None:
    """Places in a text cite no source of their own."""
    assert measured(facts, "with-source", "/class/def-text-span") == {"0"}


def test_the_newest_source_is_the_greatest_full_date(facts: dict[tuple[str, str], set[str]], triples: list[Triple]) -> None:
    """A month or a year alone does not say which day."""
    dossiers = members(triples, "Dossier")
    days = [o.split('"')[1] for s, p, o in triples if s in dossiers and p == f"{DEF}factsAsOf" and o.endswith("#date")]
    assert measured(facts, "last-checked") == {max(days)}


def test_remarks_disputes_and_bases_are_counted_right(facts: dict[tuple[str, str], set[str]], triples: list[Triple]) -> None:
    """Of the whole graph."""
    bases = Counter(o.rpartition("/")[2] for _, p, o in triples if p == f"{DEF}basis")
    wanted = {"remarks": len(members(triples, "Remark")), "disputes": len(members(triples, "Dispute"))}
    wanted |= {f"evidence-{basis}": count for basis, count in bases.items()}
    assert {metric: measured(facts, metric, "") for metric in wanted} == {metric: {str(count)} for metric, count in wanted.items()}


def test_warnings_are_told_by_shape(facts: dict[tuple[str, str], set[str]]) -> None:
    """They come from the validation of the build."""
    measurement = f"{PART}/quality/warnings/dossier-label"
    assert facts[measurement, "dqv:value"] == {"3"}
    assert facts[measurement, "sh:sourceShape"] == {SHAPE}


def test_the_canonical_hash_is_published_if_it_is_known(facts: dict[tuple[str, str], set[str]], store: Store) -> None:
    """A release without a hash says nothing of one."""
    assert facts[f"{PART}/canonical-hash", "spdx:checksumValue"] == {DIGEST}
    unknown = describe_dataset(store, Release(BASE, "0.1.0", DAY))
    assert not [subject for subject, _, _ in unknown if text(subject) == f"{PART}/canonical-hash"]


def test_all_that_is_described_has_labels_in_three_languages(statements: list[Statement], store: Store) -> None:
    """Our own nodes, the terms used, and the concepts of EU tables; the pages show labels."""
    labelled = {(text(s), getattr(o, "language", "")) for s, p, o in statements if text(p) == absolute("skos:prefLabel")}
    rows = store.rows(f"SELECT ?s ?l {{ ?s <{absolute('skos:prefLabel')}> ?o BIND(LANG(?o) AS ?l) }}")
    labelled |= {(text(row["s"]), text(row["l"])) for row in rows}
    shown = {text(s) for s, _, _ in statements} | {text(p) for _, p, _ in statements}
    shown |= {text(o) for _, p, o in statements if text(p) == TYPE or str(o).startswith("<http://publications.europa.eu/resource/authority/")}
    assert {(name, language) for name in shown for language in ("fi", "sv", "en")} - labelled == set()


def test_no_name_is_kept_that_nothing_uses(statements: list[Statement]) -> None:
    """A name leaves with the last use of what it names."""
    used = {text(term) for statement in statements for term in statement}
    assert not [name for name in TERMS if absolute(name) not in used]
    assert not [name for name in OTHERS if name not in used]


def test_an_empty_store_is_described_as_empty() -> None:
    """Nothing that is missing stops the description."""
    found = describe_dataset(Store(), RELEASE)
    assert {text(value) for subject, name, value in found if (text(subject), text(name)) == (PART, absolute("void:triples"))} == {"0"}
