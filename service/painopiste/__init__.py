"""Painopiste: a ministry's EU and international priorities as linked data that can be trusted and asked."""

from importlib.metadata import version

__version__ = version("painopiste")
