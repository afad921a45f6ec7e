"""From RDF files to a report: read, validate by shapes, look every quotation up, run the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import Graph

from painopiste.errors import BuildError
from painopiste.graph import GraphFiles, Iris, SourcedGraph
from painopiste.rules import broken, read_rules
from painopiste.settings import Settings
from painopiste.sources import SourceText
from painopiste.store import Store
from painopiste.validation import Report, check_quotations, validate, validate_changed

QUOTATION_SHAPE = "shape#TextSpan-quotation"
Progress = Callable[[str, Iterable[Path]], Iterable[Path]]


@dataclass(frozen=True)
class Checked:
    """A graph that was read from files, with what validation says of it."""

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
    """Read every file of the checkout and validate the whole; BuildError if two files describe the same thing."""
    whole = read_checkout(settings, progress)
    return Checked(whole, completed(settings, whole.graph, validate(whole.graph, shipped_shapes(settings)), load_files(settings, progress)))


def check_imported(settings: Settings, checked: Checked, store: Store) -> Checked:
    """The same with what rules show of imported statements, on a store that holds them and what is derived.

    The rules of shapes/imported say themselves how grave a fault is. What the rules between records find besides what they found in the
    edited graph alone is a warning: the edited graph has no part in it, and nobody here can mend it.
    """
    if not settings.imported:
        return checked
    own, shared = (read_rules(settings.root / "shapes" / folder) for folder in ("imported", "rules"))
    known = {(result.focus_node, result.source_shape, result.value) for result in checked.report.results}
    more = (result for result in broken(store, shared, settings.base).results if (result.focus_node, result.source_shape, result.value) not in known)
    warned = Report(tuple(replace(result, severity="Warning") if result.severity == "Violation" else result for result in more))
    return replace(checked, report=checked.report.joined(warned).joined(broken(store, own, settings.base)))


def check_changed(settings: Settings, files: Iterable[Path], progress: Progress = silent) -> Checked:
    """What a full check would say of the things in some files of the checkout and of their neighbours; quotations and rules are checked in full."""
    whole, changed = read_checkout(settings, progress), {path.resolve() for path in expanded(files)}
    if strange := changed - {path.resolve() for path in whole.files.values()}:
        raise BuildError(min(strange), "describes nothing in the checkout; --changed takes files below ontology/ and data/")
    subjects = [subject for subject, path in whole.files.items() if path.resolve() in changed]
    report = validate_changed(whole.graph, shipped_shapes(settings), subjects)
    return Checked(whole, completed(settings, whole.graph, report, load_files(settings, progress)))


def check_files(settings: Settings, files: Iterable[Path], shapes: Iterable[Path]) -> Checked:
    """Validate some RDF files, or the shipped data if none is named, against some shapes, or the shipped ones and the rules if none is named."""
    chosen = list(expanded(files)) or [path for _, path in GraphFiles(settings.root).without("shapes")]
    whole, own = SourcedGraph.read(chosen), list(expanded(shapes))
    if own:
        return Checked(whole, with_quotations(settings, whole.graph, validate(whole.graph, SourcedGraph.read(own).graph)))
    return Checked(whole, completed(settings, whole.graph, validate(whole.graph, shipped_shapes(settings)), read_dataset(chosen)))


def read_checkout(settings: Settings, progress: Progress) -> SourcedGraph:
    """Ontology and data; BuildError if two files describe the same thing."""
    whole = SourcedGraph.read(progress("Reading", [path for _, path in GraphFiles(settings.root).without("shapes")]))
    whole.refuse_second_descriptions()
    return whole


def shipped_shapes(settings: Settings) -> Graph:
    """The shapes of the checkout."""
    return SourcedGraph.read(path for name, path in GraphFiles(settings.root) if name == "shapes").graph


def completed(settings: Settings, graph: Graph, report: Report, store: Store) -> Report:
    """A report by shapes with what quotations and rules show; the rules are run on a store with the same graph."""
    rules = read_rules(settings.root / "shapes" / "rules")
    return with_quotations(settings, graph, report).joined(broken(store, rules, settings.base))


def with_quotations(settings: Settings, graph: Graph, report: Report) -> Report:
    """A report by shapes with what the quotations show; a span that is malformed is not looked up as well."""
    faulty = {result.focus_node for result in report.of("Violation")}
    quotations = check_quotations(graph, source_texts(settings), f"{settings.base}/{QUOTATION_SHAPE}").results
    return report.joined(Report(tuple(result for result in quotations if result.focus_node not in faulty)))


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


def load_files(settings: Settings, progress: Progress = silent) -> Store:
    """A store with every file of the checkout in its named graph."""
    store, iris = Store(), Iris(settings.base)
    names = {path: name for name, path in GraphFiles(settings.root)}
    for path in progress("Loading", list(names)):
        store.load(path, iris.graph(names[path]))
    return store
