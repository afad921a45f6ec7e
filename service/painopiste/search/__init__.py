"""Search over the labels, titles and references of the graph: an index in one file, built with the graph and then only read."""

from painopiste.search.building import build_index
from painopiste.search.index import FACETS, Index
from painopiste.search.morphology import installed
from painopiste.search.results import FacetValue, Hit, How, Name, Results, Snippet

__all__ = ["FACETS", "FacetValue", "Hit", "How", "Index", "Name", "Results", "Snippet", "build_index", "installed"]
