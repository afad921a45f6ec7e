"""Every stored query of the project has the same answer from another engine as from the embedded store."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engines.answers import JSON, TRIPLES, asked, solutions, statements
from painopiste.graph import Iris
from painopiste.queries import Catalogue, Query
from painopiste.remote import Endpoint
from painopiste.store import Store
from painopiste.store.asking import Question

IRIS = Iris("https://w3id.org/painopiste")
CATALOGUE = Catalogue.read(Path(__file__).parents[3] / "queries")
QUERIES = [pytest.param(query, id=query.name) for query in CATALOGUE.queries.values()]
JOINED = re.compile(r'GROUP_CONCAT\(.*?separator="(.*?)"\) AS \?(\w+)\)')


def examples(query: Query, only_required: bool) -> dict[str, str]:
    """The example value of every parameter, or of those that must be given."""
    return {name: parameter.example for name, parameter in query.params.items() if parameter.required or not only_required}


@pytest.mark.parametrize("only_required", [False, True], ids=["bound", "open"])
@pytest.mark.parametrize("query", QUERIES)
def test_a_stored_query_has_the_same_answer(store: Store, endpoint: Endpoint, query: Query, only_required: bool) -> None:
    """The same solutions as often, or the same triples, with all parameters given and with those left out that may be."""
    bindings = query.bind(examples(query, only_required), IRIS.absolute)
    answer = asked(endpoint, Question(query.text, bindings=bindings, graph_type=TRIPLES))
    if query.derives:
        assert statements(answer) == statements(store.answer(query.text, lambda _: TRIPLES, None, bindings).content)
    else:
        joined = {name: separator for separator, name in JOINED.findall(query.text)}
        mine = store.answer(query.text, lambda _: JSON, None, bindings).content
        assert solutions(answer, joined) == solutions(mine, joined)
