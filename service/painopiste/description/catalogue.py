"""The dataset as catalogues want to know it: DCAT-AP 3.0.1."""

from __future__ import annotations

from collections.abc import Mapping

from painopiste.description import texts as words
from painopiste.description.counting import Counter, Row
from painopiste.description.distributions import ANSWERS, GRAPH_FORMS, TABLE_FORMS, distributions
from painopiste.description.names import AUTHORITY, absolute
from painopiste.description.node import day, node, plain, terms, texts, things
from painopiste.description.release import Release
from painopiste.description.vocabulary import LICENCE, OTHERS, PROTOCOL
from painopiste.store import Statement, Term, literal, text_in

TAXONOMY = AUTHORITY + "data-theme"
THEMES = ("data-theme:GOVE", "data-theme:JUST")
LANGUAGES = ("language:FIN", "language:SWE", "language:ENG")
ALGORITHM = "spdx:checksumAlgorithm_sha256"

# The first and last of all dates; a date known only by year or month compares by what is known of it.
PERIOD = """SELECT ?date (DATATYPE(?date) AS ?type) {
  { ?event eli-dl:activity_date ?date } UNION { ?edition a def:Edition ; dct:date ?date }
} ORDER BY %s(STR(?date)) LIMIT 1"""
EDITIONS = "SELECT ?edition ?date (DATATYPE(?date) AS ?type) { ?edition a def:Edition ; dct:date ?date } ORDER BY ?edition"


def catalogue(counter: Counter) -> list[Statement]:
    """Catalogue, publisher, dataset with its distributions, service, and the editions as a series."""
    release, forms, editions = counter.release, distributions(counter.release), counter.rows(EDITIONS)
    parts = [
        catalogue_node(release, [edition_iri(release, row) for row in editions]),
        node(release.publisher, ["foaf:Agent"], words.PUBLISHER, {"foaf:name": texts(words.PUBLISHER)}),
        node(release.home, ["foaf:Document"], words.HOME, {}),
        dataset(release, list(forms)),
        *forms.values(),
        period(counter),
        service(release),
        series(counter, editions),
        checksum(release),
        standing(),
        node(TAXONOMY, ["skos:ConceptScheme"], {}, {"dct:title": texts(OTHERS[TAXONOMY])}),
        itself(release),
    ]
    return [statement for part in parts for statement in part]


def catalogue_node(release: Release, editions: list[str]) -> list[Statement]:
    """The catalogue that lists datasets, series and service."""
    facts = {
        "dct:title": texts(words.CATALOGUE),
        "dct:description": texts(words.CATALOGUE_DESCRIPTION),
        "dct:publisher": things([release.publisher]),
        "dcat:dataset": things([release.dataset, series_iri(release), *editions]),
        "dcat:service": things([release.service]),
        **common(release),
        "dcat:themeTaxonomy": things([TAXONOMY]),
        "foaf:homepage": things([release.home]),
    }
    return node(release.iris.thing("catalogue/painopiste"), ["dcat:Catalog"], words.CATALOGUE, facts)


def common(release: Release) -> Mapping[str, list[Term]]:
    """Licence, languages, place and dates, which catalogue and dataset share."""
    return {
        "dct:license": things([LICENCE]),
        "dct:language": terms(LANGUAGES),
        "dct:spatial": terms(["country:FIN"]),
        "dct:issued": day(release.as_of),
        "dct:modified": day(release.as_of),
    }


def dataset(release: Release, forms: list[str]) -> list[Statement]:
    """The dataset with all that helps to find it."""
    facts = {
        "dct:title": texts(words.DATASET),
        "dct:description": texts(words.DATASET_DESCRIPTION),
        "dct:identifier": plain(release.dataset),
        "dct:publisher": things([release.publisher]),
        "dcat:keyword": keywords(),
        "dcat:theme": terms(THEMES),
        "dcat:version": plain(release.version),
        **common(release),
        "dct:temporal": things([release.part("period")]),
        "dct:accrualPeriodicity": terms(["frequency:IRREG"]),
        "dcat:landingPage": things([release.home]),
        "dcat:distribution": things(forms),
    }
    return node(release.dataset, ["dcat:Dataset"], words.DATASET, facts)


def keywords() -> list[Term]:
    """The keywords of all languages."""
    return [text_in(keyword, language) for language, found in words.KEYWORDS.items() for keyword in found]


def period(counter: Counter) -> list[Statement]:
    """From the first to the last date of editions and events, foreseen ones included."""
    facts = {name: dates(counter.rows(PERIOD % order)) for name, order in (("dcat:startDate", "ASC"), ("dcat:endDate", "DESC"))}
    return node(counter.release.part("period"), ["dct:PeriodOfTime"], words.PERIOD, facts)


def dates(rows: list[Row]) -> list[Term]:
    """Dates with the precision that they have in the graph."""
    return [literal(row["date"], row["type"]) for row in rows]


def service(release: Release) -> list[Statement]:
    """The SPARQL endpoint, as catalogues and as SPARQL clients know it; the graph that says so describes it."""
    facts = {
        "dct:title": texts(words.SERVICE),
        "dct:description": texts(words.SERVICE_DESCRIPTION),
        "dcat:endpointURL": things([release.sparql]),
        "dcat:endpointDescription": things([release.iris.graph("description")]),
        "dcat:servesDataset": things([release.dataset]),
        "dct:publisher": things([release.publisher]),
        "dct:license": things([LICENCE]),
        "dct:conformsTo": things([PROTOCOL]),
        "sd:endpoint": things([release.sparql]),
        "sd:supportedLanguage": terms(["sd:SPARQL11Query"]),
        "sd:feature": terms(["sd:UnionDefaultGraph"]),
    }
    return node(release.service, ["dcat:DataService", "sd:Service"], words.SERVICE, facts)


def itself(release: Release) -> list[Statement]:
    """The graph that holds the description."""
    about = {"dct:title": texts(words.SELF), "foaf:primaryTopic": things([release.dataset])}
    return node(release.iris.graph("description"), ["void:DatasetDescription"], words.SELF, about)


def checksum(release: Release) -> list[Statement]:
    """The canonical hash of the content, if it is known."""
    if not release.canonical_hash:
        return []
    facts = {
        "spdx:algorithm": terms([ALGORITHM]),
        "spdx:checksumValue": plain(release.canonical_hash, "xsd:hexBinary"),
    }
    name = release.part("canonical-hash")
    return [*node(name, ["spdx:Checksum"], words.HASH, facts), *node(release.dataset, [], {}, {"spdx:checksum": things([name])})]


def standing() -> list[Statement]:
    """What kind of thing the concepts of other publishers are, where DCAT-AP asks for a type."""
    forms = (*GRAPH_FORMS, *TABLE_FORMS, ANSWERS)
    kinds = {
        "dct:Frequency": ("frequency:IRREG", "frequency:ANNUAL"),
        "dct:LinguisticSystem": LANGUAGES,
        "dct:Location": ("country:FIN",),
        "dct:MediaType": tuple(form.media_type for form in forms),
        "dct:MediaTypeOrExtent": tuple(form.file_type for form in forms),
        "skos:Concept": THEMES,
        "spdx:ChecksumAlgorithm": (ALGORITHM,),
    }
    typed = {absolute(name): kind for kind, names in kinds.items() for name in names}
    typed |= {LICENCE: "dct:LicenseDocument", PROTOCOL: "dct:Standard"}
    return [statement for name, kind in typed.items() for statement in node(name, [kind], {}, {"skos:inScheme": things(scheme(name))})]


def scheme(name: str) -> list[str]:
    """The EU authority table that a concept stands in, if it stands in one.

    >>> scheme("http://publications.europa.eu/resource/authority/frequency/IRREG")
    ['http://publications.europa.eu/resource/authority/frequency']
    """
    return [name.rpartition("/")[0]] if name.startswith(AUTHORITY) else []


def series_iri(release: Release) -> str:
    """The series of editions."""
    return release.iris.thing("dataset-series/editions")


def series(counter: Counter, editions: list[Row]) -> list[Statement]:
    """The editions of the ministry's document as a series of datasets."""
    release, titles = counter.release, counter.labels([row["edition"] for row in editions])
    facts = {
        "dct:title": texts(words.SERIES),
        "dct:description": texts(words.SERIES_DESCRIPTION),
        "dct:publisher": things([release.publisher]),
        "dct:accrualPeriodicity": terms(["frequency:ANNUAL"]),
    }
    whole = node(series_iri(release), ["dcat:DatasetSeries", "dcat:Dataset"], words.SERIES, facts)
    return [*whole, *(statement for row in editions for statement in edition(release, row, titles[row["edition"]]))]


def edition_iri(release: Release, row: Row) -> str:
    """An edition seen as a dataset."""
    return release.iris.thing(f"dataset/edition-{row['edition'].rpartition('/')[2]}")


def edition(release: Release, row: Row, title: Mapping[str, str]) -> list[Statement]:
    """One edition as a dataset, with its year and the address where its data is had."""
    name, label = edition_iri(release, row), words.joined(words.DATA_OF, ": ", title)
    about = {
        "dct:title": texts(label),
        "dct:description": texts(words.EDITION_DESCRIPTION),
        "dct:publisher": things([release.publisher]),
        "dct:temporal": things([f"{name}/year"]),
        "dcat:inSeries": things([series_iri(release)]),
        "dcat:distribution": things([f"{name}/distribution"]),
        "foaf:primaryTopic": things([row["edition"]]),
    }
    year = {"dcat:startDate": dates([row]), "dcat:endDate": dates([row])}
    access = {"dct:title": texts(label), "dcat:accessURL": things([row["edition"]]), "dct:license": things([LICENCE])}
    return [
        *node(name, ["dcat:Dataset"], label, about),
        *node(f"{name}/year", ["dct:PeriodOfTime"], title, year),
        *node(f"{name}/distribution", ["dcat:Distribution"], label, access),
    ]
