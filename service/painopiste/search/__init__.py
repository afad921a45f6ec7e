"""Search over the labels, titles and references of the graph: an index in one file, built with the graph and then only read."""

from painopiste.search.building import build_index
from painopiste.search.index import FACETS, Index
from painopiste.search.magic import rewritten
from painopiste.search.morphology import Morphology, Voikko, installed
from painopiste.search.register import Entry, Register
from painopiste.search.results import FacetValue, Hit, How, Name, Results, Snippet
from painopiste.search.shelf import Shelf

__all__ = [
    "FACETS",
    "Entry",
    "FacetValue",
    "Hit",
    "How",
    "Index",
    "Morphology",
    "Name",
    "Register",
    "Results",
    "Shelf",
    "Snippet",
    "Voikko",
    "build_index",
    "installed",
    "rewritten",
]
