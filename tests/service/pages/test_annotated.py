"""The annotated text: nothing of it is lost, every link of the graph stands on its words, overlapping spans are all told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import anyio
from fastapi.testclient import TestClient

import painopiste.pages
from painopiste.pages.annotated import Segment, Span, segments_of, spans_of
from painopiste.pages.edition import EditionView, edition_view
from painopiste.pages.evidence import Evidence
from painopiste.pages.resource import Reader
from painopiste.pages.values import Link, Text
from painopiste.store import Store

EDITION = "https://w3id.org/painopiste/id/edition/2023"
STYLE = Path(painopiste.pages.__file__).parent / "static" / "style.css"
ReaderOf = Callable[[str], Reader]


def link(start: int, end: int, thing: str, strength: str = "editorial") -> Evidence:
    """A link from some words."""
    return Evidence(Link(Text(thing), f"/en/{thing}"), strength, strength, "", start, end, Text(""), thing)


def view(reader_of: ReaderOf, language: str = "fi") -> EditionView:
    """The view of the 2023 edition."""
    return anyio.run(edition_view, reader_of(language), EDITION, "")


def test_overlapping_spans_are_all_told() -> None:
    """The text is cut at each edge, nothing of it is lost, and the shortest span comes first."""
    spans = spans_of([link(1, 4, "a"), link(2, 6, "b"), link(1, 6, "c")])
    found = segments_of("abcdefgh", 0, 8, spans)
    assert "".join(each.text for each in found) == "abcdefgh"
    assert [(each.text, [span.name for span in each.spans]) for each in found if each.spans] == [
        ("b", ["1-4", "1-6"]),
        ("cd", ["1-4", "2-6", "1-6"]),
        ("ef", ["2-6", "1-6"]),
    ]


def test_the_strongest_link_of_words_comes_first() -> None:
    """Named before described before read by an editor, then by name."""
    (span,) = spans_of([link(0, 4, "b"), link(0, 4, "a"), link(0, 4, "z", "named"), link(0, 4, "y", "described")])
    assert [each.thing.text.text for each in span.links] == ["z", "y", "a", "b"]
    assert Segment(0, "text", (span,)).strength == "named"


def test_words_that_concern_one_thing_lead_there_and_others_to_a_note() -> None:
    """So a click leads to what the words concern."""
    one, two = Span(0, 2, "", (link(0, 2, "ai-act"),)), Span(0, 2, "", (link(0, 2, "ai-act"), link(0, 2, "gdpr")))
    assert Segment(0, "ai", (one,)).href == "/en/ai-act"
    assert Segment(0, "ai", (two,)).href == "#note-0"


def test_the_page_has_the_whole_text(reader_of: ReaderOf) -> None:
    """Only white space and the signs of the bullets stand between its parts."""
    reader = reader_of("fi")
    (source,) = reader.context.texts.values()
    shown = "".join(segment.text for part in view(reader_of).parts for segment in part.segments)
    assert re.sub(r"\s", "", shown) == re.sub(r"[\s•]", "", source.text)


def test_every_link_of_the_edition_stands_on_its_words(reader_of: ReaderOf, store: Store) -> None:
    """As many as the graph has, each within its part."""
    asked = "SELECT (COUNT(*) AS ?n) { ?l a <https://w3id.org/painopiste/def#EvidenceLink> }"
    links = [each for part in view(reader_of).parts for span in part.spans for each in span.links]
    assert len(links) == int(store.rows(asked)[0]["n"].value)
    assert len({each.anchor for each in links}) == len(links)


def test_commitments_stand_beside_their_words(reader_of: ReaderOf) -> None:
    """All 22, each in the part whose text says it, with the links that it carries."""
    parts = view(reader_of, "en").parts
    cards = [(part, card) for part in parts for card in part.cards]
    assert len(cards) == 22
    assert all(card.quote in "".join(segment.text for segment in part.segments) for part, card in cards)
    assert sum(len(card.evidence) for _, card in cards) > 400


def test_the_style_sheet_shows_the_note_of_every_marked_words(reader_of: ReaderOf) -> None:
    """It has a rule for as many marked words as the longest part has."""
    rules = {int(number) for number in re.findall(r"\.seg:nth-of-type\((\d+)\):is\(:hover, :focus\)\) \.note:nth-child\(\1\)", STYLE.read_text())}
    longest = max(len(part.marked) for part in view(reader_of).parts)
    assert set(range(1, longest + 1)) <= rules


def test_evidence_leads_from_the_words_to_the_dossier_and_back(client: TestClient) -> None:
    """The words that carry a link are marked on the way back."""
    assert 'href="/en/dossier/ai-act"' in client.get("/en/edition/2023").text
    (back, *_) = re.findall(r'href="(/en/edition/2023\?span=[^"]*)"', client.get("/en/dossier/ai-act").text)
    address, _, place = back.partition("#")
    assert re.search(rf'seg--asked" id="{place}"', client.get(address).text)


def test_an_edition_of_which_the_text_is_not_known_lists_its_points(reader_of: ReaderOf) -> None:
    """And tells where each came from."""
    found = anyio.run(edition_view, reader_of("en"), EDITION.replace("2023", "2022"), "")
    assert not found.is_annotated
    assert sum(1 for part in found.parts if part.number) == 6
    assert {each.direction for part in found.parts for each in part.continuities} == {"earlier", "later"}
