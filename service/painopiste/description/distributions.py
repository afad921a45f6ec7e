"""The forms in which the dataset can be had: files of the export, and answers of the endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from painopiste.description import texts as words
from painopiste.description.node import Text, day, node, terms, texts, things
from painopiste.description.release import Release
from painopiste.description.vocabulary import LICENCE
from painopiste.store import Statement


@dataclass(frozen=True)
class Form:
    """A serialisation: the ending of its files, its name, and the codes that catalogues know it by."""

    ending: str
    name: str
    file_type: str
    media_type: str


NQUADS = Form("nq", "N-Quads", "file-type:RDF_N_QUADS", "media-type:application/n-quads")
TRIG = Form("trig", "TriG", "file-type:RDF_TRIG", "media-type:application/trig")
TURTLE = Form("ttl", "Turtle", "file-type:RDF_TURTLE", "media-type:text/turtle")
JSON_LD = Form("jsonld", "JSON-LD", "file-type:JSON_LD", "media-type:application/ld+json")
CSV = Form("csv", "CSV", "file-type:CSV", "media-type:text/csv")
PARQUET = Form("parquet", "Parquet", "file-type:PARQUET", "media-type:application/vnd.apache.parquet")
ANSWERS = Form("json", "SPARQL", "file-type:SPARQLQRES", "media-type:application/sparql-results+json")
GRAPH_FORMS, TABLE_FORMS = (NQUADS, TRIG, TURTLE, JSON_LD), (CSV, PARQUET)


@dataclass(frozen=True)
class ExportFile:
    """A file of the export with its title and form."""

    path: str
    title: Text
    form: Form


def whole_graph() -> Iterator[ExportFile]:
    """The files that hold the whole graph."""
    for form in GRAPH_FORMS:
        yield ExportFile(f"painopiste.{form.ending}", titled(words.WHOLE, form), form)


def tables() -> Iterator[ExportFile]:
    """The tables, each in two forms."""
    for name, label in words.TABLES.items():
        for form in TABLE_FORMS:
            yield ExportFile(f"tables/{name}.{form.ending}", titled(words.joined(words.TABLE, ": ", label), form), form)


def titled(title: Text, form: Form) -> Text:
    """A title that ends in the name of the form.

    >>> titled({"en": "The whole graph"}, TURTLE)
    {'en': 'The whole graph (Turtle)'}
    """
    return {language: f"{text} ({form.name})" for language, text in title.items()}


def identifier(release: Release, file: ExportFile) -> str:
    """The IRI of a distribution: that of its file."""
    return release.part(f"distribution/{file.path.removeprefix('tables/').replace('.', '-')}")


def distributions(release: Release) -> dict[str, list[Statement]]:
    """What is said of each distribution, by its IRI."""
    files = {identifier(release, file): described(release, file) for file in (*whole_graph(), *tables())}
    return {**files, release.part("distribution/sparql"): answers(release)}


def described(release: Release, file: ExportFile) -> list[Statement]:
    """One file of the export."""
    address = things([release.download(file.path)])
    facts = {
        "dct:title": texts(file.title),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dct:format": terms([file.form.file_type]),
        "dcat:mediaType": terms([file.form.media_type]),
        "dct:license": things([LICENCE]),
        "dct:modified": day(release.as_of),
    }
    return node(identifier(release, file), ["dcat:Distribution"], file.title, facts)


def answers(release: Release) -> list[Statement]:
    """What the endpoint gives."""
    facts = {
        "dct:title": texts(words.SERVICE),
        "dcat:accessURL": things([release.sparql]),
        "dcat:accessService": things([release.service]),
        "dct:format": terms([ANSWERS.file_type]),
        "dcat:mediaType": terms([ANSWERS.media_type]),
        "dct:license": things([LICENCE]),
        "dct:modified": day(release.as_of),
    }
    return node(release.part("distribution/sparql"), ["dcat:Distribution"], words.SERVICE, facts)
