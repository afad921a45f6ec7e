"""All files of a release in one folder, with their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from pathlib import Path

from painopiste.graph import Iris
from painopiste.queries import Catalogue
from painopiste.release.context import prefixes_of, write_context
from painopiste.release.jsonld import as_jsonld
from painopiste.store import JSON_RESULTS, Store
from painopiste.tables import write_table

CHECKSUMS, TABLES = "SHA256SUMS", "tables/"
Progress = Callable[[str, Iterable[Path]], Iterable[Path]]
Writer = Callable[[Path], object]


def silent(_: str, items: Iterable[Path]) -> Iterable[Path]:
    """Progress that shows nothing."""
    return items


def export(store: Store, catalogue: Catalogue, iris: Iris, folder: Path, progress: Progress = silent) -> list[Path]:
    """Write every file of a release below a folder, which is made if need be, and tell their paths; same content, same bytes."""
    writers = {folder / name: writer for name, writer in {**graph_files(store, iris), **table_files(store, catalogue)}.items()}
    for path in progress("Exporting", list(writers)):
        path.parent.mkdir(parents=True, exist_ok=True)
        writers[path](path)
    (folder / CHECKSUMS).write_text(checksums(folder, writers), encoding="utf-8")
    return [*writers, folder / CHECKSUMS]


def graph_files(store: Store, iris: Iris) -> dict[str, Writer]:
    """How each file with the graph, or with the part that describes it, is written."""
    prefixes = prefixes_of(iris)
    return {
        "painopiste.nq": lambda path: path.write_bytes(store.dump("application/n-quads")),
        "painopiste.trig": lambda path: path.write_bytes(store.dump("application/trig", prefixes=prefixes)),
        "painopiste.ttl": lambda path: path.write_bytes(store.dump("text/turtle", prefixes=prefixes)),
        "painopiste.jsonld": lambda path: path.write_bytes(as_jsonld(store, iris)),
        "context.jsonld": lambda path: write_context(store, iris, path),
        "description.ttl": lambda path: path.write_bytes(store.dump("text/turtle", iris.graph("description"), prefixes)),
    }


def table_files(store: Store, catalogue: Catalogue) -> dict[str, Writer]:
    """How each table is written, in both its forms."""
    names = sorted(name for name in catalogue.queries if name.startswith(TABLES))

    @lru_cache(maxsize=1)
    def answer(name: str) -> bytes:
        return store.answer(catalogue[name].text, lambda _: JSON_RESULTS).content

    return {f"{name}.{ending}": partial(table_file, answer, name) for name in names for ending in ("csv", "parquet")}


def table_file(answer: Callable[[str], bytes], name: str, path: Path) -> None:
    """Write the answer of a query as a table."""
    write_table(answer(name), path)


def checksums(folder: Path, paths: Iterable[Path]) -> str:
    """The SHA-256 of each file in the form that `sha256sum --check` reads."""
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in sorted(paths))
