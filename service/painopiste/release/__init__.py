"""The graph as files to take away: N-Quads, Turtle, JSON-LD with its context, and tables as CSV and Parquet."""

from painopiste.release.context import context_of, write_context
from painopiste.release.files import export
from painopiste.release.jsonld import as_jsonld

__all__ = ["as_jsonld", "context_of", "export", "write_context"]
