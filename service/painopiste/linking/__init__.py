"""Links outward: by rule always, by request on demand, with the results as data."""

from painopiste.linking.journal import Journal
from painopiste.linking.links import broken_links, outward
from painopiste.linking.results import GRAPH, statements_of
from painopiste.linking.rounds import visit_all
from painopiste.linking.visiting import Outcome, Visit, Visitor

__all__ = ["GRAPH", "Journal", "Outcome", "Visit", "Visitor", "broken_links", "outward", "statements_of", "visit_all"]
