"""Notices as CELLAR's store holds them: its own IRIs as subjects and objects, and owl:sameAs from them to every other name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from painopiste.cellar.notice import RESOURCE, SAME_AS
from painopiste.store import Store, iri

CELLAR, GRAPH = RESOURCE + "cellar/", "http://publications.europa.eu/graph"


def held(notices: Iterable[bytes], folder: Path) -> Path:
    """A file of N-Quads with the content of some notices."""
    store = Store()
    for number, content in enumerate(notices):
        path = folder / f"{number}.rdf"
        path.write_bytes(content)
        store.load(path)
    own = {row["name"].value: row["cellar"].value for row in store.rows(f"SELECT ?cellar ?name {{ ?cellar <{SAME_AS}> ?name }}") if is_own(row)}
    held, graph = Store(), folder / "held.nq"
    held.add(list(named(store, own)), GRAPH)
    graph.write_bytes(held.dump("application/n-quads"))
    return graph


def is_own(row: dict) -> bool:
    """Whether a name is given to a thing by an IRI of CELLAR's own."""
    return row["cellar"].value.startswith(CELLAR)


def named(store: Store, own: dict[str, str]) -> Iterable[tuple]:
    """The statements under CELLAR's names, but for the names themselves."""
    for row in store.rows("SELECT ?s ?p ?o { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) }"):
        subject, value = iri(own.get(row["s"].value, row["s"].value)), row["o"]
        is_name = row["p"].value == SAME_AS or hasattr(value, "datatype")
        yield subject, row["p"], value if is_name else iri(own.get(value.value, value.value))
