"""CELLAR's notices of procedures: read safely, canonicalised, and said in our vocabulary, with what is amiss in them."""

from painopiste.cellar.findings import Finding, Kind
from painopiste.cellar.mapping import Mapped, map_notice
from painopiste.cellar.reading import Stream, read_notice, too_large
from painopiste.cellar.treatments import Treatment, absolute, compact, treatment_of

__all__ = [
    "Finding",
    "Kind",
    "Mapped",
    "Stream",
    "Treatment",
    "absolute",
    "compact",
    "map_notice",
    "read_notice",
    "too_large",
    "treatment_of",
]
