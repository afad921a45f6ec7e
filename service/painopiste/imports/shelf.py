"""Where imported notices are kept: one SQLite file, in which a run is staged and then put in place by one transaction.

A process that is killed in between leaves what was there before; what it had staged is used by the next run.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from painopiste.errors import ImportsError
from painopiste.store import Statement, read_back, written

COLUMNS = "key, name, digest, mapping, modified, statements, naming, findings, properties"
SCHEMA = """(key TEXT PRIMARY KEY, name TEXT, digest TEXT, mapping TEXT, modified TEXT, statements BLOB, naming BLOB, findings INTEGER,
properties TEXT) WITHOUT ROWID"""
FORMAT = 1


@dataclass(frozen=True)
class Kept:
    """A notice as it is kept: its key, the file it came from, its digest, the mapping that read it, when CELLAR last changed it, and what was read.

    `naming` are those of its statements that name things shared with other notices; `findings` is how many things were amiss;
    `properties` how often it has each property, by IRI.
    """

    key: str
    name: str
    digest: str
    mapping: str
    modified: str
    statements: tuple[Statement, ...]
    naming: tuple[Statement, ...]
    findings: int
    properties: Mapping[str, int]

    def row(self) -> tuple[str | bytes | int, ...]:
        """The values of its columns."""
        properties = json.dumps(dict(sorted(self.properties.items())))
        blobs = packed(self.statements), packed(self.naming)
        return self.key, self.name, self.digest, self.mapping, self.modified, *blobs, self.findings, properties


@dataclass(frozen=True)
class Mark:
    """What tells whether a notice was read already, and which of two is the newer."""

    key: str
    digest: str
    mapping: str
    modified: str


class Shelf:
    """The imported notices of one source system."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self._connection = path, connection

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Self]:
        """The shelf in a file, which is made if it is not there; ImportsError if the file is something else."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        except (OSError, sqlite3.Error) as error:
            raise ImportsError(path, f"cannot be opened ({error})") from error
        try:
            yield cls(path, prepared(path, connection))
        except sqlite3.Error as error:
            raise ImportsError(path, f"cannot be used ({error}); free the disk, or move the file away and import again") from error
        finally:
            connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """For as long as one process takes notices in; ImportsError if another does."""
        with self.path.with_suffix(".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise ImportsError(self.path, "another import is running; wait until it has ended") from error
            yield

    def marks(self, table: str = "notice") -> dict[str, Mark]:
        """The marks of what is kept, or staged, by key."""
        return {row[0]: Mark(*row) for row in self._connection.execute(f"SELECT key, digest, mapping, modified FROM {table}")}

    def stage(self, notices: list[Kept]) -> None:
        """Lay notices ready."""
        with self._transaction():
            self._connection.executemany(
                f"INSERT OR REPLACE INTO staged ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [item.row() for item in notices]
            )

    def unstage(self, keys: list[str]) -> None:
        """Take away what was laid ready and is of no use."""
        if keys:
            with self._transaction():
                self._connection.executemany("DELETE FROM staged WHERE key = ?", [(key,) for key in keys])

    def place(self) -> None:
        """Put all that is staged in place, at once."""
        if not self.marks("staged"):
            return
        with self._transaction():
            self._connection.execute(f"INSERT OR REPLACE INTO notice ({COLUMNS}) SELECT {COLUMNS} FROM staged")
            self._connection.execute("DELETE FROM staged")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def statements(self) -> Iterator[list[Statement]]:
        """The statements of each notice, by key."""
        return (unpacked(row[0]) for row in self._connection.execute("SELECT statements FROM notice ORDER BY key"))

    def naming(self) -> Iterator[Statement]:
        """The statements of all notices that name what several may tell of."""
        for row in self._connection.execute("SELECT naming FROM notice ORDER BY key"):
            yield from unpacked(row[0])

    def properties(self) -> Iterator[dict[str, int]]:
        """How often each notice has each property, by key."""
        return (json.loads(row[0]) for row in self._connection.execute("SELECT properties FROM notice ORDER BY key"))

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT COUNT(*) FROM notice").fetchone()[0])

    def fingerprint(self) -> str:
        """A digest of all that is kept."""
        digest = hashlib.sha256()
        for row in self._connection.execute("SELECT key, digest, mapping, statements FROM notice ORDER BY key"):
            digest.update("\0".join(row[:3]).encode() + row[3])
        return digest.hexdigest()


def packed(statements: Iterable[Statement]) -> bytes:
    """Statements as compressed N-Triples."""
    return zlib.compress(written(statements), 6)


def unpacked(content: bytes) -> list[Statement]:
    """The statements of compressed N-Triples."""
    return list(read_back(zlib.decompress(content)))


def prepared(path: Path, connection: sqlite3.Connection) -> sqlite3.Connection:
    """A connection to a file with our tables; ImportsError if there is something else in it."""
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        connection.close()
        raise ImportsError(path, f"holds no imported notices ({error}); move it away and import again") from error
    if tables and version != FORMAT:
        connection.close()
        raise ImportsError(path, f"is of format {version}, and this version reads format {FORMAT}; move it away and import again")
    if not tables:
        connection.executescript(f"BEGIN; CREATE TABLE notice {SCHEMA}; CREATE TABLE staged {SCHEMA}; PRAGMA user_version = {FORMAT}; COMMIT")
    return connection
