"""What XML 1.0 cannot carry and the engine writes nevertheless: refused by name, so that no answer is malformed or changes on its way.

XML 1.0 has no escape for most control characters (§2.2), and RDF/XML no way to write a predicate that does not end in a name (§7.2.34 of
RDF/XML). Dropping or replacing them would change the data; the other formats carry both. A carriage return has an escape, which the
engine does not use, though parsers turn what is not escaped into a line feed (§2.11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from painopiste.errors import UnwritableError

CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
NONCHARACTERS = {b"\xef\xbf\xbe": 0xFFFE, b"\xef\xbf\xbf": 0xFFFF}
START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
LOCAL_NAME = re.compile(f"[{START}][{START}.0-9\u00b7\u0300-\u036f\u203f\u2040-]*$")


class XmlText:
    """Passes chunks of XML on, with carriage returns escaped; UnwritableError for a character that XML 1.0 excludes."""

    def __init__(self, media_type: str) -> None:
        self._media_type = media_type
        self._tail = b""

    def checked(self, chunk: bytes) -> bytes:
        """The chunk as it may be written."""
        if len(chunk.translate(None, CONTROLS)) < len(chunk):
            self._refuse(next(byte for byte in chunk if byte in CONTROLS))
        text = self._tail + chunk
        for encoded, character in NONCHARACTERS.items():
            if encoded in text:
                self._refuse(character)
        self._tail = text[-2:]
        return chunk.replace(b"\r", b"&#xD;")

    def _refuse(self, character: int) -> None:
        raise UnwritableError(
            f"The answer holds the character U+{character:04X}, which XML 1.0 cannot carry. Ask for JSON, or for graphs for Turtle.",
            self._media_type,
        )


def with_names(triples: Iterable[ox.Triple], media_type: str) -> Iterator[ox.Triple]:
    """Triples for RDF/XML; UnwritableError at one whose predicate is no XML name."""
    seen: set[ox.NamedNode] = set()
    for triple in triples:
        if triple.predicate not in seen:
            if not LOCAL_NAME.search(triple.predicate.value):
                raise UnwritableError(f"RDF/XML cannot carry the predicate {triple.predicate}. Ask for Turtle or JSON-LD.", media_type)
            seen.add(triple.predicate)
        yield triple
