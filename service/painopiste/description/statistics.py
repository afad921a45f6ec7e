"""How large the graph is and what it is made of: VoID."""

from __future__ import annotations

from painopiste.description import texts as words
from painopiste.description.counting import Counter
from painopiste.description.distributions import whole_graph
from painopiste.description.names import compact, namespace, slug
from painopiste.description.node import Text, node, number, plain, terms, texts, things
from painopiste.description.texts import joined
from painopiste.store import Statement

TOTALS = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) (COUNT(DISTINCT ?p) AS ?properties)
{ ?s ?p ?o }"""
ENTITIES = 'SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?kind FILTER(STRSTARTS(STR(?s), "%s")) }'
CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY ?class"
PROPERTIES = "SELECT ?property (COUNT(*) AS ?n) { ?s ?property ?o } GROUP BY ?property ORDER BY ?property"
GRAPHS = "SELECT ?graph (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
EXAMPLES = """SELECT ?class (MIN(STR(?thing)) AS ?example) {
  VALUES ?class { def:Priority def:Commitment def:Dossier def:LegalAct def:Partnership def:EvidenceLink } ?thing a ?class
} GROUP BY ?class ORDER BY ?class"""


def statistics(counter: Counter) -> list[Statement]:
    """The whole, its parts by class and property, and its named graphs."""
    classes = {key[0]: count for key, count in counter.counts(CLASSES, "class").items()}
    properties = {key[0]: count for key, count in counter.counts(PROPERTIES, "property").items()}
    return [*whole(counter, classes, properties), *class_partitions(counter, classes), *property_partitions(counter, properties), *subsets(counter)]


def whole(counter: Counter, classes: dict[str, int], properties: dict[str, int]) -> list[Statement]:
    """The graph in numbers. Entities are what we name; acts and concepts that keep the EU's names count among the subjects only."""
    release, totals = counter.release, counter.one(TOTALS)
    space = release.iris.thing("")
    facts = {
        "void:triples": number(int(totals["triples"])),
        "void:entities": number(int(counter.one(ENTITIES % space)["n"])),
        "void:distinctSubjects": number(int(totals["subjects"])),
        "void:distinctObjects": number(int(totals["objects"])),
        "void:classes": number(len(classes)),
        "void:properties": number(len(properties)),
        "void:uriSpace": plain(space),
        "void:vocabulary": things(sorted({vocabulary(counter, name) for name in (*classes, *properties)})),
        "void:exampleResource": things(row["example"] for row in counter.rows(EXAMPLES)),
        "void:sparqlEndpoint": things([release.sparql]),
        "void:dataDump": things(release.download(file.path) for file in whole_graph()),
        "void:feature": terms(["format:N-Quads", "format:TriG", "format:Turtle", "format:JSON-LD"]),
    }
    return node(release.dataset, ["void:Dataset"], {}, facts)


def vocabulary(counter: Counter, name: str) -> str:
    """The vocabulary of a term: our ontology, or the namespace of any other."""
    return counter.release.iris.terms if name.startswith(counter.own) else namespace(name)


def partition_of(counter: Counter, kind: str, name: str) -> str:
    """The part of the dataset that belongs to a class or property."""
    return counter.release.part(f"{kind}/{slug(compact(name, counter.own))}")


def labels_of(counter: Counter, names: list[str]) -> dict[str, Text]:
    """The label of each term, or its compact name where the graph has none."""
    found = counter.labels(names)
    return {name: found.get(name) or dict.fromkeys(words.DATASET, compact(name, counter.own)) for name in names}


def class_partitions(counter: Counter, classes: dict[str, int]) -> list[Statement]:
    """How many things there are of each class."""
    labels, said = labels_of(counter, list(classes)), []
    for name, count in classes.items():
        part = partition_of(counter, "class", name)
        facts = {"void:class": things([name]), "void:entities": number(count)}
        said += node(part, ["void:Dataset"], joined(words.CLASS_PARTITION, ": ", labels[name]), facts)
        said += node(counter.release.dataset, [], {}, {"void:classPartition": things([part])})
    return said


def property_partitions(counter: Counter, properties: dict[str, int]) -> list[Statement]:
    """How many statements there are with each property."""
    labels, said = labels_of(counter, list(properties)), []
    for name, count in properties.items():
        part = partition_of(counter, "property", name)
        facts = {"void:property": things([name]), "void:triples": number(count)}
        said += node(part, ["void:Dataset"], joined(words.PROPERTY_PARTITION, ": ", labels[name]), facts)
        said += node(counter.release.dataset, [], {}, {"void:propertyPartition": things([part])})
    return said


def subsets(counter: Counter) -> list[Statement]:
    """The named graphs."""
    said = []
    for row in counter.rows(GRAPHS):
        short = row["graph"].rpartition("/")[2]
        label = words.GRAPHS.get(short, words.alike(short))
        facts = {"dct:title": texts(label), "void:triples": number(int(row["n"])), "void:distinctSubjects": number(int(row["subjects"]))}
        said += node(row["graph"], ["void:Dataset"], label, facts)
        said += node(counter.release.dataset, [], {}, {"void:subset": things([row["graph"]])})
    return said
