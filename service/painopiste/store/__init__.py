"""The SPARQL store: opened, filled once, then only asked. The only room that imports pyoxigraph."""

from painopiste.store.asking import JSON_RESULTS, TURTLE, AnswerStream, Backend, Limits, Question
from painopiste.store.disk import DiskStore, Loaded, in_memory, load_folder
from painopiste.store.escapes import without_escapes
from painopiste.store.formats import DATASET_TYPES, GRAPH_TYPES, RESULT_TYPES
from painopiste.store.guard import refuse_forbidden
from painopiste.store.lines import quads_written, read_back, written
from painopiste.store.local import LocalBackend
from painopiste.store.rows import Row, parse_rows, rows, whole
from painopiste.store.running import Sink, run
from painopiste.store.served import Served
from painopiste.store.store import WHOLE, Answer, Dataset, Statement, Store, Term, iri, literal, text_in, with_statements
from painopiste.store.syntax import form_of
from painopiste.store.tokens import Kind, Token, tokens_of

__all__ = [
    "DATASET_TYPES",
    "GRAPH_TYPES",
    "JSON_RESULTS",
    "RESULT_TYPES",
    "TURTLE",
    "WHOLE",
    "Answer",
    "AnswerStream",
    "Backend",
    "Dataset",
    "DiskStore",
    "Kind",
    "Limits",
    "Loaded",
    "LocalBackend",
    "Question",
    "Row",
    "Served",
    "Sink",
    "Statement",
    "Store",
    "Term",
    "Token",
    "form_of",
    "in_memory",
    "iri",
    "literal",
    "load_folder",
    "parse_rows",
    "quads_written",
    "read_back",
    "refuse_forbidden",
    "rows",
    "run",
    "text_in",
    "tokens_of",
    "whole",
    "with_statements",
    "without_escapes",
    "written",
]
