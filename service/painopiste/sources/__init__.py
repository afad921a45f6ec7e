"""Source texts, byte for byte, and what stands where in them."""

from painopiste.sources.text import SourceText

__all__ = ["SourceText"]
