"""An edited and an imported side, and how what they say of one thing becomes comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from painopiste.comparing.comparison import Comparison, Verdict, compared
from painopiste.comparing.sides import DATE, Side, stages_of
from painopiste.graph import Iris
from painopiste.store import Store

AUTHORITY = "http://publications.europa.eu/resource/authority/event/"
Days = Mapping[str, set[str]]


class Beside:
    """Both sides, whatever the imported one comes from."""

    def __init__(self, store: Store, edited: Side, imported: Side, iris: Iris) -> None:
        self.edited, self.imported = edited, imported
        self._notice, self._staged = iris.term("importedFrom"), stages_of(store, iris)

    def days(self, ours: str, theirs: str, here: Days, there: Days, kinds: Iterable[str]) -> Iterator[Comparison]:
        """The days of the events of some kinds."""
        for kind in sorted(kinds):
            days, others = here.get(kind, set()), there.get(kind, set())
            for verdict, mine, yours in compared(days, others, len(days) == len(others) == 1):
                graves = ("Violation", "Warning") if kind in self._staged else ("Warning", "Info")
                sources = self.edited.sources(ours, kind, mine) if mine else set()
                yield self.told(ours, theirs, DATE, kind, verdict, graves, mine, yours, sources)

    def told(
        self,
        ours: str,
        theirs: str,
        prop: str,
        detail: str,
        verdict: Verdict,
        graves: tuple[str, str],
        mine: tuple[str, ...],
        yours: tuple[str, ...],
        sources: Iterable[str],
    ) -> Comparison:
        """A comparison with its severity, and what both sides rest on."""
        severity = {Verdict.DIFFERS: graves[0], Verdict.MISSING_HERE: graves[1]}.get(verdict, "Info")
        notices = tuple(sorted(self.imported.of(theirs, self._notice)))
        return Comparison(ours, prop, detail, verdict, severity, mine, yours, theirs, tuple(sorted(sources)), notices)
