"""A table as CSV (RFC 4180) with a column of identifiers, and the same table with what they were resolved to."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from painopiste.errors import TableError
from painopiste.resolving.resolution import Resolution, Status

MOST_ROWS = 5000
COLUMNS = ("painopiste_status", "painopiste_iri", "painopiste_label", "painopiste_eu_iris", "painopiste_candidates", "painopiste_detail")
"""Several IRIs stand in one cell with spaces between; candidates are told where a text is ambiguous, and then no IRI."""
MARK = "\ufeff"
DELIMITERS = ",;\t"
Row = list[str]


def resolved_table(text: str, column: str, resolve: Callable[[str], Resolution]) -> str:
    """A table with COLUMNS behind its own, in the dialect in which it came.

    Args:
        text: the table with a heading, parted by commas, semicolons or tabs; up to MOST_ROWS rows.
        column: the heading of the column to resolve; may be empty if there is only one column.
        resolve: what resolves a text.

    Raises:
        TableError: the text is no such table, or has no such column.
    """
    body = text.removeprefix(MARK)
    heading = body.partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    rows = read(body, delimiter)
    place = place_of(column, rows[0])
    written = io.StringIO()
    written.write(MARK if text.startswith(MARK) else "")
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n" if heading.endswith("\r") else "\n")
    writer.writerow([*rows[0], *COLUMNS])
    writer.writerows([*row, *cells(resolve(row[place]))] for row in rows[1:])
    return written.getvalue()


def read(body: str, delimiter: str) -> list[Row]:
    """The heading and the rows, each as long as the heading."""
    rows: list[Row] = []
    try:
        for number, row in enumerate(lines(body, delimiter), 1):
            check(row, rows[0] if rows else row, number)
            rows.append(row)
    except csv.Error as error:
        raise TableError(f"This is no CSV, after row {len(rows)}: {error}.") from error
    if not rows:
        raise TableError("The table is empty. Send CSV with a heading, as in “reference\\n2021/0106(COD)”.")
    return rows


def lines(body: str, delimiter: str) -> Iterator[Row]:
    """The rows that are not empty."""
    return (row for row in csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True) if row)


def check(row: Row, heading: Row, number: int) -> None:
    """TableError for a row that cannot be, or is one too many."""
    if len(row) != len(heading):
        raise TableError(f"Row {number} has {len(row)} cells, the heading {len(heading)}. Put cells that hold the delimiter in quotation marks.")
    if number > MOST_ROWS + 1:
        raise TableError(f"The table has more than {MOST_ROWS} rows. Send it in parts.", 413)


def place_of(column: str, heading: Row) -> int:
    """Where a column stands."""
    names = [name.strip() for name in heading]
    if taken := sorted(set(names) & set(COLUMNS)):
        raise TableError(f"The table has a column {taken[0]} already. Rename it or take it out.")
    if not column and len(names) == 1:
        return 0
    if names.count(column.strip()) != 1:
        told = "twice" if column.strip() in names else "not"
        raise TableError(f"The column “{column}” is {told} in the heading: {', '.join(names)[:500]}. Name one by the parameter “column”.")
    return names.index(column.strip())


def cells(found: Resolution) -> Row:
    """What a text was resolved to, as COLUMNS."""
    match = found.match
    candidates = [each.entry.iri for each in found.matches] if found.status is Status.AMBIGUOUS else []
    own = (match.entry.iri, match.entry.label.text) if match else ("", "")
    eu_iris = match.eu_iris if match else tuple(iri for reading in found.readings for iri in reading.eu_iris) if len(found.readings) == 1 else ()
    return [found.status, *own, " ".join(eu_iris), " ".join(candidates), found.detail]
