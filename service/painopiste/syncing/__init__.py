"""Asking CELLAR what it has on the procedures that we cover, and handing to the importer what is new."""

from painopiste.syncing.notices import Plan, notices_of, planned
from painopiste.syncing.procedures import Known, Procedure, covered, known_at, read_reference

__all__ = ["Known", "Plan", "Procedure", "covered", "known_at", "notices_of", "planned", "read_reference"]
