"""The view of the relationship browser: opened things with their relations, each of which leads to the page where it is opened or closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from painopiste.graph import Iris
from painopiste.pages.days import told
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text, local_name
from painopiste.relations import Evidence, Neighbourhood, Relation, neighbourhood

PATH = "/graph"


@dataclass(frozen=True)
class State:
    """What the address tells: which things are opened, in their order, and which properties are hidden."""

    language: str
    starts: tuple[str, ...]
    hidden: tuple[str, ...]
    iris: Iris

    def short(self, iri: str) -> str:
        """An IRI as addresses have it: without the base where it has ours."""
        path = self.iris.path(iri)
        return iri if path is None else f"id/{path}"

    def address(self, starts: Iterable[str], hidden: Iterable[str] | None = None) -> str:
        """The address of another state."""
        pairs = [*(("start", self.short(iri)) for iri in starts), *(("hide", iri) for iri in (self.hidden if hidden is None else hidden))]
        return f"/{self.language}{PATH}?{urlencode(pairs)}"

    def with_opened(self, iri: str) -> str:
        """The address where a thing is opened as well."""
        return self.address([*self.starts, iri])

    def with_closed(self, iri: str) -> str:
        """The address where a thing is closed."""
        return self.address([start for start in self.starts if start != iri])

    def download(self, form: str) -> str:
        """The address of the same things and relations as data."""
        pairs = [
            *(("start", self.short(iri)) for iri in self.starts),
            *(("hide", iri) for iri in self.hidden),
            ("lang", self.language),
            ("format", form),
        ]
        return f"/api/relations?{urlencode(pairs)}"


@dataclass(frozen=True)
class End:
    """The thing at the other end of a relation, with what the relation rests on; `toggle` opens or closes it."""

    iri: str
    link: Link
    kind: str
    date: str
    toggle: str
    is_open: bool
    evidence: tuple[Evidence, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """Relations of one kind and direction of a thing, and how many there are if not all are told."""

    name: Link
    is_inverse: bool
    ends: tuple[End, ...]
    count: int


@dataclass(frozen=True)
class Opened:
    """A thing whose relations are shown."""

    iri: str
    link: Link
    kind: str
    close: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class Choice:
    """A kind of relation that can be hidden."""

    iri: str
    name: str
    is_shown: bool


@dataclass(frozen=True)
class RelationsView:
    """The opened things, the kinds of relation, and the same as data for the drawing and for files."""

    opened: tuple[Opened, ...]
    choices: tuple[Choice, ...]
    unknown: tuple[str, ...]
    turtle: str
    graphml: str
    drawing: dict[str, Any]
    starts: tuple[str, ...]
    suggestions: tuple[Link, ...]


async def relations_view(reader: Reader, asked: Sequence[tuple[str, str]]) -> RelationsView:
    """The browser in the state that the address tells."""
    starts = tuple(dict.fromkeys(reader.iris.absolute(value) for name, value in asked if name == "start" and value))
    hidden = tuple(dict.fromkeys(value for name, value in asked if name == "hide" and value))
    found = await neighbourhood(reader.context.questions, starts, reader.language, set(hidden))
    state = State(reader.language, found.opened, hidden, reader.iris)
    unknown, suggested = tuple(iri for iri in starts if iri not in found.opened), () if found.opened else await suggestions(reader, state)
    return Writing(reader, state, found).view(unknown, suggested)


async def suggestions(reader: Reader, state: State) -> tuple[Link, ...]:
    """Where one could start: the priorities."""
    rows = await reader.rows("pages/priorities", lang=reader.language)
    return tuple(Link(Text(row["label"]), state.with_opened(row["priority"])) for row in rows)


class Writing:
    """Tells a neighbourhood to a reader."""

    def __init__(self, reader: Reader, state: State, found: Neighbourhood) -> None:
        self._reader, self._state, self._found = reader, state, found

    def view(self, unknown: tuple[str, ...], suggested: tuple[Link, ...]) -> RelationsView:
        """The whole view."""
        state = self._state
        opened, drawing = tuple(self._opened(iri) for iri in state.starts), self._drawing()
        turtle, graphml = state.download("turtle"), state.download("graphml")
        return RelationsView(opened, tuple(self._choices()), unknown, turtle, graphml, drawing, state.starts, suggested)

    def _name(self, iri: str) -> str:
        return self._found.names.get(iri) or local_name(iri)

    def _link(self, iri: str) -> Link:
        return Link(Text(self._found.things[iri].label or local_name(iri.rstrip("/"))), self._reader.href(iri))

    def _kind(self, iri: str) -> str:
        kind = self._found.things[iri].kind
        return self._name(kind) if kind else ""

    def _opened(self, iri: str) -> Opened:
        return Opened(iri, self._link(iri), self._kind(iri), self._state.with_closed(iri), tuple(self._kinds(iri)))

    def _kinds(self, iri: str) -> Iterable[Kind]:
        groups: dict[tuple[str, bool], list[Relation]] = {}
        for relation in self._found.relations:
            if iri in (relation.subject, relation.object):
                groups.setdefault((relation.property, relation.subject != iri), []).append(relation)
        for (name, is_inverse), relations in groups.items():
            ends = tuple(self._end(relation, is_inverse) for relation in relations)
            count = self._found.cut.get((iri, "in" if is_inverse else "out", name), len(ends))
            yield Kind(Link(Text(self._name(name)), self._reader.href(name)), is_inverse, ends, count)

    def _end(self, relation: Relation, is_inverse: bool) -> End:
        iri = relation.subject if is_inverse else relation.object
        is_open = iri in self._state.starts
        toggle = self._state.with_closed(iri) if is_open else self._state.with_opened(iri)
        return End(iri, self._link(iri), self._kind(iri), self._found.things[iri].date, toggle, is_open, relation.evidence, relation.sources)

    def _choices(self) -> Iterable[Choice]:
        names = dict.fromkeys((*self._found.properties, *self._state.hidden))
        return sorted((Choice(iri, self._name(iri), iri not in self._state.hidden) for iri in names), key=lambda choice: choice.name.lower())

    def _drawing(self) -> dict[str, Any]:
        """What is drawn: things with labels, classes and the address that opens or closes them; relations with labels."""
        classes = sorted({thing.kind for thing in self._found.things.values()})
        nodes = [self._node(iri, classes) for iri in self._found.things]
        edges = [self._edge(relation) for relation in self._found.relations]
        return {"nodes": nodes, "edges": edges, "classes": [self._name(kind) if kind else "" for kind in classes]}

    def _edge(self, relation: Relation) -> Mapping[str, object]:
        """A relation with its evidence and sources, that is told when it is chosen."""
        evidence = [{"basis": one.basis, "quote": one.quote, "rationale": one.rationale, "language": one.language} for one in relation.evidence]
        ends = {"source": relation.subject, "target": relation.object}
        return {**ends, "id": " ".join(relation.key()), "label": self._name(relation.property), "evidence": evidence, "sources": relation.sources}

    def _node(self, iri: str, classes: Sequence[str]) -> Mapping[str, object]:
        is_open = iri in self._state.starts
        toggle = self._state.with_closed(iri) if is_open else self._state.with_opened(iri)
        link = self._link(iri)
        return {
            "id": iri,
            "label": link.text.text,
            "day": told(self._found.things[iri].date, self._state.language),
            "tone": classes.index(self._found.things[iri].kind),
            "href": link.href,
            "toggle": toggle,
            "isOpen": is_open,
        }
