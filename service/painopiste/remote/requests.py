"""A question as another endpoint is asked it: a form of the SPARQL 1.1 Protocol, since not every engine takes a query as the body."""

from __future__ import annotations

from dataclasses import dataclass, replace

from painopiste.errors import NotAcceptableError
from painopiste.remote.bindings import bound
from painopiste.remote.datasets import settled
from painopiste.remote.endpoint import Endpoint
from painopiste.store import GRAPH_TYPES, RESULT_TYPES, Dataset
from painopiste.store.asking import Limits, Question
from painopiste.store.syntax import form_of

GRAPH_FORMS = {"CONSTRUCT", "DESCRIBE"}
# What is read: types that show a cut body by themselves come first among those that every engine writes right
RESULTS = {"application/sparql-results+json": 1.0, "application/sparql-results+xml": 0.8, "application/json": 0.2, "application/xml": 0.1}
GRAPHS = {"application/n-triples": 1.0, "text/turtle": 0.9, "application/rdf+xml": 0.8, "text/plain": 0.1}


@dataclass(frozen=True)
class Request:
    """What is sent and what is wanted back: `wanted` is the media type that the answer is to be written in in the end."""

    text: str
    form: str
    dataset: Dataset
    parameters: dict[str, str]
    wanted: str

    @property
    def is_for_graph(self) -> bool:
        """Whether the answer is triples."""
        return self.form in GRAPH_FORMS

    @property
    def readable(self) -> dict[str, float]:
        """The media types that the answer may come in, with how much each is liked."""
        return GRAPHS if self.is_for_graph else RESULTS

    @property
    def accept(self) -> str:
        """The Accept header."""
        return ", ".join(f"{media_type};q={weight:g}" for media_type, weight in self.readable.items())

    @property
    def fields(self) -> dict[str, str | list[str]]:
        """The fields of the form."""
        graphs = {"default-graph-uri": list(self.dataset.default_graphs), "named-graph-uri": list(self.dataset.named_graphs)}
        return {"query": self.text, **{name: names for name, names in graphs.items() if names}, **self.parameters}

    def asking(self, text: str, form: str) -> Request:
        """The same for another query."""
        return replace(self, text=text, form=form)


def request_of(question: Question, endpoint: Endpoint, limits: Limits) -> Request:
    """The request that a question is, or NotAcceptableError if the client takes nothing of its form."""
    asked = settled(question, endpoint.graphs, endpoint.union)
    form = form_of(asked.text)
    wanted, offered = (question.graph_type, GRAPH_TYPES) if form in GRAPH_FORMS else (question.result_type, RESULT_TYPES)
    if wanted is None or wanted not in offered:
        raise NotAcceptableError(tuple(offered))
    return Request(bound(asked.text, question.bindings), form, asked.dataset, endpoint.parameters_for(limits), wanted)
