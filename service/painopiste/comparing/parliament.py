"""What the edited graph and the Parliament say of the same procedures: days of events, committees, and the rapporteurs' groups.

Only those kinds of event are compared that mean the same in the EU's table (parliament/kinds.csv says which do not, and why). Rapporteurs are not
compared by person: the Parliament's answers name them by number alone, and the edited graph has no such numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from painopiste.comparing.beside import AUTHORITY, Beside
from painopiste.comparing.comparison import Comparison, compared
from painopiste.comparing.sides import DATE, ELI_DL, KIND, PART_OF, SOURCE, Side, edited_side
from painopiste.graph import PREFIXES, Iris
from painopiste.parliament import events
from painopiste.store import Statement, Store

SAME_AS = PREFIXES["owl"] + "sameAs"
CONSISTS_OF, TAKES_PART, ROLE, BODY = (
    ELI_DL + name for name in ("consists_of", "had_participation", "participation_role", "had_participant_organization")
)
KINDS = "https://data.europarl.europa.eu/def/ep-activities/"
ROLES = "https://data.europarl.europa.eu/def/ep-roles/"
# The names of groups in the edited graph, where the Parliament's codes are others but for case.
GROUPS = {"EPP": "PPE", "S&D": "S-D", "Greens/EFA": "VERTS-ALE"}
LEAD, OPINION, RAPPORTEUR = ROLES + "COMMITTEE_LEAD", ROLES + "COMMITTEE_OPINION", ROLES + "RAPPORTEUR"


def compare_parliament(store: Store, told: Iterable[Statement], iris: Iris) -> list[Comparison]:
    """Every comparison of a store with the edited graph alone and what the Parliament told."""
    imported = Side()
    for subject, predicate, value in told:
        imported.values[subject.value, predicate.value].add((value.value, getattr(value, "language", None) or ""))
    return list(ParliamentSides(store, imported, iris).comparisons())


class ParliamentSides(Beside):
    """The edited graph and the Parliament."""

    def __init__(self, store: Store, imported: Side, iris: Iris) -> None:
        self._group, self._beside = iris.term("politicalGroup"), iris.term("counterpartOf")
        properties = {PART_OF, DATE, KIND, SOURCE, TAKES_PART, ROLE, BODY, SAME_AS, self._group}
        super().__init__(store, edited_side(store, properties), imported, iris)

    def comparisons(self) -> Iterator[Comparison]:
        """What is found of every dossier that is edited."""
        pairs = [(ours, theirs) for (theirs, prop), values in self.imported.values.items() if prop == self._beside for ours, _ in values]
        for ours, theirs in sorted(pairs):
            if self.edited.of(ours, TAKES_PART) or self.edited.parts.get(ours):
                yield from self.days(ours, theirs, self.edited.events(ours), self._events(theirs), {AUTHORITY + code for code in events().values()})
                yield from self._participants(ours, theirs)

    def _events(self, theirs: str) -> dict[str, set[str]]:
        """The days of the Parliament's events, by the kind of the EU's table that means the same."""
        found: dict[str, set[str]] = defaultdict(set)
        for event in self.imported.of(theirs, CONSISTS_OF):
            for kind in self.imported.of(event, KIND):
                if code := events().get(kind.removeprefix(KINDS)):
                    found[AUTHORITY + code] |= self.imported.of(event, DATE)
        return found

    def _participants(self, ours: str, theirs: str) -> Iterator[Comparison]:
        """The committees by their IRIs in the Parliament's data, and the groups of the rapporteurs by code."""
        for role, prop, graves in ((LEAD, BODY, ("Warning", "Info")), (OPINION, BODY, ("Info", "Info")), (RAPPORTEUR, self._group, ("Info", "Info"))):
            here = self._in_role(self.edited, ours, role, prop)
            mine = self._known_as(here) if prop == BODY else {GROUPS.get(group, group.upper()) for group in here}
            yours = self._in_role(self.imported, theirs, role, prop)
            for verdict, one, other in compared(mine, yours, role != OPINION):
                yield self.told(ours, theirs, prop, role, verdict, graves, one, other, self.edited.of(ours, SOURCE))

    def _in_role(self, side: Side, thing: str, role: str, prop: str) -> set[str]:
        """The values of a property of those who take part in a role."""
        parts = (part for part in side.of(thing, TAKES_PART) if role in side.of(part, ROLE))
        return {value for part in parts for value in side.of(part, prop)}

    def _known_as(self, bodies: set[str]) -> set[str]:
        """What bodies are the same as elsewhere."""
        return {same for body in bodies for same in self.edited.of(body, SAME_AS)}
