"""Which graphs a query is run on, said by the protocol and never twice.

Engines differ in what they do when the protocol and FROM both name graphs (Virtuoso joins them, the protocol says that its own win),
and in what GRAPH sees when only default graphs are named. So the dataset is worked out here, narrowed to the graphs that are ours,
and sent whole, and FROM is taken out of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin

from painopiste.store.asking import Question
from painopiste.store.store import Dataset
from painopiste.store.syntax import following, text_of
from painopiste.store.tokens import Kind, Token, tokens_of

NOWHERE = "urn:x-painopiste:no-graph"


def settled(question: Question, graphs: Sequence[str], union: str = "") -> Question:
    """The question with its dataset worked out, if the graphs of the endpoint are known; as it is otherwise.

    `union` names a graph that holds all the others together, if there is one.
    """
    if not graphs:
        return question
    text, clauses = without_clauses(question.text)
    asked = question.dataset if not question.dataset.is_whole else clauses
    return replace(question, text=text, dataset=narrowed(asked, graphs, union))


def narrowed(asked: Dataset, graphs: Sequence[str], union: str) -> Dataset:
    """The graphs asked for that are ours; a name that no graph has stands for none at all, since an empty list would mean every graph."""
    if asked.is_whole:
        return Dataset((union,) if union else tuple(graphs), tuple(graphs))
    ours = set(graphs)
    default, named = (tuple(name for name in names if name in ours) for names in (asked.default_graphs, asked.named_graphs))
    return Dataset(default or (NOWHERE,), named or (NOWHERE,))


def without_clauses(text: str) -> tuple[str, Dataset]:
    """A query without its FROM clauses, and the dataset that they name."""
    tokens = tokens_of(text)
    default: list[str] = []
    named: list[str] = []
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        if tokens[place].word != "FROM":
            kept.append(tokens[place])
            place += 1
            continue
        name = following(tokens, place + 1)
        is_named = name < len(tokens) and tokens[name].word == "NAMED"
        name = following(tokens, name + 1) if is_named else name
        (named if is_named else default).extend(absolute(token, tokens) for token in tokens[name : name + 1])
        place = name + 1
    return text_of(kept), Dataset(tuple(default), tuple(named))


def absolute(token: Token, tokens: Sequence[Token]) -> str:
    """The IRI that a token names, by the prefixes and the base of its query."""
    base, prefixes = names_of(tokens)
    if token.kind == Kind.IRI:
        return urljoin(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, "") + local.replace("\\", "")


def names_of(tokens: Sequence[Token]) -> tuple[str, dict[str, str]]:
    """The last BASE of a query and its prefixes."""
    base, prefixes = "", {}
    solid = [token for token in tokens if not token.is_gap]
    for place, token in enumerate(solid[:-1]):
        if token.word == "BASE":
            base = urljoin(base, solid[place + 1].text[1:-1])
        elif token.word == "PREFIX" and place + 2 < len(solid):
            prefixes[solid[place + 1].text.rstrip(":")] = urljoin(base, solid[place + 2].text[1:-1])
    return base, prefixes
