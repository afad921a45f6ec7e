"""Shapes on a graph → Report: whether the graph is as it must be, and where not."""

from painopiste.validation.quotations import check_quotations
from painopiste.validation.report import Report, Result
from painopiste.validation.shacl import validate

__all__ = ["Report", "Result", "check_quotations", "validate"]
