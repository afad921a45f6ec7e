"""What nobody should send, with the statuses that may come back: the list of the service's bad input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import httpx2

from nesting import EXPRESSIONS, PATTERNS, nested

TOO_FAR = frozenset({413, 503})
"""A query that would go too far: over its memory or its answer's size, or over its time."""
INNER = ("Traceback", 'File "', "site-packages", "panicked")
"""What an answer never tells: traces of the inside."""


@dataclass(frozen=True)
class Attempt:
    """A request and the statuses of which one must be its answer's."""

    statuses: frozenset[int]
    method: str = "POST"
    path: str = "/sparql"
    data: Mapping[str, str] | None = None
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def send(self, client: httpx2.Client, client_address: str = "") -> httpx2.Response:
        """The answer of a service."""
        forwarded = {"X-Forwarded-For": client_address} if client_address else {}
        given: dict[str, Any] = {"headers": {**self.headers, **forwarded}}
        if self.data is not None:
            given["data"] = dict(self.data)
        if self.content is not None:
            given["content"] = self.content
        return client.request(self.method, self.path, **given)

    def within(self, seconds: float) -> Attempt:
        """The same query with less time, as a client may ask."""
        return replace(self, data={**self.data, "timeout": f"{seconds:g}"}) if self.data and self.statuses >= TOO_FAR else self


def asked(text: str, *statuses: int) -> Attempt:
    """A query by POST of a form."""
    return Attempt(frozenset(statuses), data={"query": text})


def heavy(text: str) -> Attempt:
    """A query that goes too far."""
    return Attempt(TOO_FAR, data={"query": text})


def got(path: str, *statuses: int, **headers: str) -> Attempt:
    """A request by GET."""
    return Attempt(frozenset(statuses), "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})


PAIRS = "?a ?b ?c . ?d ?e ?f"
TRIPLES = f"{PAIRS} . ?g ?h ?i"
DOUBLING = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
ANYTHING = "(!<http://e/x>|^!<http://e/y>)*"
QUERY = "/sparql?query="

LONG = {
    "megabytes of a form": Attempt(frozenset({413}), data={"query": "ASK {}" + " " * 3_000_000}),
    "megabytes of a query": Attempt(frozenset({413}), content=b"ASK {} #" + b"x" * 3_000_000, headers={"Content-Type": "application/sparql-query"}),
    "a query just too long": asked("ASK {} #" + "x" * 200_000, 413),
    "a thousand and one parameters": Attempt(frozenset({400}), data={f"p{n}": "" for n in range(1001)}),
}
DEEP = {
    **{
        f"ten thousand {name}": asked(f"SELECT * {{ BIND({nested(EXPRESSIONS[name], 10_000, '1')} AS ?x) }}", 400)
        for name in ("parentheses", "negations")
    },
    "twenty thousand functions": asked(f"SELECT * {{ BIND({nested(('STR(', ')'), 20_000, '1')} AS ?x) }}", 400),
    **{
        f"five thousand {name} in each other": asked(f"SELECT * {{ {nested(PATTERNS[name], 5000, '?s ?p ?o')} }}", 400)
        for name in ("groups", "right unions")
    },
    "five thousand optionals in each other": asked(f"SELECT * {{ {nested(('OPTIONAL { ?s a ?o ', ' }'), 5000, '')} }}", 400),
    "ten thousand optionals in a row": heavy("SELECT * { " + "OPTIONAL { ?s a ?o } " * 9_000 + "}"),
    "unions of everything in a row": heavy("SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 10_000) + " }"),
}
HEAVY = {
    "a cartesian product counted": heavy(f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} }}"),
    "a cartesian product told": heavy(f"SELECT * {{ {PAIRS} FILTER(STRLEN(CONCAT(STR(?c), STR(?f))) < 0) }}"),
    "a cartesian product constructed": heavy(f"CONSTRUCT {{ ?a ?e ?i }} {{ {TRIPLES} FILTER(STRLEN(CONCAT(STR(?c), STR(?i))) < 0) }}"),
    "an unbounded path": heavy(f"SELECT (COUNT(*) AS ?n) {{ ?a {ANYTHING} ?b }}"),
    "unbounded paths in each other": heavy(f"SELECT (COUNT(*) AS ?n) {{ ?a ({ANYTHING}/{ANYTHING})* ?b }}"),
    "everything ordered": heavy(f"SELECT * {{ {PAIRS} }} ORDER BY ?c ?f LIMIT 1"),
    "everything distinct": heavy(f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT * {{ {PAIRS} }} }}"),
    "everything in one string": heavy(f'SELECT (GROUP_CONCAT(STR(?c); separator="{"x" * 1000}") AS ?all) {{ {PAIRS} }}'),
    "strings doubled forty times": heavy(f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("xxxxxxxx" AS ?x0) {DOUBLING} }}'),
    "a slow regular expression": heavy(f'SELECT (COUNT(*) AS ?n) {{ {PAIRS} FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(a|b|c|ab|bc)*d.*e.*f$")) }}'),
    "absence asked of every pair": heavy(f"SELECT (COUNT(*) AS ?n) {{ {PAIRS} FILTER NOT EXISTS {{ ?a ?x ?f . ?d ?y ?c }} }}"),
    "groups of every pair": heavy(f"SELECT ?a ?d (COUNT(*) AS ?n) {{ {PAIRS} }} GROUP BY ?a ?d HAVING(COUNT(*) < 0)"),
}
ELSEWHERE = {
    **{
        f"service at {address}": asked(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", 403)
        for address in ("http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "file:///etc/passwd", "http://localhost/")
    },
    "service that may fail": asked("SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
    "service by a variable": asked("SELECT * { BIND(<http://127.0.0.1:1/> AS ?e) SERVICE ?e { ?s ?p ?o } }", 403),
    "service in a filter": asked("SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } }", 403),
    "load": asked("LOAD <http://127.0.0.1:1/x.ttl>", 403),
    "load of a file": asked("LOAD <file:///etc/passwd> INTO GRAPH <http://e/g>", 403),
    "insertion as a query": asked("INSERT DATA { <http://e/s> <http://e/p> 1 }", 403),
    "deletion of everything": asked("DELETE WHERE { ?s ?p ?o }", 403),
    "an update": Attempt(frozenset({403}), data={"update": "CLEAR ALL"}),
    "an update itself": Attempt(frozenset({403}), content=b"CLEAR ALL", headers={"Content-Type": "application/sparql-update"}),
    "a graph to be put": Attempt(
        frozenset({405}), "PUT", "/rdf-graph-store?default", content=b"<a> <b> <c> .", headers={"Content-Type": "text/turtle"}
    ),
}
PATHS = {
    **{
        f"path {path}": got(path, 400, 404)
        for path in (
            "/download/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/download/..%2f..%2f..%2fetc%2fpasswd",
            "/download/%00",
            "/download//etc/passwd",
            "/static/%2e%2e/%2e%2e/errors.py",
            "/static/..%5c..%5cerrors.py",
            "/id/%00",
            "/id/%ff%fe",
            "/id/x%0d%0aSet-Cookie:%20a=b",
            "/fi/%00",
            "/fi/x%0d%0aSet-Cookie:%20a=b",
            "/graph/%00",
            "/graph/..%2f..%2fetc",
            "/data?iri=%00",
            "/data?iri=file:///etc/passwd",
            "/data?iri=x%0d%0aSet-Cookie:%20a=b",
            "/rdf-graph-store?graph=file:///etc/passwd",
            "/rdf-graph-store?graph=%00",
            "/api/queries/%00",
            "/api/queries/..%2f..%2fpyproject.toml",
            "/api/queries/dossiers/by-priority?priority=%00",
            "/api/queries/dossiers/by-priority?priority=%ed%a0%80",
            "/api/queries/dossiers/by-priority?priority=id/priority/2023/law-enforcement&page=-1",
            "/api/queries/dossiers/by-priority?priority=x%3E%20%7D%20%23",
        )
    },
}
HEADERS = {
    "a thousand media types": got(f"{QUERY}ASK%7B%7D", 406, Accept=", ".join(f"text/x{n};q=0.{n % 10}" for n in range(1000))),
    "a media type of 64 kB": got(f"{QUERY}ASK%7B%7D", 406, Accept=f"text/{'x' * 64_000}"),
    "a weight that is none": got(f"{QUERY}ASK%7B%7D", 406, Accept="text/nothing;q=abc, image/png;q=-1, ;;;,,,"),
    "a type that nothing is": Attempt(frozenset({415}), content=b"ASK{}", headers={"Content-Type": "text/nothing; charset=nothing"}),
    "no type": Attempt(frozenset({415}), content=b"ASK{}"),
    "a body that is not UTF-8": Attempt(frozenset({400}), content=b"ASK { \xff }", headers={"Content-Type": "application/sparql-query"}),
    "a form that is not UTF-8": Attempt(frozenset({400}), content=b"query=%FF", headers={"Content-Type": "application/x-www-form-urlencoded"}),
    "a broken escape": got(f"{QUERY}%zz", 400),
    "a cut escape": got(f"{QUERY}ASK%7B%7D%", 400),
    "a NUL in a query": got(f"{QUERY}ASK%7B%7D%00", 400),
    "a lone surrogate in a query": got(f"{QUERY}%ed%a0%80", 400),
    "no query": got("/sparql?quary=x", 400),
    "two queries": got(f"{QUERY}ASK%7B%7D&query=ASK%7B%7D", 400),
    "an empty query": got(QUERY, 400),
    "a time that is none": got(f"{QUERY}ASK%7B%7D&timeout=-1", 400),
    "a time that never ends": got(f"{QUERY}ASK%7B%7D&timeout=nan", 400),
    "a graph that is no IRI": got(f"{QUERY}ASK%7B%7D&default-graph-uri=%20%00", 400),
    "a method that is none": Attempt(frozenset({405}), "BREW", "/sparql"),
    "a deletion": Attempt(frozenset({405}), "DELETE", "/sparql"),
}
ATTEMPTS = {**LONG, **DEEP, **HEAVY, **ELSEWHERE, **PATHS, **HEADERS}


def fault_of(attempt: Attempt, response: httpx2.Response) -> str:
    """What is wrong with an answer to bad input, or nothing."""
    if response.status_code not in attempt.statuses:
        return f"{response.status_code}, not one of {sorted(attempt.statuses)}: {response.text[:300]}"
    if response.headers.get("content-type") != "application/problem+json":
        return f"no problem details: {response.headers}"
    problem = response.json()
    if problem["status"] != response.status_code or not problem["title"] or not problem["detail"]:
        return f"not a whole problem: {problem}"
    if "set-cookie" in response.headers:
        return f"a header was injected: {response.headers}"
    return next((f"“{word}” is told: {response.text[:300]}" for word in INNER if word in response.text), "")
