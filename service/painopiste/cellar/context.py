"""What the parts of the mapping share: the notice that is read, what is said of it, and what is found amiss."""

from __future__ import annotations

from dataclasses import dataclass, field

from painopiste.cellar.findings import Findings, Kind
from painopiste.cellar.notice import Notice
from painopiste.cellar.saying import Sayer

PLACEHOLDERS = ("OP_DATPRO",)


@dataclass(frozen=True)
class Context:
    """A notice on its way into our vocabulary; `works` are those that were described already, by key and whether the procedure began with them."""

    notice: Notice
    sayer: Sayer
    findings: Findings
    works: dict[tuple[str, bool], str | None] = field(default_factory=dict)

    def days(self, key: str, prop: str) -> list[str]:
        """The days that a property of a thing gives, sorted."""
        return self.findings.days(key, prop, self.notice.texts(key, prop))

    def one_day(self, key: str, prop: str) -> str | None:
        """The day that a property gives; None, and a finding, if there are several."""
        days = self.days(key, prop)
        if len(days) > 1:
            self.findings.note(Kind.CONTRADICTION, key, f"{prop} has several values: {', '.join(days)}")
        return days[0] if len(days) == 1 else None

    def texts(self, key: str, prop: str) -> list[str]:
        """The texts of a property without those that stand for nothing, which are noted."""
        texts = self.notice.texts(key, prop)
        for text in texts:
            if text in PLACEHOLDERS:
                self.findings.note(Kind.PLACEHOLDER, key, f"{prop} is “{text}”, which stands for a value to come")
        return [text for text in texts if text.strip() and text not in PLACEHOLDERS]

    def is_true(self, key: str, prop: str) -> bool:
        """Whether a boolean property is true, written as true or 1."""
        return any(text in ("true", "1") for text in self.notice.texts(key, prop))

    def is_false(self, key: str, prop: str) -> bool:
        """Whether a boolean property is false, written as false or 0."""
        return any(text in ("false", "0") for text in self.notice.texts(key, prop))
