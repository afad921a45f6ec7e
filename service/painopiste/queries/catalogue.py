"""All stored queries of a folder, by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from painopiste.errors import UnknownQueryError
from painopiste.queries.query import Query


@dataclass(frozen=True)
class Catalogue:
    """Stored queries by name; a name is theme and file, as in dossiers/timeline."""

    queries: dict[str, Query]

    @classmethod
    def read(cls, folder: Path) -> Catalogue:
        """Every .rq file below a folder."""
        paths = sorted(folder.rglob("*.rq"))
        return cls({name: Query.read(path, name) for path in paths for name in [path.relative_to(folder).with_suffix("").as_posix()]})

    def __iter__(self) -> Iterator[Query]:
        """The questions for people: neither derivations nor what only the pages ask."""
        return (query for query in self.queries.values() if not (query.derives or query.internal))

    def __getitem__(self, name: str) -> Query:
        """The query of this name, which may be given without its theme if it is for people; UnknownQueryError names the nearest ones."""
        short = {query.name.rpartition("/")[2]: query.name for query in self}
        found = self.queries.get(name) or self.queries.get(short.get(name, ""))
        if not found:
            near = get_close_matches(name, [*(query.name for query in self), *short], n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else " `painopiste query --list` shows all."
            raise UnknownQueryError(f"No stored query is called “{name}”.{hint}")
        return found

    def derivations(self) -> list[Query]:
        """The queries by which a build computes what it does not store."""
        return [query for query in self.queries.values() if query.derives]
