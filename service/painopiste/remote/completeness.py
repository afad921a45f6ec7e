"""Whether the answer of another endpoint is whole. Some engines cut answers and send them with status 200 all the same."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from itertools import pairwise

from painopiste.errors import AnswerLimitError, BackendUnavailableError, HouseError, QueryTimeoutError
from painopiste.remote.quirks import is_virtuoso
from painopiste.store.syntax import closing, following, leveled, text_of
from painopiste.store.tokens import tokens_of

# Virtuoso: the SQL state of an answer that is not complete (S1TAT: its time was up), and its ResultSetMaxRows when an answer reaches it.
STATE, MESSAGE, TIME_UP, MAX_ROWS = "x-sql-state", "x-sql-message", "S1TAT", "x-sparql-maxrows"
FRAMES = ("content-length", "transfer-encoding")


def cut(status: int, headers: Mapping[str, str], text: str, seconds: float) -> HouseError | None:
    """Why an answer is not whole, as far as its status and headers tell; None if they say nothing against it."""
    if headers.get(STATE, "") == TIME_UP or status == HTTPStatus.PARTIAL_CONTENT:
        return QueryTimeoutError(f"The answer was not complete after {seconds:g} s. Ask for less, or narrow a pattern.", seconds)
    if STATE in headers:
        return BackendUnavailableError(f"The store gave only a part of the answer: {headers.get(MESSAGE, headers[STATE])[:200]}", 502)
    rows = int(headers[MAX_ROWS]) if headers.get(MAX_ROWS, "").isdigit() else None
    if rows is not None and (limit_of(text) is None or (limit_of(text) or 0) > rows):
        return AnswerLimitError(f"The store gives at most {rows} rows. Add LIMIT {rows}, or ask in parts by LIMIT and OFFSET.", rows)
    return None


def is_framed(headers: Mapping[str, str]) -> bool:
    """Whether HTTP itself tells the end of the body; otherwise a lost connection looks like an end."""
    return any(name in headers for name in FRAMES)


def limit_of(text: str) -> int | None:
    """The LIMIT of a query itself, not of its subqueries.

    >>> limit_of("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 1 } } LIMIT 20")
    20
    """
    outer = [token for token, depth in leveled(tokens_of(text)) if depth == 0 and not token.is_gap]
    numbers = [after.text for token, after in pairwise(outer) if token.word == "LIMIT"]
    return int(numbers[-1]) if numbers and numbers[-1].isdigit() else None


def needs_witness(headers: Mapping[str, str], form: str) -> bool:
    """Whether an answer may have been cut without a sign: Virtuoso cuts the solutions behind a CONSTRUCT at ResultSetMaxRows and is silent."""
    return form == "CONSTRUCT" and is_virtuoso(headers)


def witness(text: str) -> str:
    """A SELECT with the solutions of a CONSTRUCT query, whose answer has a sign if it is cut.

    >>> witness("CONSTRUCT { ?s a ?o } WHERE { ?s ?p ?o }")
    'SELECT (1 AS ?whole)  WHERE { ?s ?p ?o }'
    """
    tokens = tokens_of(text)
    head = next(place for place, token in enumerate(tokens) if token.word == "CONSTRUCT")
    after = following(tokens, head + 1)
    has_template = after < len(tokens) and tokens[after].text == "{"
    rest = tokens[closing(tokens, after) + 1 :] if has_template else tokens[head + 1 :]
    return text_of(tokens[:head]) + "SELECT (1 AS ?whole) " + text_of(rest)
