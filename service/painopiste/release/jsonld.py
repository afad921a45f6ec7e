"""The graph as compacted JSON-LD 1.1: a node a subject, under the published context.

No JSON-LD processor is needed: the store writes expanded JSON-LD, and each value is put into the form that the context reads back to the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from painopiste.graph import PREFIXES, Iris
from painopiste.release.context import Context, compact, context_of
from painopiste.store import Store

Node = dict[str, Any]
RDF_TYPE = PREFIXES["rdf"] + "type"


class Compactor:
    """Writes names and values as one context allows."""

    def __init__(self, context: Context) -> None:
        self._prefixes = {name: space for name, space in context.items() if isinstance(space, str) and space.endswith(("#", "/", ":"))}
        terms = {name: entry if isinstance(entry, dict) else {"@id": entry} for name, entry in context.items() if not name.startswith("@")}
        self._terms = {name: entry for name, entry in terms.items() if name not in self._prefixes}
        self._told: dict[str, str] = {}
        self._names = {self.expanded(entry["@id"]): name for name, entry in self._terms.items()}

    def expanded(self, name: str) -> str:
        """The IRI of a compact name."""
        prefix, _, local = name.partition(":")
        return self._prefixes[prefix] + local if prefix in self._prefixes else name

    def name(self, iri: str) -> str:
        """The term for an IRI, else its compact form."""
        if iri not in self._told:
            self._told[iri] = self._names.get(iri) or compact(iri, self._prefixes)
        return self._told[iri]

    def node(self, expanded: Node) -> Node:
        """A node with its identifier, its types, and its properties in the order of their names."""
        types = sorted(self.name(value["@id"]) for value in expanded.get(RDF_TYPE, []))
        head = {"id": expanded["@id"], **({"type": single(types)} if types else {})}
        pairs = (pair for key, values in expanded.items() if key[0] != "@" and key != RDF_TYPE for pair in self.property(key, values))
        return {**head, **dict(sorted(pairs))}

    def property(self, iri: str, values: list[Node]) -> Iterator[tuple[str, Any]]:
        """A property with its values; a language map takes only texts in a language, and others stand beside it under the compact name."""
        name = self.name(iri)
        mapped = [value for value in values if "@language" in value and self._terms.get(name, {}).get("@container") == "@language"]
        bare = [value for value in values if value not in mapped]
        if mapped:
            yield name, by_language(mapped)
        if bare:
            plain = compact(iri, self._prefixes) if mapped else name
            yield plain, self.values(plain, bare)

    def values(self, name: str, values: list[Node]) -> Any:
        """The values of one property as its definition in the context reads them."""
        wanted = self._terms.get(name, {}).get("@type", "")
        return single(sorted((self.value(wanted, value) for value in values), key=json.dumps))

    def value(self, wanted: str, value: Node) -> Any:
        """A bare text where the context knows its type, else an object that tells it."""
        kind = "@id" if "@id" in value else self.name(value["@type"]) if "@type" in value else ""
        if kind == wanted and "@language" not in value:
            return value["@id" if kind == "@id" else "@value"]
        return {**value, "@type": kind} if kind not in ("", "@id") else value


def single(values: list[Any]) -> Any:
    """A list of one as the one."""
    return values[0] if len(values) == 1 else values


def by_language(values: Iterable[Node]) -> dict[str, Any]:
    """Texts as a map from language to text or texts."""
    texts: dict[str, list[str]] = {}
    for value in values:
        texts.setdefault(value["@language"], []).append(value["@value"])
    return {language: single(sorted(texts[language])) for language in sorted(texts)}


def document(store: Store, iris: Iris) -> Node:
    """The union of all graphs as one document, which carries its context with it, so that reading it needs no network."""
    context, expanded = context_of(store, iris), json.loads(store.dump("application/ld+json"))
    nodes = sorted(map(Compactor(context).node, expanded), key=lambda node: str(node["id"]))
    return {"@context": context, "@graph": nodes}


def as_jsonld(store: Store, iris: Iris) -> bytes:
    """The document in UTF-8, a line a node."""
    whole = document(store, iris)
    nodes = ",\n".join(json.dumps(node, ensure_ascii=False) for node in whole["@graph"])
    context = json.dumps(whole["@context"], ensure_ascii=False)
    return f'{{"@context": {context},\n"@graph": [\n{nodes}\n]}}\n'.encode()
