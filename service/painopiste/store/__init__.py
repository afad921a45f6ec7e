"""The SPARQL store: opened, filled once, then only asked. The only room that imports pyoxigraph."""

from painopiste.store.asking import JSON_RESULTS, TURTLE, AnswerStream, Backend, Limits, Question
from painopiste.store.formats import DATASET_TYPES, GRAPH_TYPES, RESULT_TYPES
from painopiste.store.guard import refuse_forbidden
from painopiste.store.rows import Row, parse_rows, rows, whole
from painopiste.store.running import Sink, run
from painopiste.store.store import Answer, Dataset, Statement, Store, Term, iri, literal, text_in

__all__ = [
    "DATASET_TYPES",
    "GRAPH_TYPES",
    "JSON_RESULTS",
    "RESULT_TYPES",
    "TURTLE",
    "Answer",
    "AnswerStream",
    "Backend",
    "Dataset",
    "Limits",
    "Question",
    "Row",
    "Sink",
    "Statement",
    "Store",
    "Term",
    "iri",
    "literal",
    "parse_rows",
    "refuse_forbidden",
    "rows",
    "run",
    "text_in",
    "whole",
]
