"""The SPARQL store: opened, filled once, then only asked. The only room that imports pyoxigraph."""

from painopiste.store.formats import DATASET_TYPES, GRAPH_TYPES, RESULT_TYPES
from painopiste.store.guard import refuse_forbidden
from painopiste.store.store import Answer, Dataset, Statement, Store, Term, iri, literal, text_in
from painopiste.store.tokens import Kind, Token, tokens

__all__ = [
    "DATASET_TYPES",
    "GRAPH_TYPES",
    "RESULT_TYPES",
    "Answer",
    "Dataset",
    "Kind",
    "Statement",
    "Store",
    "Term",
    "Token",
    "iri",
    "literal",
    "refuse_forbidden",
    "text_in",
    "tokens",
]
