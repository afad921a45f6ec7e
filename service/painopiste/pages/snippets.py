"""How a query is asked from other tools: a command and three scripts, each whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Snippet:
    """A piece of code in a language or tool."""

    name: str
    code: str


CURL = """curl '{endpoint}' -H 'Accept: text/csv' --data-urlencode query@- <<'{end}'
{query}
{end}"""
WRAPPER = """# pip install SPARQLWrapper
from SPARQLWrapper import JSON, SPARQLWrapper

client = SPARQLWrapper("{endpoint}", returnFormat=JSON)
client.setMethod("POST")
client.setQuery({python})
for row in client.queryAndConvert()["results"]["bindings"]:
    print({{name: term["value"] for name, term in row.items()}})"""
PANDAS = """# pip install pandas
from io import BytesIO
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pandas

query = {python}
request = Request("{endpoint}", urlencode({{"query": query}}).encode(), {{"Accept": "text/csv"}})
table = pandas.read_csv(BytesIO(urlopen(request).read()))
print(table)"""
R = """# install.packages("httr2")
library(httr2)

query <- {r}
answer <- request("{endpoint}") |>
  req_headers(Accept = "text/csv") |>
  req_body_form(query = query) |>
  req_perform()
table <- read.csv(text = resp_body_string(answer))
print(table)"""


def snippets(endpoint: str, query: str) -> list[Snippet]:
    """The same query from a shell, from Python in two ways, and from R."""
    text = query.replace("\r\n", "\n").strip()
    values = {"endpoint": endpoint, "query": text, "python": python_string(text), "r": r_string(text), "end": end_of(text)}
    scripts = (("curl", CURL), ("Python: SPARQLWrapper", WRAPPER), ("Python: pandas", PANDAS), ("R: httr2", R))
    return [Snippet(name, code.format(**values)) for name, code in scripts]


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
