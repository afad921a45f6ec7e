"""Identifiers of every kind that people have at hand, resolved to things of the graph: one text, or the column of a table."""

from painopiste.resolving.reading import Reading, Relation
from painopiste.resolving.resolution import Match, Resolution, Resolver, Status
from painopiste.resolving.table import resolved_table

__all__ = ["Match", "Reading", "Relation", "Resolution", "Resolver", "Status", "resolved_table"]
