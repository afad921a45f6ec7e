"""All minting of IRIs under the base, and the way back from an IRI to a path of the service."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Iris:
    """The IRIs under one base.

    >>> Iris("https://w3id.org/painopiste").graph("dossiers")
    'https://w3id.org/painopiste/graph/dossiers'
    """

    base: str

    @property
    def terms(self) -> str:
        """The ontology itself."""
        return f"{self.base}/def"

    def term(self, name: str) -> str:
        """A class or property of the ontology."""
        return f"{self.base}/def#{name}"

    def thing(self, path: str) -> str:
        """A thing of the graph by its kind and slug."""
        return f"{self.base}/id/{path}"

    def graph(self, name: str) -> str:
        """A named graph."""
        return f"{self.base}/graph/{name}"

    def absolute(self, iri: str) -> str:
        """An IRI as given, or one under the base if a relative one was given.

        >>> Iris("https://w3id.org/painopiste").absolute("id/dossier/ai-act")
        'https://w3id.org/painopiste/id/dossier/ai-act'
        """
        return iri if ":" in iri.split("/")[0] else f"{self.base}/{iri.lstrip('/')}"

    def path(self, iri: str) -> str | None:
        """What follows the base and "/id/" in the IRI of a thing of ours, or None for any other IRI."""
        prefix = f"{self.base}/id/"
        return iri.removeprefix(prefix) if iri.startswith(prefix) else None
