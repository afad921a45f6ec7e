"""Which IRIs lead out of the graph, and which of them break a rule."""

from __future__ import annotations

from collections.abc import Iterable

from painopiste.rules import Rule, broken
from painopiste.store import Store
from painopiste.validation import Report

# The rules that compare a link with what the graph tells of the thing, or with the form of its kind.
RULES = {
    "article-page-agrees",
    "celex-iri-agrees",
    "committee-iri-agrees",
    "document-page-agrees",
    "eli-agrees-with-celex",
    "outward-address-form",
    "outward-iri-form",
    "procedure-iris-agree",
    "procedure-pages-agree",
    "same-as-joins-none",
    "treaty-iri-agrees",
}
OUTWARD = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?value {
  GRAPH ?graph { { ?any ?link ?value FILTER(?link != rdf:type) } UNION { ?value rdf:type ?class } }
  FILTER(isIRI(?value) && REGEX(STR(?value), "^https?://") && !STRSTARTS(STR(?value), "%s"))
  FILTER(?graph NOT IN (%s))
}
"""
SCHEMA = ("ontology", "shapes")


def outward(store: Store, base: str) -> dict[str, list[str]]:
    """The addresses on the web that the data leads to, without fragment and sorted, each with the links as they stand; terms and shapes are left."""
    schema, found = ", ".join(f"<{base}/graph/{name}>" for name in SCHEMA), dict[str, list[str]]()
    for link in sorted(row["value"].value for row in store.rows(OUTWARD % (f"{base}/", schema))):
        found.setdefault(link.partition("#")[0], []).append(link)
    return dict(sorted(found.items()))


def broken_links(store: Store, rules: Iterable[Rule], base: str) -> Report:
    """What breaks the rules on links outward."""
    return broken(store, [rule for rule in rules if rule.name in RULES], base)
