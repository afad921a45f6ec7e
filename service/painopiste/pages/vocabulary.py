"""The view of the ontology: its terms, what they hang on in other vocabularies, and a diagram of the classes."""

from __future__ import annotations

from dataclasses import dataclass

from painopiste.pages.diagram import Diagram, drawn
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text, best, labels_of, local_name
from painopiste.queries import Row

DEFINITION = "http://www.w3.org/2004/02/skos/core#definition"


@dataclass(frozen=True)
class Term:
    """A class or property."""

    name: str
    link: Link
    kind: str
    definition: Text
    parents: tuple[Link, ...]
    domains: tuple[Link, ...]
    ranges: tuple[Link, ...]


@dataclass(frozen=True)
class Alignment:
    """One of our terms or concepts with a term elsewhere that it hangs on."""

    term: Link
    relation: str
    other: str


@dataclass(frozen=True)
class VocabularyView:
    """Everything the page of the ontology shows."""

    terms: tuple[Term, ...]
    alignments: tuple[Alignment, ...]
    diagram: Diagram
    links: tuple[tuple[Link, Link, Link, str], ...]


async def vocabulary_view(reader: Reader) -> VocabularyView:
    """The ontology for a reader."""
    rows, links = await reader.rows("pages/ontology"), await reader.rows("pages/class-links")
    definitions = labels_of(rows, "term", "definition")
    aligned = await reader.rows("pages/alignments")
    labels, alignments = labels_of(aligned, "term", "label"), dict.fromkeys((row["term"], row["relation"], row["other"]) for row in aligned)
    return VocabularyView(
        terms=tuple(term_of(reader, iri, texts, [row for row in rows if row["term"] == iri]) for iri, texts in definitions.items()),
        alignments=tuple(Alignment(reader.link(term, labels[term]), local_name(relation), other) for term, relation, other in alignments),
        diagram=diagram_of(reader, links),
        links=tuple((reader.term(row["source"]), reader.term(row["property"]), reader.term(row["target"]), row["links"]) for row in links),
    )


async def definition_of(reader: Reader, iri: str) -> Text:
    """What a term means, in a language of the reader's liking."""
    rows = await reader.rows("pages/statements", resource=iri)
    return best({row["value@"]: row["value"] for row in rows if row["property"] == DEFINITION}, reader.language, "")


def term_of(reader: Reader, iri: str, definitions: dict[str, str], rows: list[Row]) -> Term:
    """One term with all that its rows tell."""

    def others(name: str) -> tuple[Link, ...]:
        return tuple(reader.term(other) for other in sorted({row[name] for row in rows if name in row}))

    kind, definition = rows[0]["kind"].rpartition("#")[2], best(definitions, reader.language, "")
    return Term(iri.rpartition("#")[2], reader.term(iri), kind, definition, others("parent"), others("domain"), others("range"))


def diagram_of(reader: Reader, rows: list[Row]) -> Diagram:
    """Classes as boxes, and a line for all properties that lead from one to another; links within a class are left to the table."""
    titles: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row["source"] != row["target"]:
            titles.setdefault((row["source"], row["target"]), []).append(f"{reader.term(row['property']).text.text} ({row['links']})")
    classes = {reader.term(iri).text.text: iri for pair in titles for iri in pair}
    labels = {iri: (label, reader.href(iri)) for label, iri in classes.items()}
    named = {pair: f"{labels[pair[0]][0]} → {labels[pair[1]][0]}: {', '.join(found)}" for pair, found in titles.items()}
    return drawn(labels, named)
