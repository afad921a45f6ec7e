"""Every stored query of the project has the same answer from another engine as from the embedded store."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from engines.answers import JSON, TRIPLES, asked, solutions
from painopiste.errors import AnswerLimitError
from painopiste.graph import Iris
from painopiste.queries import Catalogue, Query
from painopiste.remote import Endpoint
from painopiste.store import Answer, Store, Term
from painopiste.store.asking import Question

IRIS = Iris("https://w3id.org/painopiste")
CATALOGUE = Catalogue.read(Path(__file__).parents[3] / "queries")
QUERIES = [pytest.param(query, id=query.name) for query in CATALOGUE.queries.values()]
VIRTUOSO = "/sparql"
LARGE = {"pages/default-graph", "search/texts"}
"""What has more triples or rows than the Virtuoso of these tests gives at once, 20,000."""
JOINED = re.compile(r'GROUP_CONCAT\(.*?separator="(.*?)"\) AS \?(\w+)\)')


def examples(query: Query, only_required: bool) -> dict[str, str]:
    """The example value of every parameter, or of those that must be given."""
    return {name: parameter.example for name, parameter in query.params.items() if parameter.required or not only_required}


def canonical(content: bytes) -> ox.Dataset:
    """Triples with the blank-node names of RDFC-1.0."""
    triples = ox.Dataset(ox.parse(content, format=ox.RdfFormat.N_TRIPLES))
    triples.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return triples


def own_answer(store: Store, query: Query, bindings: dict[str, Term]) -> Answer:
    """The answer of the embedded store, triples as N-Triples and solutions as JSON."""
    return store.answer(query.text, lambda offered: TRIPLES if TRIPLES in offered else JSON, None, bindings)


@pytest.mark.parametrize("only_required", [False, True], ids=["bound", "open"])
@pytest.mark.parametrize("query", QUERIES)
def test_a_stored_query_has_the_same_answer(store: Store, endpoint: Endpoint, query: Query, only_required: bool) -> None:
    """The same truth, triples, or solutions as often, with all parameters given and with those left out that may be."""
    bindings = query.bind(examples(query, only_required), IRIS.absolute)
    mine, question = own_answer(store, query, bindings), Question(query.text, bindings=bindings, graph_type=TRIPLES)
    if query.name in LARGE and endpoint.url.endswith(VIRTUOSO):
        with pytest.raises(AnswerLimitError):
            asked(endpoint, question)
        return
    answer = asked(endpoint, question)
    if mine.media_type == TRIPLES:
        assert canonical(answer) == canonical(mine.content)
    elif b'"boolean"' in mine.content:
        assert json.loads(answer)["boolean"] == json.loads(mine.content)["boolean"]
    else:
        joined = {name: separator for separator, name in JOINED.findall(query.text)}
        assert solutions(answer, joined) == solutions(mine.content, joined)
