"""How long the search index takes, beside SPARQL filters on the same labels in the same run: python bench/search.py [LABELS]."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from painopiste.build import opened
from painopiste.graph import Iris
from painopiste.queries import Catalogue
from painopiste.search import Index, build_index, installed, rewritten
from painopiste.settings import Settings
from painopiste.store import Store

LABEL, POLICY = "http://www.w3.org/2004/02/skos/core#prefLabel", "https://w3id.org/painopiste/def#Policy"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TYPED = (
    "tekoälysäädös",
    "tekoälysääntelyn",
    "rajaturvalisuuslaki",
    "turvapaikkamenettelyasetus",
    "raj",
    "Schengenin rajasäännöstön muutokset",
    "2021/0106(COD)",
    "eu",
    "a",
    "a b c d e f g h i j k l",
)
SCANS = {
    "CONTAINS": 'SELECT DISTINCT ?thing {{ ?thing <{label}> ?text FILTER(CONTAINS(LCASE(STR(?text)), "{words}")) }}',
    "REGEX": 'SELECT DISTINCT ?thing {{ ?thing <{label}> ?text FILTER(REGEX(STR(?text), "{words}", "i")) }}',
}
ROUNDS = 5


def synthetic(store: Store, labels: int) -> Iterator[str]:
    """N-Triples of things with three labels each, made of the words of the shipped labels, the same in every run."""
    words: dict[str, list[str]] = {"fi": [], "sv": [], "en": []}
    for row in store.rows(f"SELECT ?text {{ ?thing <{LABEL}> ?text }}"):
        words[getattr(row["text"], "language", "en") or "en"].extend(row["text"].value.replace('"', "").split())
    sorted_words = {language: sorted(found) for language, found in words.items()}
    chance = random.Random(20261124)
    for number in range(labels // 3):
        thing = f"<https://example.org/{number}>"
        yield f"{thing} <{TYPE}> <{POLICY}> .\n"
        for language, found in sorted_words.items():
            label = " ".join([*chance.choices(found, k=chance.randint(2, 8)), invented(chance, found)])
            yield f'{thing} <{LABEL}> "{label}"@{language} .\n'


def invented(chance: random.Random, found: list[str]) -> str:
    """A compound that no shipped label has, so that the vocabulary grows with the labels."""
    return "".join(word.lower().strip(".,:;()–-/\\") for word in chance.choices(found, k=2))


def median_ms(work: Callable[[], object]) -> float:
    """The median of some rounds, in milliseconds of wall time."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def measure(name: str, store: Store, settings: Settings, folder: Path) -> None:
    """Print build time, size, and times of searches and scans for one store."""
    path, morphology = folder / f"{name}.sqlite", installed()
    start = time.perf_counter()
    build_index(store, Catalogue.read(settings.root / "queries"), Iris(settings.base), path, morphology)
    built = time.perf_counter() - start
    count = int(store.rows(f"SELECT (COUNT(*) AS ?n) {{ ?thing <{LABEL}> ?text }}")[0]["n"].value)
    print(f"\n{name}: {count:,} labels, {morphology.name if morphology else 'no'} morphology")
    print(f"built in {built:.1f} s, {path.stat().st_size / 1e6:.1f} MB")
    with Index.open(path) as index:
        index.search("lämmittely")
        for text in TYPED:
            print(f"{median_ms(lambda text=text: index.search(text)):9.1f} ms  {index.search(text).total:8,} hits  {text}")
        compare(store, index)


def compare(store: Store, index: Index) -> None:
    """Print what SPARQL filters need beside a search in SPARQL."""
    words = "tekoälysäädös"
    query = f'PREFIX def: <https://w3id.org/painopiste/def#> SELECT ?thing {{ ?thing def:search "{words}" }}'
    search = median_ms(lambda: store.rows(rewritten(query, index)))
    print(f"{search:9.1f} ms  def:search")
    for name, pattern in SCANS.items():
        text = pattern.format(label=LABEL, words=words)
        scan = median_ms(lambda text=text: store.rows(text))
        print(f"{scan:9.1f} ms  FILTER({name}), {scan / search:.1f} times as long")


def main(labels: int) -> None:
    """Measure the shipped graph and one with so many made labels."""
    settings = Settings()
    shipped = opened(settings)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure("shipped", shipped, settings, folder)
        made, file = Store(), folder / "made.nt"
        file.write_text("".join(synthetic(shipped, labels)), encoding="utf-8")
        made.load(file)
        measure("synthetic", made, settings, folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
