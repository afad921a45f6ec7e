"""What a query may not ask for and how deep it may be nested, found by scanning its tokens before it is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from painopiste.errors import ForbiddenQueryError, NestingError

IRI = r'[^<>"{}|^`\\\x00-\x20]'
# Strings, IRIs, comments and escapes in names are passed over, so that a word or a bracket inside them does not count.
# The engine wants no space between words, so that a word is also looked for in what stands before a colon or beside a digit.
TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\n\r]|\\.)*+"'
    r"|'(?:[^'\\\n\r]|\\.)*+'"
    rf"|<(?:{IRI}|\\[uU][0-9A-Fa-f]+)*+>"
    r"|(?P<comment>#[^\n\r]*+)"
    r"|[?$]\w+"
    r"|@[A-Za-z]+(?:-[A-Za-z0-9]+)*+"
    r"|\\."
    r"|(?P<word>[\w.-]++)(?P<local>:(?:[\w.:%-]|\\.)*+)?+"
    r"|:(?:[\w.:%-]|\\.)*+"
    r"|!=|(?P<negation>!)"
    # Two "<" open a reified triple unless the second one begins an IRI, as in ?a<<http://e/>.
    rf"|(?P<opening>[({{[]|<<(?!{IRI}*+>))"
    r"|(?P<closing>[)}\]]|>>)",
    re.DOTALL,
)
WORD = re.compile(r"[A-Z]+")
GROUP = re.compile(r"(?:\s|#[^\n\r]*+)*+\{")
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "ADJUST"}
BEFORE_A_GRAPH = {"GRAPH", "FROM", "NAMED"}
FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
SUSPECT = ("SERVICE", *sorted(UPDATES))
CLOSING = {"(": ")", "[": "]", "{": "}", "<<": ">>"}
DEPTH = 256
"""The engine calls itself once a level; on a stack of 8 MB no form of nesting overflows at 500."""


def refuse_forbidden(text: str) -> None:
    """Raise ForbiddenQueryError for an update or for federation by SERVICE, NestingError for a query that is too deep."""
    if not is_harmless(text):
        refuse_tokens(text)


@lru_cache(maxsize=8)
def is_harmless(text: str) -> bool:
    """Whether a glance shows that there is nothing to refuse: no such word, be it in a string, and few brackets. The last answers are kept."""
    upper = text.upper()
    return not any(word in upper for word in SUSPECT) and sum(map(text.count, "([{<!")) <= DEPTH


def refuse_tokens(text: str) -> None:
    """The same with a look at each token."""
    form = None
    for word in words(text):
        if "SERVICE" in word:
            raise ForbiddenQueryError("SERVICE is not allowed: this endpoint asks no other endpoint. Ask both and join the answers on your side.")
        form = form or (word if word in FORMS | UPDATES else None)
    if form in UPDATES:
        raise ForbiddenQueryError(f"{form} is an update, and this endpoint is read-only. Send a SELECT, ASK, CONSTRUCT or DESCRIBE query.")


def names_dataset(text: str) -> bool:
    """Whether a query has a dataset clause.

    >>> names_dataset("SELECT * FROM <http://e/g> { ?s ?p ?o }"), names_dataset('ASK { ?from ?p "from" }')
    (True, False)
    """
    return "FROM" in text.upper() and "FROM" in words(text)


def words(text: str) -> Iterator[str]:
    """The bare words of a query, in upper case, in order; NestingError where the query becomes too deep."""
    nesting, before = Nesting(), ""
    for match in TOKENS.finditer(text):
        if (kind := match.lastgroup) == "comment":
            continue
        if kind == "word" or (kind == "local" and before not in BEFORE_A_GRAPH and is_keyword(match, text)):
            yield from WORD.findall(match["word"].upper())
        nesting.see(kind, match.group())
        before = match.group().upper() if kind == "word" else ""


def is_keyword(name: re.Match[str], text: str) -> bool:
    """Whether what looks like a prefixed name is the word SERVICE and a name, since a group follows, as in SERVICE:x { }."""
    return "SERVICE" in name["word"].upper() and bool(GROUP.match(text, name.end()))


class Nesting:
    """The brackets that are open at a place of a query, each with the negations before it."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []
        self._depth = 0
        self._negations = 0

    def see(self, kind: str | None, token: str) -> None:
        """Take the next token into account."""
        if kind == "opening":
            self._open.append((CLOSING[token], self._negations + 1))
            self._depth += self._negations + 1
        elif kind == "closing" and self._open and self._open[-1][0] == token:
            self._depth -= self._open.pop()[1]
        self._negations = self._negations + 1 if kind == "negation" else 0
        if self._depth + self._negations > DEPTH:
            raise NestingError(f"The query is nested more than {DEPTH} levels deep. Write alternatives side by side, as by VALUES or IN.", DEPTH)
