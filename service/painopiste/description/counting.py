"""Questions to the store whose answers are counts."""

from __future__ import annotations

from dataclasses import dataclass

from painopiste.description.names import prologue
from painopiste.description.release import Release
from painopiste.store import Store

Row = dict[str, str]


@dataclass(frozen=True)
class Counter:
    """A store that is asked in the words of one release."""

    store: Store
    release: Release

    @property
    def own(self) -> str:
        """The namespace of our own terms."""
        return self.release.iris.term("")

    def rows(self, query: str) -> list[Row]:
        """The solutions of a SELECT query as plain texts; what is unbound is left out."""
        found = self.store.rows(prologue(self.own) + query)
        return [{name: str(term.value) for name, term in row.items() if hasattr(term, "value")} for row in found]

    def one(self, query: str) -> Row:
        """The only solution of an aggregate query."""
        return self.rows(query)[0]

    def counts(self, query: str, *keys: str) -> dict[tuple[str, ...], int]:
        """The variable ?n of each solution by the values of some others."""
        return {tuple(row[key] for key in keys): int(row["n"]) for row in self.rows(query) if all(key in row for key in keys)}

    def labels(self, iris: list[str]) -> dict[str, dict[str, str]]:
        """The labels of some things by language."""
        values = " ".join(f"<{text}>" for text in iris)
        query = f"SELECT ?thing ?lang ?text {{ VALUES ?thing {{ {values} }} ?thing skos:prefLabel ?text BIND(LANG(?text) AS ?lang) }} ORDER BY ?text"
        found: dict[str, dict[str, str]] = {}
        for row in self.rows(query):
            found.setdefault(row["thing"], {})[row["lang"]] = row["text"]
        return found
