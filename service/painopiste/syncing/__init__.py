"""Asking CELLAR and the European Parliament what they have on the procedures that we cover, and importing what is new."""

from painopiste.syncing.notices import Plan, notices_of, planned
from painopiste.syncing.parliament import GRAPH as PARLIAMENT
from painopiste.syncing.parliament import Heard, hear, told_by_parliament
from painopiste.syncing.procedures import Known, Procedure, covered, known_at, read_reference

__all__ = [
    "PARLIAMENT",
    "Heard",
    "Known",
    "Plan",
    "Procedure",
    "covered",
    "hear",
    "known_at",
    "notices_of",
    "planned",
    "read_reference",
    "told_by_parliament",
]
