"""Painopiste: a ministry's EU and international priorities as linked data that can be trusted and asked."""

from typing import Any


def __getattr__(name: str) -> Any:
    """`__version__`, looked up when it is asked for, which takes a while."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import version

    return version("painopiste")
