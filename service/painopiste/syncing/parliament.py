"""The Parliament's answers: fetched, kept on a shelf of their own, and told beside the dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from importlib.resources import files

from painopiste.errors import FetchError, NoticeError
from painopiste.fetching import Answer, Fetcher
from painopiste.graph import Iris
from painopiste.imports import Edited, Kept, Shelf
from painopiste.imports.shelf import Mark
from painopiste.parliament import MEDIA_TYPE, counterpart, read_answer, statements_of
from painopiste.store import Statement, iri
from painopiste.syncing.procedures import Procedure

GRAPH = "imported/ep"


@dataclass
class Heard:
    """What became of the questions to the Parliament, and properties of its answers that nobody has decided on."""

    new: list[Procedure] = field(default_factory=list)
    unchanged: list[Procedure] = field(default_factory=list)
    absent: list[Procedure] = field(default_factory=list)
    refused: list[NoticeError] = field(default_factory=list)
    undecided: set[str] = field(default_factory=set)


def mapping_of(iris: Iris) -> str:
    """What tells by which mapping an answer was read."""
    code = sorted((item for item in files("painopiste.parliament").iterdir() if item.is_file()), key=lambda item: item.name)
    return f"{sha256(b''.join(item.read_bytes() for item in code)).hexdigest()} {iris.base}"


def hear(procedures: Iterable[Procedure], fetcher: Fetcher, api: str, shelf: Shelf, iris: Iris) -> Heard:
    """Ask the API about procedures and keep what is new, all at once at the end. What the Parliament does not have is told and no error."""
    heard, mapping = Heard(), mapping_of(iris)
    with shelf.writing():
        known = shelf.marks()
        for procedure in procedures:
            try:
                kept = asked(procedure, fetcher, api, iris, mapping, heard)
            except NoticeError as error:
                heard.refused.append(error)
            else:
                keep(procedure, kept, known.get(procedure.key), shelf, heard)
        shelf.place()
    return heard


def keep(procedure: Procedure, kept: Kept | None, mark: Mark | None, shelf: Shelf, heard: Heard) -> None:
    """Put an answer on the shelf if it is new, and note what became of it."""
    if kept is None:
        heard.absent.append(procedure)
    elif mark and (mark.digest, mark.mapping) == (kept.digest, kept.mapping):
        heard.unchanged.append(procedure)
    else:
        heard.new.append(procedure)
        shelf.stage([kept])


def asked(procedure: Procedure, fetcher: Fetcher, api: str, iris: Iris, mapping: str, heard: Heard) -> Kept | None:
    """What the Parliament answers on a procedure; None if it has nothing."""
    name = f"{procedure.process_id}.json"
    answer = answer_on(procedure, name, fetcher, api)
    if answer is None:
        return None
    told = statements_of(name, read_answer(name, answer.content, procedure.process_id), answer.digest, iris, answer.retrieved)
    heard.undecided.update(told.undecided)
    return Kept(procedure.key, name, answer.digest, mapping, "", told.statements, (), 0, told.properties)


def answer_on(procedure: Procedure, name: str, fetcher: Fetcher, api: str) -> Answer | None:
    """The answer on a procedure; None if there is none, and NoticeError if it cannot be had."""
    url = f"{api}/procedures/{procedure.process_id}?format=application%2Fld%2Bjson"
    try:
        answer = fetcher.get(url, MEDIA_TYPE, partial(read_answer, name, process_id=procedure.process_id))
    except FetchError as error:
        if error.status == HTTPStatus.NOT_FOUND:
            return None
        raise NoticeError(name, str(error)) from error
    return answer if answer.content else None


def told_by_parliament(shelf: Shelf, edited: Edited, imported: Iterable[str], iris: Iris) -> Iterator[tuple[Statement, str]]:
    """Everything that the Parliament told, once, in its graph, with the dossier that each counterpart stands beside.

    `imported` are the keys of the notices of CELLAR that are kept: their dossiers have names of ours, too.
    """
    seen, graph, keys = set[Statement](), iris.graph(GRAPH), set(imported)
    for key in shelf.marks():
        if dossier := dossier_of(Procedure.of_key(key), edited, keys, iris):
            subject = iri(counterpart(Procedure.of_key(key).process_id, iris))
            yield (subject, iri(iris.term("counterpartOf")), iri(dossier)), graph
    for statements in shelf.statements():
        yield from ((statement, graph) for statement in statements if statement not in seen)
        seen.update(statements)


def dossier_of(procedure: Procedure, edited: Edited, imported: set[str], iris: Iris) -> str:
    """The dossier on a procedure: the edited one before one that is imported; nothing if there is neither."""
    found = edited.same.get(procedure.iri)
    return found or (iris.thing(f"dossier/{procedure.key}") if procedure.key in imported else "")
