"""Parameters put into the text of a query, where the engine that runs it cannot be given them apart.

A bound variable is replaced by its term wherever it stands in the query's own scope: in patterns, filters, templates, and in those
subqueries that project it. What is projected stays projected: SELECT ?x becomes SELECT (term AS ?x), and SELECT * gets BIND(term AS ?x).
The terms are written by the store's own serialiser, so nothing in a value can end its literal or its IRI.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from painopiste.errors import QueryError
from painopiste.store import Term
from painopiste.store.groups import where_of
from painopiste.store.syntax import closing, following, form_of, leveled, text_of
from painopiste.store.tokens import Token, tokens_of

Terms = Mapping[str, str]
MODIFIERS = {"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}
ONE_GROUP = 'GROUP BY ("" AS ?all) '


def bound(text: str, bindings: Mapping[str, Term]) -> str:
    """The text of a query with terms in place of variables.

    Raises QueryError if a variable is not projected (or, without projection, not used), gets its value in the query itself, or
    is to be a blank node, which no query can name.
    """
    if not bindings:
        return text
    terms = {name: written(name, term) for name, term in bindings.items()}
    tokens = tokens_of(text)
    refuse_assigned(tokens, terms)
    scope = Scope(tokens, form_of(text), terms)
    refuse_unreachable(scope)
    return scope.text()


def written(name: str, term: Term) -> str:
    """A term as SPARQL writes it."""
    text = str(term)
    if text.startswith("_:"):
        raise QueryError(f"?{name} cannot be a blank node: it has no name outside the answer it stood in.")
    return text


def refuse_assigned(tokens: Sequence[Token], terms: Terms) -> None:
    """Raise QueryError if the query itself gives one of the variables a value, by AS or VALUES."""
    solid = [token for token in tokens if not token.is_gap]
    for place, token in enumerate(solid):
        if token.word not in ("AS", "VALUES"):
            continue
        end = place + 2 if token.word == "AS" else next((i for i in range(place, len(solid)) if solid[i].text == "{"), place)
        for name in terms.keys() & {each.variable for each in solid[place:end]}:
            raise QueryError(f"?{name} gets its value in the query itself, by {token.word}: it cannot be bound from outside.")


def refuse_unreachable(scope: Scope) -> None:
    """Raise QueryError for a variable that binding would not change anything of."""
    reachable = scope.reachable
    for name in scope.terms.keys() - reachable:
        raise QueryError(f"?{name} is not among the variables of the query that can be bound: {', '.join(sorted(reachable)) or 'none'}.")


class Scope:
    """A query or subquery whose variables are to be replaced: its prologue, its head up to the group, the group, its modifiers."""

    def __init__(self, tokens: Sequence[Token], form: str, terms: Terms, is_outermost: bool = True) -> None:
        self.terms = terms
        self._tokens, self._form, self._is_outermost = tokens, form, is_outermost
        self._begin = next((place for place, token in enumerate(tokens) if token.word == form), 0)
        self._open = where_of(tokens, form, self._begin)
        self._head = tokens[self._begin : self._open]

    @property
    def projected(self) -> set[str]:
        """The variables that SELECT names outside of expressions."""
        return {token.variable for token, depth in leveled(self._head) if token.variable and depth == 0}

    @property
    def projects_everything(self) -> bool:
        """Whether it is SELECT *."""
        return self._form == "SELECT" and any(token.text == "*" and depth == 0 for token, depth in leveled(self._head))

    @property
    def reachable(self) -> set[str]:
        """The variables that can be bound."""
        if self._form == "SELECT" and not self.projects_everything:
            return self.projected
        return {token.variable for token in self._tokens if token.variable}

    def text(self) -> str:
        """The query with its variables replaced."""
        before = text_of(self._tokens[: self._begin]) + (self._projection() if self._form == "SELECT" else replaced(self._head, self.terms))
        if self._open == len(self._tokens):
            return before
        close = closing(self._tokens, self._open)
        group = replaced(self._tokens[self._open + 1 : close], self.terms)
        end = text_of(self._tokens[close : close + 1])
        return f"{before}{{{group}{self._assignments()}{end}{self._modifiers(self._tokens[close + 1 :])}"

    def _projection(self) -> str:
        left = self.projected - self.terms.keys()
        is_emptied = not left and not any(token.word == "AS" for token in self._head)
        return "".join(self._selected(token, depth, is_emptied) for token, depth in leveled(self._head))

    def _selected(self, token: Token, depth: int, is_emptied: bool) -> str:
        """A piece of the projection. A subquery drops the variable, since whoever sees its solutions knows the term already."""
        term = self.terms.get(token.variable)
        if term is None or depth:
            return term or token.text
        if self._is_outermost:
            return f"({term} AS ?{token.variable})"
        return f"(1 AS ?any_{token.variable})" if is_emptied else ""

    def _assignments(self) -> str:
        shows_all = self._is_outermost and self.projects_everything
        return "".join(f" BIND({term} AS ?{name})" for name, term in self.terms.items()) if shows_all else ""

    def _modifiers(self, tokens: Sequence[Token]) -> str:
        starts = [place for place, (token, depth) in enumerate(leveled(tokens)) if depth == 0 and token.word in MODIFIERS]
        ends = [*starts[1:], len(tokens)]
        clauses = (self._clause(tokens[start:end]) for start, end in zip(starts, ends, strict=bool(starts)))
        return text_of(tokens[: starts[0]] if starts else tokens) + "".join(clauses)

    def _clause(self, clause: Sequence[Token]) -> str:
        """A solution modifier. A constant neither groups nor orders, so it is left out where it stands alone."""
        kept = [token for token, depth in leveled(clause) if depth or token.variable not in self.terms]
        if len(kept) == len(clause) or clause[0].word not in ("GROUP", "ORDER"):
            return replaced(clause, self.terms)
        if all(token.is_gap or token.word for token in kept):
            return ONE_GROUP if clause[0].word == "GROUP" else ""
        return replaced(kept, self.terms)


def replaced(tokens: Sequence[Token], terms: Terms) -> str:
    """Tokens of a group or an expression with terms for variables."""
    return "".join(replacements(tokens, terms))


def replacements(tokens: Sequence[Token], terms: Terms) -> Iterator[str]:
    """The pieces of a group, its subqueries as scopes of their own."""
    place = 0
    while place < len(tokens):
        if is_subquery(tokens, place):
            end = closing(tokens, place)
            yield "{" + subquery(tokens[place + 1 : end], terms) + text_of(tokens[end : end + 1])
            place = end + 1
        elif is_bound_test(tokens, place, terms):
            yield "true"
            place = closing(tokens, following(tokens, place + 1)) + 1
        else:
            yield terms.get(tokens[place].variable, tokens[place].text)
            place += 1


def is_subquery(tokens: Sequence[Token], place: int) -> bool:
    """Whether a group that is a SELECT begins here."""
    first = following(tokens, place + 1)
    return tokens[place].text == "{" and first < len(tokens) and tokens[first].word == "SELECT"


def subquery(tokens: Sequence[Token], terms: Terms) -> str:
    """A subquery, of which only those variables are replaced that it shows."""
    seen = Scope(tokens, "SELECT", {}).reachable
    return Scope(tokens, "SELECT", {name: term for name, term in terms.items() if name in seen}, is_outermost=False).text()


def is_bound_test(tokens: Sequence[Token], place: int, terms: Terms) -> bool:
    """Whether BOUND(?x) of a bound variable stands here, which takes no term."""
    opening = following(tokens, place + 1)
    variable = following(tokens, opening + 1)
    return tokens[place].word == "BOUND" and variable < len(tokens) and tokens[variable].variable in terms
