"""From the checkout's Turtle to a checked graph, ready to be served: read, validate, load, derive, write.

A build is a folder with the graph as N-Quads, the validation report, and a manifest that names the inputs it was made from.
It is written beside the old one and put in its place at the end, so that a build that fails leaves the old one as it was.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from rdflib import Graph

from painopiste import __version__
from painopiste.errors import BuildError
from painopiste.graph import GraphFiles, Iris, SourcedGraph
from painopiste.queries import Catalogue, describe
from painopiste.settings import Settings
from painopiste.sources import SourceText
from painopiste.store import Store
from painopiste.validation import Report, as_turtle, check_quotations, validate

GRAPH_FILE, REPORT_FILE, MANIFEST_FILE = "graph.nq", "report.ttl", "manifest.json"
QUOTATION_SHAPE = "shape#TextSpan-quotation"
Progress = Callable[[str, Iterable[Path]], Iterable[Path]]


@dataclass(frozen=True)
class Manifest:
    """What a build was made of and what it holds."""

    inputs: str
    graph: str
    as_of: str
    base: str
    triples: int
    version: str


@dataclass(frozen=True)
class Checked:
    """The graph of a checkout with what validation says of it."""

    graph: SourcedGraph
    report: Report


def silent(_: str, items: Iterable[Path]) -> Iterable[Path]:
    """Progress that shows nothing."""
    return items


def source_texts(settings: Settings) -> dict[str, SourceText]:
    """The stored source texts by IRI: data/sources/2023-fi.txt is id/edition/2023/fi/text."""
    iris, texts = Iris(settings.base), {}
    for path in sorted((settings.root / "data" / "sources").glob("*.txt")):
        edition, _, language = path.stem.rpartition("-")
        texts[iris.thing(f"edition/{edition}/{language}/text")] = SourceText.read(path)
    return texts


def check(settings: Settings, progress: Progress = silent) -> Checked:
    """Read every file and validate the whole."""
    files = GraphFiles(settings.root)
    whole = SourcedGraph.read(progress("Reading", [path for _, path in files.without("shapes")]))
    shapes = SourcedGraph.read(path for name, path in files if name == "shapes").graph
    return Checked(whole, joined(settings, whole.graph, shapes))


def check_files(settings: Settings, files: Iterable[Path], shapes: Iterable[Path]) -> Checked:
    """Validate some RDF files, or the shipped data if none is named, against some shapes, or the shipped ones if none is named."""
    chosen = list(expanded(files)) or [path for _, path in GraphFiles(settings.root).without("shapes")]
    whole = SourcedGraph.read(chosen)
    found = list(expanded(shapes)) or [path for name, path in GraphFiles(settings.root) if name == "shapes"]
    return Checked(whole, joined(settings, whole.graph, SourcedGraph.read(found).graph))


def expanded(paths: Iterable[Path]) -> Iterable[Path]:
    """Files as they are, folders as the Turtle files below them."""
    for path in paths:
        yield from sorted(path.rglob("*.ttl")) if path.is_dir() else [path]


def read_dataset(paths: Iterable[Path], progress: Progress = silent) -> Store:
    """A store with RDF files of any serialisation, their named graphs kept."""
    store = Store()
    for path in progress("Loading", list(expanded(paths))):
        store.load(path)
    return store


def joined(settings: Settings, graph: Graph, shapes: Graph) -> Report:
    """What the shapes find and what the quotations show, as one report; a span that is malformed is not looked up as well."""
    shape = f"{settings.base}/{QUOTATION_SHAPE}"
    report = validate(graph, shapes)
    faulty = {result.focus_node for result in report.of("Violation")}
    quotations = check_quotations(graph, source_texts(settings), shape).results
    return Report(tuple(result for result in quotations if result.focus_node not in faulty) + report.results)


def fill(settings: Settings, progress: Progress = silent) -> Store:
    """A store with every file in its named graph and what the derivations compute."""
    store, iris = Store(), Iris(settings.base)
    names = {path: name for name, path in GraphFiles(settings.root)}
    for path in progress("Loading", list(names)):
        store.load(path, iris.graph(names[path]))
    catalogue = Catalogue.read(settings.root / "queries")
    store.add(describe(catalogue, iris), iris.graph("queries"))
    for query in catalogue.derivations():
        values = {name: settings.as_of.isoformat() for name in query.params}
        store.derive(query.text, iris.graph("derived"), query.bind(values, iris.absolute))
    return store


def fingerprint(settings: Settings) -> str:
    """A digest of everything that a build depends on."""
    digest = hashlib.sha256(f"{__version__} {settings.base} {settings.as_of}".encode())
    paths = [path for _, path in GraphFiles(settings.root)]
    for path in [*paths, *sorted((settings.root / "queries").rglob("*.rq")), *sorted((settings.root / "data" / "sources").glob("*"))]:
        digest.update(path.relative_to(settings.root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def manifest_of(build_dir: Path) -> Manifest | None:
    """The manifest of the build in a folder, if there is one that can be read."""
    try:
        return Manifest(**json.loads((build_dir / MANIFEST_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def is_fresh(settings: Settings) -> bool:
    """Whether the build folder holds a build of just these inputs."""
    manifest = manifest_of(settings.build_dir)
    return manifest is not None and manifest.inputs == fingerprint(settings)


def write(settings: Settings, store: Store, report: Report) -> Manifest:
    """Write a build beside the old one and put it in its place."""
    settings.build_dir.parent.mkdir(parents=True, exist_ok=True)
    quads = store.dump("application/n-quads")
    manifest = Manifest(fingerprint(settings), hashlib.sha256(quads).hexdigest(), settings.as_of.isoformat(), settings.base, len(store), __version__)
    with tempfile.TemporaryDirectory(dir=settings.build_dir.parent, prefix=".build-") as folder:
        new = Path(folder) / "new"
        new.mkdir()
        (new / GRAPH_FILE).write_bytes(quads)
        (new / REPORT_FILE).write_text(as_turtle(report), encoding="utf-8")
        (new / MANIFEST_FILE).write_text(json.dumps(asdict(manifest), indent=2) + "\n", encoding="utf-8")
        put(new, settings.build_dir, Path(folder) / "old")
    return manifest


def put(new: Path, place: Path, aside: Path) -> None:
    """Put a folder in its place; what was there goes aside."""
    if place.exists() and not (place / MANIFEST_FILE).exists() and any(place.iterdir()):
        raise BuildError(place, "holds something that is no build; choose another PAINOPISTE_BUILD_DIR or empty it")
    if place.exists():
        shutil.move(place, aside)
    shutil.move(new, place)


def build(settings: Settings, progress: Progress = silent) -> tuple[Checked, Manifest | None]:
    """Check the graph and, if it conforms, write a build; otherwise nothing is written and there is no manifest."""
    checked = check(settings, progress)
    if not checked.report.conforms:
        return checked, None
    return checked, write(settings, fill(settings, progress), checked.report)


def opened(settings: Settings) -> Store:
    """A store with the graph of the build folder."""
    store = Store()
    store.load(settings.build_dir / GRAPH_FILE)
    return store
