"""What is no notice is refused with the reason, and nothing in it can take memory, time or files."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator

import pytest

from notices import notice
from painopiste.cellar import map_notice, read_notice
from painopiste.errors import NoticeError
from painopiste.graph import Iris

LIMIT = 1 << 20
START = b'<?xml version="1.0" encoding="UTF-8"?>\n'
RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
BOMB = START + (
    b'<!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (name, b"&%c;" % (name - 1) * 10) for name in range(ord("b"), ord("k")))
    + b"]>"
    + RDF
    + b'<rdf:Description rdf:about="http://example.org/a"><e:p>&j;</e:p></rdf:Description></rdf:RDF>'
)
EXTERNAL = START + b'<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RDF + b"</rdf:RDF>"
OUTSIDE = START + b'<!DOCTYPE rdf:RDF SYSTEM "http://127.0.0.1:9/x.dtd">' + RDF + b"</rdf:RDF>"
PAGE = b'<!DOCTYPE html><html lang="en"><head><title>Service unavailable</title></head><body><br></body></html>'
PAGE_WITHOUT_TYPE = b"<html><head><title>Error</title></head><body>Not here</body></html>"
LATIN = (
    b'<?xml version="1.0" encoding="ISO-8859-1"?>'
    + RDF
    + b'<rdf:Description rdf:about="http://example.org/a"><e:p>\xe4</e:p></rdf:Description></rdf:RDF>'
)
UNKNOWN = b'<?xml version="1.0" encoding="EBCDIC-TROLL"?>' + RDF + b"</rdf:RDF>"

BAD = {
    "bomb": (BOMB, "declares a document type or entities"),
    "external-entity": (EXTERNAL, "declares a document type or entities"),
    "external-dtd": (OUTSIDE, "declares a document type or entities"),
    "web-page": (PAGE, "this is a web page and no notice"),
    "web-page-without-doctype": (PAGE_WITHOUT_TYPE, "this is a web page and no notice"),
    "text": (b"Service unavailable", "is not XML at line 1"),
    "json": (b'{"error": "not found"}', "is not XML at line 1"),
    "nothing": (b"", "empty; CELLAR answers so while it still renders"),
    "another-root": (START + b"<NOTICE><WORK/></NOTICE>", "begins with <NOTICE> and not with rdf:RDF"),
    "unknown-encoding": (UNKNOWN, "is in an encoding that cannot be read"),
    "latin-bytes-as-utf-8": (START + RDF + b"<!-- \xe4 --></rdf:RDF>", "not well-formed"),
}


class Endless:
    """A stream of well-formed XML that never ends, and counts what is read of it."""

    def __init__(self) -> None:
        self.given = 0
        self._parts = self._make()

    def _make(self) -> Iterator[bytes]:
        yield START + RDF
        while True:
            yield b'<rdf:Description rdf:about="http://example.org/a"><e:p>x</e:p></rdf:Description>' * 100

    def read(self, _size: int, /) -> bytes:
        """Some more of it."""
        part = next(self._parts)
        self.given += len(part)
        return part


@pytest.mark.parametrize("name", sorted(BAD))
def test_what_is_no_notice_is_refused_with_the_reason(name: str) -> None:
    """The reason says what it is and what to do."""
    content, reason = BAD[name]
    with pytest.raises(NoticeError, match=reason) as error:
        map_notice("bad.rdf", read_notice("bad.rdf", io.BytesIO(content), LIMIT), Iris("https://w3id.org/painopiste"))
    assert str(error.value).startswith("bad.rdf: ")


@pytest.mark.parametrize("share", [0.001, 0.3, 0.7, 0.999])
def test_a_notice_that_breaks_off_is_refused_with_the_line(share: float) -> None:
    """Wherever it is cut."""
    whole = notice("2018_330A")
    with pytest.raises(NoticeError, match=r"breaks off or is not well-formed at line \d+|is not XML at line"):
        read_notice("cut.rdf", io.BytesIO(whole[: int(len(whole) * share)]), LIMIT)


def test_another_encoding_than_utf_8_is_refused(iris: Iris) -> None:
    """The RDF reader knows no other, and CELLAR sends no other."""
    with pytest.raises(NoticeError, match="Only UTF-8"):
        map_notice("latin.rdf", read_notice("latin.rdf", io.BytesIO(LATIN), LIMIT), iris)


def test_rdf_about_something_else_is_refused(iris: Iris) -> None:
    """A notice of a work, or any other RDF."""
    with pytest.raises(NoticeError, match="tells of 0 interinstitutional procedures"):
        map_notice("other.rdf", START + RDF + b"</rdf:RDF>", iris)


def test_a_notice_of_two_procedures_is_refused(iris: Iris) -> None:
    """It would not be clear whose the documents are."""
    both = notice("2010_350").replace(b"</rdf:RDF>", b"") + notice("2016_62R").partition(b">")[2]
    with pytest.raises(NoticeError, match="tells of 2 interinstitutional procedures"):
        map_notice("both.rdf", both, iris)


def test_a_reference_of_no_known_form_is_refused(iris: Iris) -> None:
    """The message shows how one looks."""
    with pytest.raises(NoticeError, match="is no procedure reference of CELLAR"):
        map_notice("odd.rdf", notice("2010_350").replace(b"2010/0350/NLE", b"2010-350"), iris)


def test_a_notice_without_end_is_given_up_at_the_limit_in_bounded_memory() -> None:
    """Two gigabytes would be read no further than the limit."""
    stream = Endless()
    tracemalloc.start()
    with pytest.raises(NoticeError, match="longer than 1048576 bytes"):
        read_notice("endless.rdf", stream, LIMIT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert stream.given < LIMIT + 20_000
    assert peak < 4 * LIMIT


def test_a_notice_that_is_well_is_given_back_byte_for_byte() -> None:
    """Reading changes nothing."""
    assert read_notice("2018_330A.rdf", io.BytesIO(notice("2018_330A")), LIMIT) == notice("2018_330A")


@pytest.fixture
def iris() -> Iris:
    """The IRIs of the shipped graph."""
    return Iris("https://w3id.org/painopiste")
