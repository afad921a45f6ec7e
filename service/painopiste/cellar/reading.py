"""A notice as bytes: read up to a limit, and found to be whole XML in UTF-8, without a document type, with RDF at its root.

XML bombs and external entities need a document type, so that one is refused wherever it stands; CELLAR sends none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.expatreader import DefusedExpatParser

from painopiste.errors import NoticeError
from painopiste.graph import PREFIXES

CHUNK = 1 << 16
ROOT = (PREFIXES["rdf"], "RDF")


class Stream(Protocol):
    """What a notice is read from."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, none at the end."""


class Root(ContentHandler):
    """Looks at the first element only; anything but rdf:RDF is told at once."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self.is_seen = name, False

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: object) -> None:  # noqa: ARG002, N802 -- SAX gives the names
        """NoticeError if the document begins with another element."""
        if not self.is_seen and name != ROOT:
            raise not_rdf(self._name, name[1])
        self.is_seen = True


def not_rdf(name: str, root: str) -> NoticeError:
    """The error that a document is something else than RDF."""
    if root.lower() == "html":
        return NoticeError(name, "this is a web page and no notice; the server answered with an error page or a form, so fetch it again")
    return NoticeError(name, f"the document begins with <{root}> and not with rdf:RDF; ask CELLAR for application/rdf+xml;notice=tree")


def read_notice(name: str, stream: Stream, limit: int) -> bytes:
    """The bytes of a notice, at most `limit` of them; NoticeError at the first that shows it cannot be one."""
    parts, size = [], 0
    parser, root = DefusedExpatParser(namespaceHandling=1, forbid_dtd=True), Root(name)
    parser.setContentHandler(root)
    for chunk in chunks(name, stream):
        size += len(chunk)
        if size > limit:
            raise too_large(name, limit)
        feed(name, parser, chunk, root)
        parts.append(chunk)
    finish(name, parser, size, root)
    return b"".join(parts)


def chunks(name: str, stream: Stream) -> Iterator[bytes]:
    """The stream in parts; NoticeError if it cannot be read to its end."""
    try:
        while chunk := stream.read(CHUNK):
            yield chunk
    except (OSError, EOFError) as error:
        raise NoticeError(name, f"cannot be read to its end ({error})") from error


def too_large(name: str, limit: int) -> NoticeError:
    """The error that a notice is longer than allowed."""
    return NoticeError(name, f"longer than {limit} bytes, which no notice is; if this one truly is, raise PAINOPISTE_NOTICE_BYTES")


def feed(name: str, parser: DefusedExpatParser, chunk: bytes, root: Root) -> None:
    """Let the parser see a part."""
    try:
        parser.feed(chunk)
    except DTDForbidden as error:
        raise not_rdf(name, "html") if str(error.name).lower() == "html" else forbidden(name) from error
    except DefusedXmlException as error:
        raise forbidden(name) from error
    except (SAXParseException, LookupError, ValueError) as error:
        raise malformed(name, error, root) from error


def finish(name: str, parser: DefusedExpatParser, size: int, root: Root) -> None:
    """Let the parser see the end."""
    if not size:
        raise NoticeError(name, "empty; CELLAR answers so while it still renders a notice (202), so fetch it again")
    try:
        parser.close()
    except SAXParseException as error:
        raise malformed(name, error, root) from error


def forbidden(name: str) -> NoticeError:
    """The error that a document declares a type or entities."""
    return NoticeError(name, "declares a document type or entities, which can hide a bomb or reach for other files; CELLAR's notices have none")


def malformed(name: str, error: Exception, root: Root) -> NoticeError:
    """The error that a document is not XML, with its place."""
    if not isinstance(error, SAXParseException):
        return NoticeError(name, f"is in an encoding that cannot be read ({error}); CELLAR sends UTF-8")
    what = "breaks off or is not well-formed" if root.is_seen else "is not XML"
    return NoticeError(name, f"{what} at line {error.getLineNumber()}: {error.getMessage()}")
