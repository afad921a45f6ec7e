"""Links outward: by rule always, by request on demand, with the results as data."""

from painopiste.linking.links import broken_links, outward
from painopiste.linking.results import GRAPH, statements_of
from painopiste.linking.visiting import Outcome, Visit, Visitor

__all__ = ["GRAPH", "Outcome", "Visit", "Visitor", "broken_links", "outward", "statements_of"]
