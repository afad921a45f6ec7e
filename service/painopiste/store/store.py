"""An embedded SPARQL store in memory: every named graph, and their union as the default graph."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from painopiste.errors import QueryError, QuerySyntaxError
from painopiste.graph import format_of, parse, told_rdf_errors
from painopiste.store.canonical import parsed, quads, stated, written
from painopiste.store.columns import with_columns
from painopiste.store.formats import DATASET_TYPES, GRAPH_TYPES, RESULT_TYPES
from painopiste.store.guard import names_dataset

Choice = Callable[[tuple[str, ...]], str]
Term = ox.NamedNode | ox.BlankNode | ox.Literal
Statement = tuple[ox.NamedNode, ox.NamedNode, Term]


def iri(text: str) -> ox.NamedNode:
    """An IRI as a term, or QueryError if the text is none."""
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise QueryError(f"“{text}” is not an IRI.") from error


def literal(text: str, datatype: str | None = None) -> ox.Literal:
    """A literal as a term; a datatype is given by its IRI."""
    return ox.Literal(text, datatype=iri(datatype)) if datatype else ox.Literal(text)


def text_in(text: str, language: str) -> ox.Literal:
    """A text in a language as a term."""
    return ox.Literal(text, language=language)


@dataclass(frozen=True)
class Answer:
    """A serialised answer and its media type."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class Dataset:
    """The graphs that a request asks a query to be run on, by the SPARQL protocol; empty means the whole store."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether no graph was named. Otherwise the named ones replace FROM (SPARQL 1.1 Protocol §2.1.4)."""
        return not (self.default_graphs or self.named_graphs)


WHOLE = Dataset()
"""All that a store holds: what a query is run on if nobody says otherwise."""


def with_statements(triples: bytes, more: Iterable[Statement], media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples given as N-Triples and some statements, together in a serialisation, sorted."""
    parsed = {quad.triple for quad in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)}
    together = sorted(parsed | {ox.Triple(*statement) for statement in more}, key=str)
    return ox.serialize(together, format=GRAPH_TYPES[media_type], prefixes=dict(prefixes)) or b""


class Store:
    """A store that is filled once and then only asked. Its default graph is the union of all graphs.

    The union is stored beside them, or else computed by the engine as it goes: that takes half of the memory, but a triple that
    stands in two graphs would be found twice.
    """

    reads_files = False
    """Whether it opens files while it answers."""

    def __init__(self, engine: ox.Store | None = None, is_union_stored: bool = True) -> None:
        self._store = ox.Store() if engine is None else engine
        self._is_union_stored = is_union_stored

    @classmethod
    def of(cls, *paths: Path) -> Self:
        """A store with the graphs of RDF files."""
        store = cls()
        for path in paths:
            store.load(path)
        return store

    def open(self) -> None:
        """Open what every process has to open for itself; a store in memory has nothing of the kind."""

    @classmethod
    def written(cls, path: Path, is_disjoint: bool) -> Self:
        """A store with a file of quads; the union needs no room of its own if no triple in it stands in two graphs."""
        if not is_disjoint:
            return cls.of(path)
        store = cls(is_union_stored=False)
        with told_rdf_errors(path):
            store._store.load(path=str(path), format=format_of(path))
        return store

    def __len__(self) -> int:
        """Triples in the default graph, the union of all."""
        return sum(1 for _ in self._union())

    def _union(self) -> Iterator[ox.Quad]:
        """The quads of the default graph."""
        return self._store.quads_for_pattern(None, None, None, ox.DefaultGraph() if self._is_union_stored else None)

    def is_disjoint(self) -> bool:
        """Whether no triple stands in two named graphs."""
        lines = [written(self._store, name) for name in self._store.named_graphs()]
        return sum(map(len, lines)) == len(set().union(*lines))

    def load(self, path: Path, graph: str | None = None) -> None:
        """Add the triples of a file to one named graph, or to the graphs that the file itself names, and to the union."""
        name = iri(graph) if graph else None
        self.extend(ox.Quad(quad.subject, quad.predicate, quad.object, name or quad.graph_name) for quad in parse(path))

    def extend(self, found: Iterable[ox.Quad]) -> None:
        """Add quads, each also to the union."""
        whole = list(found)
        self._store.extend(whole)
        self._store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph()) for quad in whole)

    def add(self, statements: Iterable[Statement], graph: str) -> None:
        """Add statements to a named graph."""
        self.extend([ox.Quad(subject, predicate, value, iri(graph)) for subject, predicate, value in statements])

    def unsaid(self, statements: Iterable[Statement]) -> list[Statement]:
        """Those statements that no graph holds."""
        return [statement for statement in statements if ox.Quad(*statement, ox.DefaultGraph()) not in self._store]

    def derive(self, text: str, graph: str, bindings: Mapping[str, Term]) -> None:
        """Add what a CONSTRUCT query computes to a named graph."""
        found = self.evaluate(text, WHOLE, bindings)
        if not isinstance(found, ox.QueryTriples):
            raise QueryError("Only a CONSTRUCT query can derive triples.")
        self.extend([ox.Quad(triple.subject, triple.predicate, triple.object, iri(graph)) for triple in found])

    def graphs(self) -> list[str]:
        """The names of all graphs, sorted."""
        return sorted(str(name.value) for name in self._store.named_graphs())

    def rows(self, text: str, bindings: Mapping[str, Term] | None = None) -> list[dict[str, Term]]:
        """The solutions of a SELECT query as mappings from variable to term; unbound variables are left out."""
        found = self.evaluate(text, WHOLE, bindings or {})
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("Only a SELECT query has rows.")
        names = [variable.value for variable in found.variables]
        return [{name: value for name in names if (value := solution[name]) is not None} for solution in found]

    def answer(self, text: str, choose: Choice, dataset: Dataset | None = None, bindings: Mapping[str, Term] | None = None) -> Answer:
        """The answer to any query, in the media type that `choose` picks among those that fit its form."""
        found = self.evaluate(text, dataset or WHOLE, bindings or {})
        if isinstance(found, ox.QueryTriples):
            media_type = choose(tuple(GRAPH_TYPES))
            return Answer(ox.serialize(found, format=GRAPH_TYPES[media_type], prefixes=None) or b"", media_type)
        media_type = choose(tuple(RESULT_TYPES))
        return Answer(found.serialize(format=RESULT_TYPES[media_type]) or b"", media_type)

    def dump(self, media_type: str, graph: str | None = None, prefixes: Mapping[str, str] | None = None) -> bytes:
        """One named graph, or all: with their names if the media type has room for names, else each triple once; same content, same bytes."""
        lines = stated(self._store, iri(graph) if graph else None)
        if media_type == "application/n-quads":
            return b"".join(sorted(line for name in lines for line in quads(name, lines[name])))
        if media_type in DATASET_TYPES:
            by_graph = (line for name in sorted(lines, key=str) for line in quads(name, lines[name]))
            return ox.serialize(parsed(by_graph, ox.RdfFormat.N_QUADS), format=DATASET_TYPES[media_type], prefixes=dict(prefixes or {})) or b""
        ordered = parsed(sorted(set().union(*lines.values())))
        return ox.serialize((quad.triple for quad in ordered), format=GRAPH_TYPES[media_type], prefixes=dict(prefixes or {})) or b""

    def canonical_hash(self, without: str | None = None) -> str:
        """The SHA-256 of the canonical N-Quads (RDFC-1.0) of all named graphs, or of all but one, as hexadecimal digits."""
        left_out, digest = iri(without) if without else None, hashlib.sha256()
        for line in sorted(line for name, lines in stated(self._store).items() if name != left_out for line in quads(name, lines)):
            digest.update(line)
        return digest.hexdigest()

    def evaluate(self, text: str, dataset: Dataset, bindings: Mapping[str, Term]) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """What the engine finds, as it is found: rows and triples come one by one."""
        substitutions: dict[ox.Variable, Term | ox.Triple] = {ox.Variable(name): term for name, term in bindings.items()}
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [iri(name) for name in dataset.default_graphs]
        named: list[ox.NamedNode | ox.BlankNode] = [iri(name) for name in dataset.named_graphs]
        text = with_columns(text)
        with told_engine_errors():
            if dataset.is_whole:
                # Together with the engine's union a FROM would be without effect.
                is_union = not self._is_union_stored and not names_dataset(text)
                return self._store.query(text, substitutions=substitutions or None, use_default_graph_as_union=is_union)
            return self._store.query(text, substitutions=substitutions or None, default_graph=default, named_graphs=named)


@contextmanager
def told_engine_errors() -> Iterator[None]:
    """What the engine raises, as errors of ours."""
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(str(error.msg)) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"The query cannot be run: {error}") from error


def syntax_error(message: str) -> QuerySyntaxError:
    """What the engine's parser says, with the place as numbers and without its lists of character ranges."""
    place = re.search(r"(\d+):(\d+)", message)
    line, column = (int(place[1]), int(place[2])) if place else (None, None)
    readable = re.sub(r"(, )?\[[^\]]*\]", "", message).rstrip(", ").replace("expected one of ,", "expected one of").removesuffix(" expected")
    return QuerySyntaxError(f"This is not SPARQL: {readable}", line, column)
