"""Taking notices in: once, in full, all at once, and whatever else is among them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from notices import notice, notices
from painopiste.errors import ImportsError, NoticeError
from painopiste.graph import Iris
from painopiste.imports import Outcome, Shelf, import_notices, taking
from painopiste.store import Statement

Take = Callable[..., Outcome]
IRIS = Iris("https://w3id.org/painopiste")


def digest(path: Path) -> str:
    """The digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def values(shelf: Shelf, subject: str, prop: str) -> set[str]:
    """The values of a property of a thing, by the ends of their IRIs."""
    found: list[Statement] = [statement for statements in shelf.statements() for statement in statements]
    return {value.value for one, name, value in found if one.value.endswith(subject) and name.value.endswith(prop)}


def test_all_notices_are_taken_in(take: Take, shelf: Shelf) -> None:
    """Each is kept under the key of its procedure."""
    outcome = take()
    assert dict(outcome.fates) == {"new": 12}
    assert len(shelf) == 12
    assert outcome.statements == sum(len(statements) for statements in shelf.statements()) > 6000
    assert set(shelf.marks()) >= {"2018-0330a", "2020-0279", "2016-0062r"}


def test_a_second_run_changes_nothing(take: Take, shelf: Shelf) -> None:
    """Not a byte of the file."""
    take()
    before = digest(shelf.path)
    assert dict(take().fates) == {"unchanged": 12}
    assert digest(shelf.path) == before


def test_the_order_of_the_notices_does_not_matter(take: Take, shelf: Shelf, tmp_path: Path) -> None:
    """The same notices make the same content."""
    take()
    with Shelf.open(tmp_path / "other.sqlite") as other:
        import_notices(reversed(notices().items()), other, IRIS)
        assert other.fingerprint() == shelf.fingerprint()


def test_a_notice_that_changed_takes_the_place_of_the_old_one(take: Take, shelf: Shelf) -> None:
    """Its statements are the new ones only."""
    take()
    outcome = take(("again.rdf", notice("2018_330A").replace(b"2019-11-13", b"2019-11-14")))
    assert dict(outcome.fates) == {"changed": 1}
    assert values(shelf, "/event/2019-11-14-sign-byep-consil", "activity_date") == {"2019-11-14"}
    assert values(shelf, "/event/2019-11-13-sign-byep-consil", "activity_date") == set()
    assert len(shelf) == 12


def test_an_older_notice_does_not_take_the_place_of_a_newer_one(take: Take, shelf: Shelf) -> None:
    """CELLAR says when it last changed each."""
    take()
    before = shelf.fingerprint()
    outcome = take(("old.rdf", notice("2018_330A").replace(b"2025-11-13T20:29:14", b"2019-11-13T20:29:14")))
    assert dict(outcome.fates) == {"older": 1}
    assert shelf.fingerprint() == before


def test_a_damaged_notice_is_refused_and_the_rest_goes_on(take: Take, shelf: Shelf) -> None:
    """Bytes, streams and errors in place of notices may come in one run."""
    cut = notice("2020_279")[:5000]
    lost = NoticeError("2021_106.rdf", "the server answered 404")
    outcome = take(("a.rdf", notice("2018_330A")), ("b.rdf", cut), lost, ("c.rdf", io.BytesIO(notice("2010_312"))))
    assert dict(outcome.fates) == {"new": 2, "refused": 2}
    assert [error.name for error in outcome.refused] == ["b.rdf", "2021_106.rdf"]
    assert set(shelf.marks()) == {"2018-0330a", "2010-0312"}


def test_a_damaged_notice_leaves_the_good_one_that_is_kept(take: Take, shelf: Shelf) -> None:
    """What was known before stays."""
    take(("a.rdf", notice("2018_330A")))
    before = shelf.fingerprint()
    take(("a.rdf", notice("2018_330A")[:-100]))
    assert shelf.fingerprint() == before


def test_a_run_that_is_broken_off_changes_nothing_and_is_gone_on_with(take: Take, shelf: Shelf) -> None:
    """What it read is not read again."""
    take(("a.rdf", notice("2010_312")))
    before = shelf.fingerprint()

    def breaking() -> object:
        yield from list(notices().items())[:10]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_notices(breaking(), shelf, IRIS)
    assert shelf.fingerprint() == before
    fates = take().fates
    assert fates["resumed"] == taking.BATCH
    assert sum(fates.values()) == 12
    assert len(shelf) == 12


def test_what_another_mapping_read_is_read_anew(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code that maps is part of what tells whether a notice was read already."""
    monkeypatch.setattr(taking, "mapping_version", lambda: "an older one")
    take()
    monkeypatch.undo()
    assert dict(take().fates) == {"changed": 12}
    assert dict(take().fates) == {"unchanged": 12}


def test_the_same_notice_twice_in_one_run_is_taken_in_once(take: Take) -> None:
    """Under whatever name."""
    assert dict(take(("a.rdf", notice("2010_312")), ("b.rdf", notice("2010_312"))).fates) == {"new": 1, "unchanged": 1}


def test_the_day_of_retrieval_is_kept(take: Take, shelf: Shelf) -> None:
    """As it was given."""
    take(("a.rdf", notice("2010_312")), retrieved="2026-03-10")
    assert values(shelf, "/notice/cellar/2010-0312", "#retrieved") == {"2026-03-10"}


def test_two_imports_at_once_are_refused(shelf: Shelf) -> None:
    """The second is told to wait."""
    with shelf.writing(), Shelf.open(shelf.path) as other, pytest.raises(ImportsError, match="another import is running"), other.writing():
        pass


def test_a_file_that_is_no_shelf_is_refused(tmp_path: Path) -> None:
    """And left as it is."""
    path = tmp_path / "cellar.sqlite"
    path.write_text("not a database " * 100)
    with pytest.raises(ImportsError, match="holds no imported notices"), Shelf.open(path):
        pass
    assert path.read_text().startswith("not a database")
