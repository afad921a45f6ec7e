"""The query in other tools, as the workbench writes it down: run as it is copied from the page.

R is not among what the suite installs; its script was run by hand, with httr2 of Debian.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys

import httpx2
import pytest

from painopiste.pages.snippets import snippets
from running.service import Running

HEAD = r"""# It's a "query" with {braces}, \ and '''quotes'''
PREFIX def: <https://w3id.org/painopiste/def#>
"""
WHERE = r"""WHERE {
  ?edition a def:Edition .
  BIND(REPLACE(STR(?edition), "^.*/", "") AS ?name)
  BIND("it's \"so\" )\" {x}" AS ?odd)
}
# A line that could end the text in a shell:
#SPARQL
"""
ROWS = f"{HEAD}SELECT ?name ?odd {WHERE}"
TRIPLES = f"{HEAD}CONSTRUCT {{ ?edition def:name ?name, ?odd }} {WHERE}"
TRUTH = f"{HEAD}ASK {WHERE}"
QUERY = ROWS.replace("\n#SPARQL", "\nSPARQL")
"""No query that can be asked, but a text that a shell must not take for its end."""


def run(name: str, code: str) -> str:
    """What a script writes."""
    command = ["bash", "-c", code] if name == "curl" else [sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def snippet(service: Running, name: str, query: str) -> str:
    """A script as the page has it."""
    page = httpx2.get(f"{service.url}/en/workbench", params={"query": query}).text
    code = re.search(rf"<summary>{name}</summary><pre[^>]*>(.*?)</pre>", page, re.S)
    assert code is not None
    return html.unescape(code[1])


@pytest.mark.parametrize("query", [ROWS, TRIPLES])
@pytest.mark.parametrize("name", ["curl", "Python: SPARQLWrapper", "Python: pandas"])
def test_a_script_of_the_workbench_finds_what_the_query_finds(service: Running, name: str, query: str) -> None:
    """Whatever stands in the query, be it answered with rows or with triples."""
    wanted = [row["name"]["value"] for row in httpx2.post(f"{service.url}/sparql", data={"query": ROWS}).json()["results"]["bindings"]]
    assert "undated-2018" in wanted
    found = run(name, snippet(service, name, query))
    assert [value for value in wanted if value not in found] == []


@pytest.mark.parametrize(("name", "answer"), [("curl", '"boolean":true'), ("Python: SPARQLWrapper", "True")])
def test_a_script_of_the_workbench_tells_whether_there_is_anything(service: Running, name: str, answer: str) -> None:
    """Yes or no is read as such, and makes no table."""
    assert answer in run(name, snippet(service, name, TRUTH))


def test_no_line_of_a_query_ends_the_text_in_a_shell() -> None:
    """What follows the query is never run."""
    (curl,) = (one.code for one in snippets("http://127.0.0.1:1/sparql", f"{QUERY}touch /nowhere") if one.name == "curl")
    assert run("curl", f"curl() {{ cat; }}\n{curl}").strip() == f"{QUERY}touch /nowhere".strip()
