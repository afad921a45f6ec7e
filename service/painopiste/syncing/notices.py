"""Which notices are fetched, and the fetching of them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

from painopiste.cellar import read_notice
from painopiste.errors import FetchError, NoticeError
from painopiste.fetching import Answer, Fetcher
from painopiste.imports import Item
from painopiste.imports.shelf import Mark
from painopiste.imports.taking import mapping_version, moment
from painopiste.syncing.procedures import Known, Procedure

NOTICE = "application/rdf+xml;notice=tree"
RESOURCE = "http://publications.europa.eu/resource"


@dataclass
class Plan:
    """What is to be fetched, with what CELLAR knows of it; what it does not know; what is kept in its present state; what changed too long ago."""

    wanted: dict[Procedure, Known] = field(default_factory=dict)
    absent: list[Procedure] = field(default_factory=list)
    current: list[Procedure] = field(default_factory=list)
    older: list[Procedure] = field(default_factory=list)

    def sort_in(self, procedure: Procedure, known: Known, mark: Mark | None, base: str, since: datetime | None) -> None:
        """Decide on a procedure that CELLAR knows, by what is kept of it. A record of which CELLAR does not tell when it changed is fetched."""
        if since and known.modified and moment(known.modified) < since:
            self.older.append(procedure)
        elif is_current(mark, known, base):
            self.current.append(procedure)
        else:
            self.wanted[procedure] = known


def planned(
    asked: Iterable[Procedure], known: Mapping[Procedure, Known], marks: Mapping[str, Mark], base: str, since: datetime | None = None
) -> Plan:
    """What is to be done for procedures."""
    plan = Plan()
    for procedure in asked:
        if (found := known.get(procedure)) is None:
            plan.absent.append(procedure)
        else:
            plan.sort_in(procedure, found, marks.get(procedure.key), base, since)
    return plan


def is_current(mark: Mark | None, known: Known, base: str) -> bool:
    """Whether what is kept was read by the present mapping and is not older than what CELLAR has."""
    if mark is None or not known.modified or mark.mapping != f"{mapping_version()} {base}":
        return False
    return moment(mark.modified) >= moment(known.modified)


def notices_of(plan: Plan, fetcher: Fetcher, rest: str, limit: int) -> Iterator[Item]:
    """The notices that are wanted, each for the importer; in place of one that cannot be had, its error."""
    for procedure, known in plan.wanted.items():
        name = f"{procedure.name}.rdf"
        try:
            yield name, fetched(procedure, known, fetcher, rest, limit).content
        except FetchError as error:
            yield NoticeError(name, str(error))


def fetched(procedure: Procedure, known: Known, fetcher: Fetcher, rest: str, limit: int) -> Answer:
    """The notice of a procedure; where its IRI stands for several things, that of the one IRI by which CELLAR itself knows it."""

    def check(content: bytes) -> bytes:
        return read_notice(procedure.name, io.BytesIO(content), limit)

    try:
        return whole(fetcher.get(f"{rest}/procedure/{procedure.name}", NOTICE, check))
    except FetchError as error:
        if error.status != HTTPStatus.MULTIPLE_CHOICES or len(known.cellar) != 1:
            raise
        return whole(fetcher.get(known.cellar[0].replace(RESOURCE, rest, 1), NOTICE, check))


def whole(answer: Answer) -> Answer:
    """An answer with a body, or FetchError."""
    if not answer.content:
        raise FetchError(answer.url, "has no content (204)", answer.status)
    return answer
