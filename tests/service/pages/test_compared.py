"""What is compared, as the page shows it."""

from __future__ import annotations

from collections.abc import Callable

from painopiste.pages.compared import compared_of
from painopiste.pages.resource import Reader

DOSSIER = "https://w3id.org/painopiste/id/dossier/2021-0106"
ROW = {
    "severity": "http://www.w3.org/ns/shacl#Info",
    "verdict": "https://w3id.org/painopiste/id/verdict/missing-here",
    "thing": "https://w3id.org/painopiste/id/dossier/ai-act",
    "other": DOSSIER,
    "property": "http://data.europa.eu/eli/eli-draft-legislation-ontology#legal_basis",
    "sources": "https://example.org/a https://example.org/b",
}


def test_values_are_things_texts_and_nothing(reader_of: Callable[[str], Reader]) -> None:
    """A thing leads to its page, a long text ends early, and where nothing is edited no source stands for it."""
    silent = compared_of(reader_of("en"), {**ROW, "imported": f"{DOSSIER} | 2021-04-21 | {'a' * 300}"})
    assert [(one.text.text, one.href) for one in silent.imported] == [
        ("dossier/2021-0106", "/en/dossier/2021-0106"),
        ("2021-04-21", ""),
        ("a" * 200 + "…", ""),
    ]
    assert (silent.edited, silent.sources) == ((), ())
    assert compared_of(reader_of("en"), {**ROW, "edited": "2021-04-21"}).sources == ("https://example.org/a", "https://example.org/b")
