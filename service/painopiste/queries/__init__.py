"""The catalogue of stored queries: each an .rq file with a head that says what it asks and which parameters it takes."""

from painopiste.queries.catalogue import Catalogue
from painopiste.queries.described import describe
from painopiste.queries.query import Parameter, Query
from painopiste.queries.questions import Questions, Row, known

__all__ = ["Catalogue", "Parameter", "Query", "Questions", "Row", "describe", "known"]
