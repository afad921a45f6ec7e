"""The eight forms of query that are compared, each with constants that are drawn from the graph itself."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from painopiste.store import JSON_RESULTS, Store, Term

CONSTANTS = 200
SEED = 20261124
TRIPLES = "application/n-triples"
PREFIXES = """PREFIX dct: <http://purl.org/dc/terms/>
PREFIX def: <https://w3id.org/painopiste/def#>
PREFIX dl: <http://data.europa.eu/eli/eli-draft-legislation-ontology#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@dataclass(frozen=True)
class Form:
    """A query with the place `$constant`, and the query whose only column has what may stand there.

    A heavy form looks at many triples for an answer, a small one follows a few from its constant.
    """

    name: str
    constants: str
    text: str
    is_heavy: bool = False

    @property
    def accept(self) -> str:
        """The media type that is asked for."""
        return TRIPLES if self.text.lstrip().startswith(("DESCRIBE", "CONSTRUCT")) else JSON_RESULTS

    def queries(self, store: Store) -> list[str]:
        """The query with each of its constants, the same ones in the same order for the same graph."""
        chosen = drawn([row["constant"] for row in store.rows(PREFIXES + self.constants)])
        return [PREFIXES + self.text.replace("$constant", str(term)) for term in chosen]


def drawn(terms: Sequence[Term]) -> list[Term]:
    """Some of the terms by chance, but the same each time."""
    ordered = sorted(terms, key=str)
    return random.Random(SEED).sample(ordered, min(CONSTANTS, len(ordered)))


FORMS = (
    Form(
        "DESCRIBE a point",
        # A thing that no statement is about: engines differ in whether a description takes such statements in.
        "SELECT DISTINCT ?constant { ?constant a def:Event FILTER NOT EXISTS { ?statement rdf:subject ?constant } }",
        "DESCRIBE $constant",
    ),
    Form(
        "two-hop join",
        "SELECT DISTINCT ?constant { ?event dl:forms_part_of ?constant }",
        """SELECT ?event ?date ?kind { ?event dl:forms_part_of $constant ; dl:activity_date ?date ; dl:had_activity_type ?type .
        ?type skos:prefLabel ?kind FILTER(LANG(?kind) = "en") } ORDER BY ?date ?event""",
    ),
    Form(
        "label search",
        """SELECT DISTINCT ?constant { ?thing a ?class ; skos:prefLabel ?label FILTER(LANG(?label) = "en")
        BIND(REPLACE(STR(?label), "^.*[^A-Za-z]([A-Za-z]+)$", "$1") AS ?constant) FILTER(REGEX(?constant, "^[A-Za-z]{3,}$")) }""",
        """SELECT ?thing ?label { ?thing skos:prefLabel ?label FILTER(LANG(?label) = "en" && REGEX(STR(?label), $constant, "i")) }
        ORDER BY ?thing LIMIT 50""",
        is_heavy=True,
    ),
    Form(
        "contains",
        """SELECT DISTINCT ?constant { ?thing dct:description ?text BIND(LCASE(SUBSTR(STR(?text), 5, 9)) AS ?constant)
        FILTER(REGEX(?constant, "^[a-z ]{9}$")) }""",
        "SELECT ?thing { ?thing dct:description ?text FILTER(CONTAINS(LCASE(STR(?text)), $constant)) } ORDER BY ?thing LIMIT 50",
        is_heavy=True,
    ),
    Form(
        "GROUP BY",
        "SELECT DISTINCT ?constant { ?event a def:Event ; dl:activity_date ?date BIND(STR(?date) AS ?constant) }",
        """SELECT ?type (COUNT(?event) AS ?events) { ?event a def:Event ; dl:had_activity_type ?type ; dl:activity_date ?date
        FILTER(STR(?date) <= $constant) } GROUP BY ?type ORDER BY DESC(?events) ?type""",
        is_heavy=True,
    ),
    Form(
        "property path",
        "SELECT DISTINCT ?constant { ?thing dct:subject/skos:broader* ?constant }",
        "SELECT DISTINCT ?thing ?concept { ?concept skos:broader* $constant . ?thing dct:subject ?concept } ORDER BY ?thing ?concept",
    ),
    Form(
        "chain of amendments",
        "SELECT DISTINCT ?constant { { ?constant a def:LegalAct } UNION { ?act eli:amends ?constant } }",
        """SELECT DISTINCT ?changing ?date ?label { ?changing (eli:amends|eli:repeals)+ $constant . OPTIONAL { ?changing eli:date_document ?date }
        OPTIONAL { ?changing skos:prefLabel ?label FILTER(LANG(?label) = "en") } } ORDER BY ?date ?changing""",
    ),
    Form(
        "CONSTRUCT a neighbourhood",
        "SELECT DISTINCT ?constant { VALUES ?class { def:Dossier def:Policy def:Partnership def:Organisation } ?constant a ?class }",
        """CONSTRUCT { $constant ?out ?there . ?there skos:prefLabel ?label . ?here ?in $constant . ?here skos:prefLabel ?name }
        WHERE { { $constant ?out ?there OPTIONAL { ?there skos:prefLabel ?label FILTER(LANG(?label) = "en") } }
        UNION { ?here ?in $constant OPTIONAL { ?here skos:prefLabel ?name FILTER(LANG(?name) = "en") } } }""",
    ),
)
