"""From the checkout's Turtle to a checked graph, ready to be served: read, validate, load, derive, describe, write.

A build is a folder with the files to take away, the graph as N-Quads among them, the validation report, and a manifest that names its inputs.
It is written beside the old one and put in its place at the end, so that a build that fails leaves the old one as it was.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from painopiste import __version__
from painopiste.checking import Checked, Progress, check, check_imported, expanded, load_files, read_dataset, silent
from painopiste.description import Release, describe_dataset
from painopiste.errors import BuildError
from painopiste.folders import own_folder
from painopiste.freshness import fingerprint
from painopiste.graph import Iris
from painopiste.intake import take_in
from painopiste.manifest import AT_ONCE, DOWNLOADS, GRAPH_FILE, MANIFEST_FILE, SEARCH_FILE, STORE_FOLDER, Manifest, digest_of, manifest_of
from painopiste.queries import Catalogue, describe
from painopiste.release import export
from painopiste.rules import read_rules
from painopiste.search import build_index, installed
from painopiste.settings import Settings
from painopiste.store import Loaded, Store, load_folder
from painopiste.validation import Report, as_turtle

REPORT_FILE = "report.ttl"
PREFIX = ".build-"
"""Of the folder beside the build in which the next one is written."""
NOTHING_FOUND = Report(())
RULE_FOLDERS = ("rules", "imported")


def derived(settings: Settings, progress: Progress = silent) -> Store:
    """A store with every file in its named graph, what is imported, and what the derivations compute."""
    store, iris = load_files(settings, progress), Iris(settings.base)
    take_in(settings, store, iris)
    rules = [rule for folder in RULE_FOLDERS for rule in read_rules(settings.root / "shapes" / folder)]
    store.add([statement for rule in rules for statement in rule.statements(iris)], iris.graph("shapes"))
    catalogue = Catalogue.read(settings.root / "queries")
    store.add(describe(catalogue, iris), iris.graph("queries"))
    for query in catalogue.derivations():
        values = {name: settings.as_of.isoformat() for name in query.params}
        store.derive(query.text, iris.graph("derived"), query.bind(values, iris.absolute))
    return store


def fill(settings: Settings, progress: Progress = silent, report: Report = NOTHING_FOUND) -> Store:
    """A store with everything that is served: files, what is derived from them, and the description of it all."""
    return described(settings, derived(settings, progress), report)


def described(settings: Settings, store: Store, report: Report) -> Store:
    """A store with the description of all that it holds."""
    iris = Iris(settings.base)
    release = Release(settings.base, __version__, settings.as_of, store.canonical_hash())
    description = describe_dataset(store, release, Counter(result.source_shape for result in report.of("Warning")))
    store.add(store.unsaid(description), iris.graph("description"))
    return store


def write(settings: Settings, store: Store, report: Report, progress: Progress = silent) -> Manifest:
    """Write a build beside the old one and put it in its place."""
    settings.build_dir.parent.mkdir(parents=True, exist_ok=True)
    with own_folder(settings.build_dir.parent, PREFIX) as folder:
        new = folder / "new"
        catalogue, iris = Catalogue.read(settings.root / "queries"), Iris(settings.base)
        export(store, catalogue, iris, new / DOWNLOADS, progress)
        build_index(store, catalogue, iris, new / SEARCH_FILE, installed())
        manifest = manifest_for(settings, store, new)
        if manifest.on_disk:
            load_folder(new / STORE_FOLDER, [new / GRAPH_FILE])
        (new / REPORT_FILE).write_text(as_turtle(report), encoding="utf-8")
        (new / MANIFEST_FILE).write_text(json.dumps(asdict(manifest), indent=2) + "\n", encoding="utf-8")
        put(new, settings.build_dir, folder / "old")
    return manifest


def manifest_for(settings: Settings, store: Store, folder: Path) -> Manifest:
    """What there is to say of a build whose files are written to a folder."""
    files = {path.relative_to(folder).as_posix(): digest_of([path]) for path in sorted(folder.rglob("*")) if path.is_file()}
    return Manifest(
        inputs=fingerprint(settings),
        graph=files[GRAPH_FILE],
        canonical_hash=store.canonical_hash(without=Iris(settings.base).graph("description")),
        as_of=settings.as_of.isoformat(),
        base=settings.base,
        triples=len(store),
        version=__version__,
        on_disk=is_for_disk(settings, len(store)),
        is_disjoint=store.is_disjoint(),
        files=files,
    )


def write_dataset(settings: Settings, store: Store) -> None:
    """Write a store of any RDF as a build to be served, without tables, report or description."""
    (settings.build_dir / DOWNLOADS).mkdir(parents=True)
    for name, media_type in ((GRAPH_FILE, "application/n-quads"), (f"{DOWNLOADS}/painopiste.trig", "application/trig")):
        (settings.build_dir / name).write_bytes(store.dump(media_type))
    write_manifest(settings, manifest_for(settings, store, settings.build_dir))


def write_files(settings: Settings, paths: Sequence[Path], progress: Progress = silent) -> None:
    """Write RDF files as a build to be served, with a store on disk if they have so many triples."""
    folder, files = settings.build_dir / STORE_FOLDER, list(expanded(paths))
    folder.mkdir(parents=True)
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(digest_of, files)
        loaded = load_folder(folder, progress("Loading", files))
    if is_for_disk(settings, loaded.triples):
        write_manifest(settings, manifest_on_disk(settings, loaded, digest.result()))
        return
    shutil.rmtree(folder)
    write_dataset(settings, read_dataset(files))


def is_for_disk(settings: Settings, triples: int) -> bool:
    """Whether so many triples are too many for memory, or too many to be read into it before anything is answered."""
    return triples > min(settings.memory_triples, AT_ONCE)


def manifest_on_disk(settings: Settings, loaded: Loaded, digest: str) -> Manifest:
    """What there is to say of files that were loaded, with their digest, into a store on disk."""
    return Manifest(
        inputs=fingerprint(settings),
        graph=digest,
        canonical_hash="",
        as_of=settings.as_of.isoformat(),
        base=settings.base,
        triples=loaded.triples,
        version=__version__,
        on_disk=True,
        is_disjoint=loaded.is_disjoint,
    )


def write_manifest(settings: Settings, manifest: Manifest) -> None:
    """Write what a build says of itself."""
    (settings.build_dir / MANIFEST_FILE).write_text(json.dumps(asdict(manifest), indent=2) + "\n", encoding="utf-8")


def put(new: Path, place: Path, aside: Path) -> None:
    """Put a folder in its place; what was there goes aside."""
    if place.exists() and not (place / MANIFEST_FILE).exists() and any(place.iterdir()):
        raise BuildError(place, "holds something that is no build; choose another PAINOPISTE_BUILD_DIR or empty it")
    if place.exists():
        shutil.move(place, aside)
    shutil.move(new, place)


def build(settings: Settings, progress: Progress = silent) -> tuple[Checked, Manifest | None]:
    """Check the graph and, if it conforms, write a build; otherwise nothing is written and there is no manifest.

    What is imported is checked beside it; of that only stops a build what would make the graph wrong.
    """
    checked = check(settings, progress)
    if not checked.report.conforms:
        return checked, None
    store = derived(settings, progress)
    checked = check_imported(settings, checked, store)
    if not checked.report.conforms:
        return checked, None
    return checked, write(settings, described(settings, store, checked.report), checked.report, progress)


def opened(settings: Settings) -> Store:
    """A store with the graph of the build folder."""
    manifest = manifest_of(settings.build_dir)
    return Store.written(settings.build_dir / GRAPH_FILE, is_disjoint=manifest is not None and manifest.is_disjoint)
