"""Rules beyond SHACL Core: each a SELECT query that is run once on the whole store and gives a row for each fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from painopiste.errors import BuildError
from painopiste.graph import PREFIXES, Iris
from painopiste.queries.query import MARK
from painopiste.store import Statement, Store, Term, iri, literal, text_in
from painopiste.validation import Report, Result
from painopiste.validation.report import SEVERITIES, order

RDF, SH, SKOS = PREFIXES["rdf"], PREFIXES["sh"], PREFIXES["skos"]
LANGUAGES = ("fi", "en")
DECLARED = "SELECT ?focus ?property ?shape { ?focus ?property ?shape }"


@dataclass(frozen=True)
class Rule:
    """A query for ?focus, ?value and perhaps ?path of whatever breaks a rule, under the name of a shape."""

    name: str
    shape: str
    label: dict[str, str]
    severity: str
    message: dict[str, str]
    text: str

    @classmethod
    def read(cls, path: Path) -> Rule:
        """The rule of a file, or BuildError if its head is not as it must be."""
        text = path.read_text(encoding="utf-8")
        try:
            fields = yaml.safe_load("\n".join(line.removeprefix(MARK).removeprefix(" ") for line in text.splitlines() if line.startswith(MARK)))
            label, message = ({language: str(fields[name][language]) for language in LANGUAGES} for name in ("label", "message"))
            severity = SEVERITIES[SEVERITIES.index(fields["severity"])]
            return cls(path.stem, str(fields["shape"]), label, severity, message, text)
        except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
            raise BuildError(path, f"the head behind {MARK} must have shape, severity, and label and message in fi and en: {error}") from error

    def statements(self, iris: Iris) -> Iterator[Statement]:
        """What the graph of shapes says of the rule, in the terms of SHACL's SPARQL executables."""
        texts = {SKOS + "prefLabel": self.label, SH + "message": self.message}
        facts: list[tuple[str, Term]] = [
            (RDF + "type", iri(SH + "SPARQLSelectExecutable")),
            (SH + "severity", iri(SH + self.severity)),
            (SH + "select", literal(self.text)),
            *((name, text_in(text, language)) for name, told in texts.items() for language, text in told.items()),
        ]
        yield from ((iri(iris.absolute(self.shape)), iri(name), value) for name, value in facts)


def read_rules(folder: Path) -> tuple[Rule, ...]:
    """Every rule of a folder, by name."""
    return tuple(Rule.read(path) for path in sorted(folder.glob("*.rq")))


def broken(store: Store, rules: Iterable[Rule], base: str) -> Report:
    """What breaks the rules; a resource with def:exceptionTo the shape of a rule departs from it by declaration and is let be."""
    iris = Iris(base)
    excepted = exceptions(store, iris)
    found = (result for rule in rules for result in faults(store, rule, iris))
    return Report(tuple(sorted((result for result in found if (result.focus_node, result.source_shape) not in excepted), key=order)))


def exceptions(store: Store, iris: Iris) -> set[tuple[str, str]]:
    """Resources with the shapes from which they are declared to depart."""
    rows = store.rows(DECLARED, {"property": iri(iris.term("exceptionTo"))})
    return {(row["focus"].value, row["shape"].value) for row in rows}


def faults(store: Store, rule: Rule, iris: Iris) -> Iterator[Result]:
    """A result for each row of a rule."""
    for row in store.rows(rule.text):
        found = {name: row[name].value for name in ("path", "value") if name in row}
        yield Result(row["focus"].value, iris.absolute(rule.shape), rule.severity, rule.message, **found)
