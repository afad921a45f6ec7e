"""How a query is asked from other tools: a command and three scripts, each whole, by what the form of the query is answered with."""

from __future__ import annotations

from dataclasses import dataclass

from painopiste.store import form_of


@dataclass(frozen=True)
class Snippet:
    """A piece of code in a language or tool."""

    name: str
    code: str


CURL = """curl '{endpoint}' -H 'Accept: {accept}' --data-urlencode query@- <<'{end}'
{query}
{end}"""
WRAPPER = """# pip install SPARQLWrapper
{imports}

client = SPARQLWrapper("{endpoint}", returnFormat={format})
client.setMethod("POST")
client.setQuery({python})
{read}"""
PANDAS = """# pip install {packages}
from io import BytesIO
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pandas{imports}

query = {python}
request = Request("{endpoint}", urlencode({{"query": query}}).encode(), {{"Accept": "{accept}"}})
table = {read}
print(table)"""
R = """# install.packages("httr2")
library(httr2)

query <- {r}
answer <- request("{endpoint}") |>
  req_headers(Accept = "{accept}") |>
  req_body_form(query = query) |>
  req_perform()
{read}"""
WRAPPER_ROWS = """for row in client.queryAndConvert()["results"]["bindings"]:
    print({name: term["value"] for name, term in row.items()})"""
WRAPPER_TRUTH = 'print(client.queryAndConvert()["boolean"])'
WRAPPER_GRAPH = """graph = Graph().parse(data=client.queryAndConvert(), format="turtle")
for triple in graph:
    print(*triple)"""
PANDAS_ROWS = "pandas.read_csv(BytesIO(urlopen(request).read()))"
PANDAS_GRAPH = """pandas.DataFrame(
    Graph().parse(BytesIO(urlopen(request).read()), format="nt"), columns=["subject", "predicate", "object"]
)"""
R_ROWS = """table <- read.csv(text = resp_body_string(answer))
print(table)"""
R_TRUTH = 'print(resp_body_string(answer) == "true")'
R_GRAPH = """# A line a triple, as N-Triples has them.
triples <- strsplit(resp_body_string(answer), "\\n")[[1]]
print(triples)"""
JSON = {"imports": "from SPARQLWrapper import JSON, SPARQLWrapper", "format": "JSON"}
TURTLE = {"imports": "from rdflib import Graph\nfrom SPARQLWrapper import TURTLE, SPARQLWrapper", "format": "TURTLE"}
CSV = {"packages": "pandas", "imports": "", "accept": "text/csv"}
TRIPLES = {"packages": "pandas rdflib", "imports": "\nfrom rdflib import Graph", "accept": "application/n-triples"}

Scripts = tuple[tuple[str, str, dict[str, str]], ...]
ROWS: Scripts = (
    ("curl", CURL, {"accept": "text/csv"}),
    ("Python: SPARQLWrapper", WRAPPER, {**JSON, "read": WRAPPER_ROWS}),
    ("Python: pandas", PANDAS, {**CSV, "read": PANDAS_ROWS}),
    ("R: httr2", R, {"accept": "text/csv", "read": R_ROWS}),
)
TRUTH: Scripts = (
    ("curl", CURL, {"accept": "application/sparql-results+json"}),
    ("Python: SPARQLWrapper", WRAPPER, {**JSON, "read": WRAPPER_TRUTH}),
    ("R: httr2", R, {"accept": "text/csv", "read": R_TRUTH}),
)
"""Yes or no makes no table, so there is nothing for pandas."""
GRAPH: Scripts = (
    ("curl", CURL, {"accept": "text/turtle"}),
    ("Python: SPARQLWrapper", WRAPPER, {**TURTLE, "read": WRAPPER_GRAPH}),
    ("Python: pandas", PANDAS, {**TRIPLES, "read": PANDAS_GRAPH}),
    ("R: httr2", R, {"accept": "application/n-triples", "read": R_GRAPH}),
)
SCRIPTS = {"ASK": TRUTH, "CONSTRUCT": GRAPH, "DESCRIBE": GRAPH}
"""Scripts by the form of the query, if it is not SELECT."""


def snippets(endpoint: str, query: str) -> list[Snippet]:
    """The same query from a shell, from Python in two ways where they fit, and from R."""
    text = query.replace("\r\n", "\n").strip()
    values = {"endpoint": endpoint, "query": text, "python": python_string(text), "r": r_string(text), "end": end_of(text)}
    scripts = SCRIPTS.get(form_of(text), ROWS)
    return [Snippet(name, code.format(**values, **parts)) for name, code, parts in scripts]


def end_of(text: str) -> str:
    """A line that ends a text in a shell, and is none of the text's own.

    >>> end_of("ASK {}"), end_of("# SPARQL"), end_of("SPARQL")
    ('SPARQL', 'SPARQL', 'SPARQL_')
    """
    lines = set(text.splitlines())
    return next(line for length in range(len(lines) + 1) if (line := "SPARQL" + "_" * length) not in lines)


def python_string(text: str) -> str:
    """A text as Python writes it, over several lines where nothing in it forbids.

    >>> print(python_string('ASK {?s ?p "x"}'))
    '''
    ASK {?s ?p "x"}
    '''
    """
    is_plain = "\\" not in text and "'''" not in text
    return f"'''\n{text}\n'''" if is_plain else repr(text)


def r_string(text: str) -> str:
    """A text as a raw string of R, with so many dashes that nothing in it ends it.

    >>> print(r_string("ASK {}"))
    r"(
    ASK {}
    )"
    """
    dashes = next("-" * number for number in range(len(text) + 1) if f'){"-" * number}"' not in text)
    return f'r"{dashes}(\n{text}\n){dashes}"'
