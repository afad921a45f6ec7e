"""How good the graph is: DQV measurements by class, and of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from painopiste.description.counting import Counter
from painopiste.description.linksets import TARGETS
from painopiste.description.names import slug
from painopiste.description.node import Text, node, plain, terms, things
from painopiste.description.statistics import labels_of, partition_of
from painopiste.description.texts import alike, joined, said
from painopiste.store import Statement

DIMENSIONS = {
    "amount": said("määrä", "mängd", "amount"),
    "labels": said("kielet", "språk", "languages"),
    "provenance": said("alkuperä ja varmuus", "ursprung och säkerhet", "provenance and confidence"),
    "links": said("linkitys", "länkning", "links"),
    "timeliness": said("ajantasaisuus", "aktualitet", "timeliness"),
    "validity": said("sääntöjenmukaisuus", "giltighet", "validity"),
}
OURS = "?thing a ?class FILTER(STRSTARTS(STR(?class), STR(def:)))"
CLASSES = f"SELECT DISTINCT ?class {{ {OURS} }} ORDER BY ?class"
BY_CLASS = f"SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) {{ {OURS} %s }} GROUP BY ?class"
CHECKED = f"SELECT ?class (MAX(?day) AS ?n) {{ {OURS} ?thing def:factsAsOf ?day FILTER(DATATYPE(?day) = xsd:date) }} GROUP BY ?class"
CONFIDENCES = "SELECT DISTINCT ?concept { ?thing def:confidence ?concept } ORDER BY ?concept"
BASES = "SELECT ?concept (COUNT(?link) AS ?n) { ?link a def:EvidenceLink ; def:basis ?concept } GROUP BY ?concept ORDER BY ?concept"
INSTANCES = "SELECT (COUNT(DISTINCT ?thing) AS ?n) { ?thing a %s }"


@dataclass(frozen=True)
class Metric:
    """What is measured, in which dimension, and as what kind of value."""

    slug: str
    label: Text = field(compare=False)
    dimension: str
    datatype: str = "xsd:integer"


RECORDS = Metric("records", said("Lukumäärä", "Antal", "Number"), "amount")
LABELLED = {
    language: Metric(f"labelled-{language}", label, "labels")
    for language, label in {
        "fi": said("Nimi suomeksi", "Benämning på finska", "Labelled in Finnish"),
        "sv": said("Nimi ruotsiksi", "Benämning på svenska", "Labelled in Swedish"),
        "en": said("Nimi englanniksi", "Benämning på engelska", "Labelled in English"),
    }.items()
}
SOURCED = Metric("with-source", said("Lähde mainittu", "Med källa", "With a source"), "provenance")
LINKED = Metric("linked-outward", said("Linkki EU:n avoimeen dataan", "Länkad till EU:s öppna data", "Linked to EU open data"), "links")
LAST_CHECKED = Metric("last-checked", said("Uusin luettu lähde", "Nyaste lästa källa", "Newest source read"), "timeliness", "xsd:date")
REMARKS = Metric("remarks", said("Huomautuksia", "Anmärkningar", "Remarks"), "provenance")
DISPUTES = Metric("disputes", said("Ristiriitoja", "Motsägelser", "Disputes"), "provenance")
WARNINGS = Metric("warnings", said("Validoinnin huomautuksia", "Anmärkningar vid validering", "Validation warnings"), "validity")
CONFIDENCE, BASIS = said("Varmuus", "Säkerhet", "Confidence"), said("Perustellut yhteydet", "Belagda kopplingar", "Evidence links")


def quality(counter: Counter, warnings: Mapping[str, int]) -> list[Statement]:
    """Dimensions, metrics, and what was measured."""
    by_class, whole = class_values(counter), whole_values(counter)
    metrics = [*by_class, *whole, *([WARNINGS] if warnings else [])]
    return [
        *(item for name in sorted({metric.dimension for metric in metrics}) for item in dimension(counter, name)),
        *(item for metric in metrics for item in metric_node(counter, metric)),
        *(item for metric, values in by_class.items() for item in measured_by_class(counter, metric, values)),
        *(item for metric, value in whole.items() for item in measurement(counter, metric, counter.release.dataset, metric.label, value)),
        *(item for shape, count in sorted(warnings.items()) for item in measured_warnings(counter, shape, count)),
    ]


def class_values(counter: Counter) -> dict[Metric, dict[str, str]]:
    """For each metric, its value for each class of ours that has instances; a count that finds nothing is 0."""
    classes = [row["class"] for row in counter.rows(CLASSES)]
    patterns = {RECORDS: "", SOURCED: "?thing dct:source ?source", LINKED: outward(), **confidence_patterns(counter)}
    patterns |= {metric: f'?thing skos:prefLabel ?label FILTER(LANG(?label) = "{language}")' for language, metric in LABELLED.items()}
    found = {metric: counter.counts(BY_CLASS % pattern, "class") for metric, pattern in patterns.items()}
    counted = {metric: {name: str(counts.get((name,), 0)) for name in classes} for metric, counts in found.items()}
    return {**counted, LAST_CHECKED: {row["class"]: row["n"] for row in counter.rows(CHECKED) if "n" in row}}


def outward() -> str:
    """The pattern of a thing with a link to a target, other than its types and reified parts."""
    conditions = " || ".join(f"({target.holds('object')})" for target in TARGETS)
    return f"?thing ?link ?object FILTER(!STRSTARTS(STR(?link), STR(rdf:))) FILTER({conditions})"


def confidence_patterns(counter: Counter) -> dict[Metric, str]:
    """One metric for each degree of confidence that the graph uses."""
    concepts = [row["concept"] for row in counter.rows(CONFIDENCES)]
    labels = labels_of(counter, concepts)
    return {concept_metric("confidence", CONFIDENCE, name, labels[name]): f"?thing def:confidence <{name}>" for name in concepts}


def concept_metric(kind: str, title: Text, concept: str, label: Text) -> Metric:
    """A metric that counts what has a concept."""
    return Metric(f"{kind}-{slug(concept.rpartition('/')[2])}", joined(title, ": ", label), "provenance")


def whole_values(counter: Counter) -> dict[Metric, str]:
    """Remarks, disputes, and evidence links by their basis."""
    rows = counter.rows(BASES)
    labels = labels_of(counter, [row["concept"] for row in rows])
    bases = {concept_metric("evidence", BASIS, row["concept"], labels[row["concept"]]): row["n"] for row in rows}
    return {REMARKS: counter.one(INSTANCES % "def:Remark")["n"], DISPUTES: counter.one(INSTANCES % "def:Dispute")["n"], **bases}


def dimension(counter: Counter, name: str) -> list[Statement]:
    """One dimension of quality."""
    return node(counter.release.iris.thing(f"quality-dimension/{name}"), ["dqv:Dimension"], DIMENSIONS[name], {})


def metric_iri(counter: Counter, metric: Metric) -> str:
    """The IRI of a metric."""
    return counter.release.iris.thing(f"quality-metric/{metric.slug}")


def metric_node(counter: Counter, metric: Metric) -> list[Statement]:
    """One metric."""
    facts = {
        "dqv:inDimension": things([counter.release.iris.thing(f"quality-dimension/{metric.dimension}")]),
        "dqv:expectedDataType": terms([metric.datatype]),
    }
    return node(metric_iri(counter, metric), ["dqv:Metric"], metric.label, facts)


def measured_by_class(counter: Counter, metric: Metric, values: dict[str, str]) -> list[Statement]:
    """One metric for each class, computed on the part of the dataset that holds the class."""
    labels, said = labels_of(counter, list(values)), []
    for name, value in values.items():
        said += measurement(counter, metric, partition_of(counter, "class", name), joined(metric.label, ": ", labels[name]), value)
    return said


def measured_warnings(counter: Counter, shape: str, count: int) -> list[Statement]:
    """How often validation warned by one shape."""
    short = shape.rpartition("#")[2] or shape
    part = f"/{slug(short)}"
    label = joined(WARNINGS.label, ": ", alike(short))
    said_of = measurement(counter, WARNINGS, counter.release.dataset, label, str(count), part)
    name = measurement_iri(counter.release.dataset, WARNINGS, part)
    return [*said_of, *node(name, [], {}, {"sh:sourceShape": things([shape])})]


def measurement_iri(part: str, metric: Metric, ending: str = "") -> str:
    """The IRI of a measurement, below that of what was measured."""
    return f"{part}/quality/{metric.slug}{ending}"


def measurement(counter: Counter, metric: Metric, part: str, label: Text, value: str, ending: str = "") -> list[Statement]:
    """One measured value."""
    facts = {
        "dqv:isMeasurementOf": things([metric_iri(counter, metric)]),
        "dqv:computedOn": things([part]),
        "dqv:value": plain(value, metric.datatype),
    }
    return node(measurement_iri(part, metric, ending), ["dqv:QualityMeasurement"], label, facts)
