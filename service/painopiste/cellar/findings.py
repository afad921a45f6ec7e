"""What is amiss in a notice that could be read nevertheless: each finding is told, and becomes data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from painopiste.cellar.dates import day_of, is_open
from painopiste.cellar.saying import Sayer


class Kind(StrEnum):
    """Kinds of finding; each is a concept of the scheme id/scheme/findings."""

    CONTRADICTION = "contradiction"
    DATE_MALFORMED = "date-malformed"
    DATE_OPEN_ENDED = "date-open-ended"
    IDENTIFIER_MALFORMED = "identifier-malformed"
    LANGUAGE_MISSING = "language-missing"
    PLACEHOLDER = "placeholder"
    STALE = "stale"
    UNIDENTIFIED = "unidentified"


@dataclass(frozen=True, order=True)
class Finding:
    """One thing amiss: its kind, the thing that it is about by the IRI of the source, and what was read."""

    kind: Kind
    about: str
    text: str


@dataclass
class Findings:
    """The findings of one notice."""

    found: set[Finding] = field(default_factory=set)

    def note(self, kind: Kind, about: str, text: str) -> None:
        """One more finding."""
        self.found.add(Finding(kind, about, text))

    def days(self, about: str, prop: str, texts: list[str]) -> list[str]:
        """The days among some dates, each once, sorted; what is no day is noted."""
        days = set()
        for text in texts:
            day = day_of(text)
            if day is None:
                self.note(Kind.DATE_MALFORMED, about, f"{prop} is “{text}”, which is no date")
            elif is_open(day):
                self.note(Kind.DATE_OPEN_ENDED, about, f"{prop} is {day}, which stands for no date")
            else:
                days.add(day)
        return sorted(days)

    def say(self, sayer: Sayer) -> None:
        """The findings as statements."""
        for number, finding in enumerate(sorted(self.found), 1):
            node = sayer.thing(f"{sayer.notice}/finding/{number}", "def:Finding")
            sayer.link(node, "def:findingKind", sayer.iris.thing(f"finding/{finding.kind}"))
            sayer.link(node, "rdf:subject", finding.about)
            sayer.text(node, "dct:description", finding.text, "en")
