"""The neighbourhood of things: what they are tied to, by which relations and on what evidence. Knows nothing of HTTP."""

from painopiste.relations.graphml import GRAPHML, as_graphml
from painopiste.relations.neighbourhood import Evidence, Neighbourhood, Relation, Thing, neighbourhood
from painopiste.relations.turtle import as_turtle

__all__ = ["GRAPHML", "Evidence", "Neighbourhood", "Relation", "Thing", "as_graphml", "as_turtle", "neighbourhood"]
