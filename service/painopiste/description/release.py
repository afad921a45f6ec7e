"""What a release says of itself, and the IRIs that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from painopiste.graph import Iris


@dataclass(frozen=True)
class Release:
    """One release of the graph: where it lives, which version it is, for which day its states hold, and the hash of its content."""

    base: str
    version: str
    as_of: date
    canonical_hash: str = ""

    @property
    def iris(self) -> Iris:
        """The IRIs under the base of the release."""
        return Iris(self.base)

    @property
    def dataset(self) -> str:
        """The dataset as a whole.

        >>> Release("https://w3id.org/painopiste", "1.0.0", date(2026, 1, 1)).dataset
        'https://w3id.org/painopiste/id/dataset/painopiste'
        """
        return self.iris.thing("dataset/painopiste")

    @property
    def publisher(self) -> str:
        """The editors, who publish it."""
        return self.iris.thing("agent/painopiste-editors")

    @property
    def home(self) -> str:
        """The address of the start page."""
        return f"{self.base}/"

    @property
    def service(self) -> str:
        """The service that answers SPARQL."""
        return self.iris.thing("service/sparql")

    @property
    def sparql(self) -> str:
        """The address of the SPARQL endpoint."""
        return f"{self.base}/sparql"

    def part(self, path: str) -> str:
        """A part of the dataset's description: a distribution, a class partition, a measurement."""
        return self.iris.thing(f"dataset/painopiste/{path}")

    def download(self, file: str) -> str:
        """The address of a file of the export."""
        return f"{self.base}/download/{file}"
