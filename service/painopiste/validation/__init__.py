"""Shapes on a graph → Report: whether the graph is as it must be, and where not."""

from painopiste.validation.neighbourhood import validate_changed
from painopiste.validation.quotations import check_quotations
from painopiste.validation.report import Report, Result
from painopiste.validation.serialise import as_turtle
from painopiste.validation.shacl import validate

__all__ = ["Report", "Result", "as_turtle", "check_quotations", "validate", "validate_changed"]
