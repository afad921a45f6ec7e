"""What a search finds on the shipped graph, in which order, why, and how it is shown."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painopiste.errors import BuildError, ParameterError
from painopiste.graph import Iris
from painopiste.model import LANGUAGES
from painopiste.queries import Catalogue
from painopiste.search import FACETS, How, Index, Name, build_index
from painopiste.store import Store

BASE = "https://w3id.org/painopiste"
AI_ACT = f"{BASE}/id/dossier/ai-act"
AI_REGULATION = "http://data.europa.eu/eli/reg/2024/1689/oj"
PROPOSAL = f"{BASE}/id/proposal/com-2021-206"
DOSSIER, POLICY = f"{BASE}/def#Dossier", f"{BASE}/def#Policy"

PIECES = ["OR", "AND", "NOT", "NEAR(", '"', "*", "raja", "tekoälysäädös", "2021/0106", "COM(", "eli/", "a"]
REFERENCES = [
    ("2021/0106(COD)", AI_ACT),
    ("2021/0106/COD", AI_ACT),
    ("2021/0106 (cod)", AI_ACT),
    ("COD(2021)0106", AI_ACT),
    ("COD/2021/0106", AI_ACT),
    ("2021/0106", AI_ACT),
    ("http://publications.europa.eu/resource/procedure/2021_106", AI_ACT),
    ("https://data.europarl.europa.eu/eli/dl/proc/2021-0106", AI_ACT),
    ("https://oeil.europarl.europa.eu/oeil/en/procedure-file?reference=2021/0106(COD)", AI_ACT),
    ("32024R1689", AI_REGULATION),
    ("celex:32024r1689", AI_REGULATION),
    ("02024R1689-20260727", AI_REGULATION),
    ("https://eur-lex.europa.eu/legal-content/FI/TXT/?uri=CELEX%3A32024R1689", AI_REGULATION),
    ("2024/1689", AI_REGULATION),
    ("Regulation (EU) 2024/1689", AI_REGULATION),
    ("eli/reg/2024/1689", AI_REGULATION),
    ("http://data.europa.eu/eli/reg/2024/1689/oj", AI_REGULATION),
    ("COM(2021) 206", PROPOSAL),
    ("COM/2021/206 final", PROPOSAL),
    ("KOM(2021)206", PROPOSAL),
    ("52021PC0206", PROPOSAL),
    ("N:o 1313/2013/EU", "http://data.europa.eu/eli/dec/2013/1313/oj"),
    ("95/46/EY", "http://data.europa.eu/eli/dir/1995/46/oj"),
    ("ST 7371/22", f"{BASE}/id/document/st-7371-22"),
    ("RP 46/2025 rd", f"{BASE}/id/policy/fi-he-46-2025-ai-supervision"),
]


def iris(index: Index, text: str, language: str = "fi", **options: object) -> list[str]:
    """The IRIs of the hits."""
    return [hit.iri for hit in index.search(text, language, **options).hits]


@pytest.mark.parametrize(("text", "iri"), REFERENCES)
def test_a_reference_finds_its_bearer_first(index: Index, text: str, iri: str) -> None:
    """However it is written, and though the label may not have it."""
    hit = index.search(text).hits[0]
    assert (hit.iri, hit.how, hit.score) == (iri, How.REFERENCE, 1.0)


@pytest.mark.parametrize("text", ["32024R1689", "COM(2021) 206"])
def test_a_reference_to_an_act_or_proposal_also_finds_its_dossier(index: Index, text: str) -> None:
    """Behind the bearer."""
    assert AI_ACT in iris(index, text)[1:]


def test_a_reference_that_nothing_bears_is_searched_as_words(index: Index) -> None:
    """Of “direktiivi 2099/1” the word is left."""
    results = index.search("direktiivi 2099/1")
    assert results.total
    assert all(hit.how != How.REFERENCE for hit in results.hits)


@pytest.mark.parametrize("text", ["Tekoälysäädös", "tekoälysäädös", "TEKOÄLYSÄÄDÖS", "tekoalysaados", "tekoa\u0308lysa\u0308a\u0308do\u0308s"])
def test_case_and_diacritics_do_not_count(index: Index, text: str) -> None:
    """Composed or decomposed."""
    assert iris(index, text)[0] == AI_ACT


@pytest.mark.parametrize(
    ("text", "language", "path", "how"),
    [
        ("tekoälysäädös", "fi", "dossier/ai-act", How.EXACT),
        ("tekoälysää", "fi", "dossier/ai-act", How.PREFIX),
        ("AI-förordning", "sv", "dossier/ai-act", How.PREFIX),
        ("Frontexin", "fi", "organisation/frontex", How.STEM),
        ("tekoälysäädöksen", "fi", "dossier/ai-act", How.SHARED_PREFIX),
        ("menettelyasetus", "fi", "dossier/apr", How.EXACT),
        ("turvapaikkamenettelyasetus", "fi", "dossier/apr", How.COMPOUND),
        ("tkeoälysäädös", "fi", "dossier/ai-act", How.FUZZY),
        ("tekoälysäädös frontexin", "fi", "dossier/ai-act", How.EXACT),
    ],
)
def test_a_hit_says_how_it_was_found(index: Index, text: str, language: str, path: str, how: How) -> None:
    """By the loosest step that was needed."""
    hits = {hit.iri: hit.how for hit in index.search(text, language, limit=200).hits}
    assert hits[f"{BASE}/id/{path}"] == how


def test_a_part_of_a_compound_is_found(index: Index) -> None:
    """“säädös” stands at the end of “tekoälysäädös”."""
    hits = {hit.iri: hit.how for hit in index.search("säädös", kinds=[DOSSIER], limit=200).hits}
    assert hits[AI_ACT] == How.COMPOUND


def test_a_whole_label_comes_first(index: Index) -> None:
    """“Schengen” is the name of a topic, and a word of many labels."""
    assert iris(index, "schengen")[0] == f"{BASE}/id/topic/schengen"


def test_stricter_matches_score_higher(index: Index) -> None:
    """The same thing found by its name, its beginning, an inflected form, a typing error, and a word that begins likewise."""
    texts, eurodac = (
        ("Eurodac-asetus", "Eurodac-asetu", "Eurodacin asetus", "Eurodca asetus", "Eurodatalla asetus"),
        f"{BASE}/id/dossier/eurodac-2024",
    )
    scores = [next(hit.score for hit in index.search(text, kinds=[DOSSIER]).hits if hit.iri == eurodac) for text in texts]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_what_people_look_for_comes_before_what_is_said_of_it(index: Index) -> None:
    """The dossier, then its act, then events of it."""
    order = iris(index, "tekoälysäädös", limit=200)
    events = [order.index(iri) for iri in order if "/event/" in iri]
    assert order.index(AI_ACT) < order.index(AI_REGULATION) < min(events)


def test_a_label_is_in_the_language_asked_for_or_says_its_own(index: Index, tmp_path: Path) -> None:
    """A country has a Swedish name; where a thing lacks one, another language stands in."""
    assert index.search("Tunisia", "sv").hits[0].label == Name("Tunisien", "sv")
    with index_of(tmp_path, ':a a def:Policy ; skos:prefLabel "Raja"@fi , "Border"@en . :b a def:Policy ; skos:prefLabel "Raja A"@fi .') as few:
        assert [hit.label for hit in few.search("raja", "sv").hits] == [Name("Border", "en"), Name("Raja A", "fi")]


def test_marks_are_the_words_that_were_found(index: Index) -> None:
    """By their place in the text that is shown."""
    hit = index.search("turkin takaisinottosopimus").hits[0]
    assert hit.iri == f"{BASE}/id/agreement/eura-turkiye"
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["Turkin", "takaisinottosopimus"]


def test_of_a_long_title_the_part_around_the_first_word_is_shown(index: Index) -> None:
    """The official title of the AI Act has “harmonised” in its middle."""
    hit = next(hit for hit in index.search("harmonised rules on artificial intelligence", "en").hits if hit.iri == AI_ACT)
    assert len(hit.matched.text) > 240 >= len(hit.snippet.text) - 2
    assert "harmonised" in [hit.snippet.text[start:end] for start, end in hit.snippet.marks]


def test_hits_are_cut_into_pages(index: Index) -> None:
    """Two pages of five are one page of ten, and the total does not change."""
    whole, pages = index.search("raja", limit=10), [index.search("raja", limit=5, offset=offset) for offset in (0, 5)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {whole.total}


def test_kinds_narrow_hits(index: Index) -> None:
    """By the IRI of a class; two classes are a choice."""
    results = index.search("raja", kinds=[DOSSIER, POLICY], limit=200)
    assert results.total == len(results.hits)
    assert {hit.kind for hit in results.hits} == {DOSSIER, POLICY}


@pytest.mark.parametrize("facet", FACETS)
def test_a_count_is_what_choosing_the_value_gives(index: Index, facet: str) -> None:
    """For every facet, its first and its last value."""
    values = index.search("eu", limit=0).facets[facet]
    for value in (values[0], values[-1]):
        assert index.search("eu", facets={facet: [value.value]}, limit=0).total == value.count


def test_facets_are_joined_and_their_values_are_a_choice(index: Index) -> None:
    """A dossier in negotiation or adopted, and nothing else."""
    statuses = [value.value for value in index.search("raja", kinds=[DOSSIER]).facets["status"]]
    assert len(statuses) > 1
    each = [index.search("raja", kinds=[DOSSIER], facets={"status": [status]}).total for status in statuses]
    assert index.search("raja", kinds=[DOSSIER], facets={"status": statuses}).total == sum(each)


def test_the_values_of_a_facet_stay_when_one_is_chosen(index: Index) -> None:
    """So that another can be chosen in its place."""
    values = index.search("raja").facets["year"]
    assert index.search("raja", facets={"year": [values[0].value]}).facets["year"] == values


def test_facet_values_are_named_in_the_language_asked_for(index: Index) -> None:
    """A priority by its label, a class by that of the ontology."""
    facets = index.search("gräns", "sv").facets
    labels = {value.value: value.label.text for facet in ("kind", "priority") for value in facets[facet]}
    assert labels[DOSSIER] == "EU-ärende"
    assert all(value.label.language == "sv" for value in facets["priority"])


@pytest.mark.parametrize("options", [{"language": "de"}, {"facets": {"colour": ["red"]}}])
def test_an_unknown_language_or_facet_is_refused(index: Index, options: dict[str, object]) -> None:
    """With a message that names those that are known."""
    with pytest.raises(ParameterError, match=r"fi, sv, en|kind, priority"):
        index.search("raja", **options)


@pytest.mark.parametrize("text", ["", "   ", "!?", '"', "\ud800", "§", "\x00"])
def test_a_text_without_words_finds_nothing(index: Index, text: str) -> None:
    """And has no facets."""
    results = index.search(text)
    assert (results.hits, results.total, results.facets) == ((), 0, {})


@given(
    text=st.text(max_size=400)
    | st.text(st.sampled_from("abäö \"'*()-^:{}NEAR%_/0123456789\x00"), max_size=400)
    | st.lists(st.sampled_from(["OR", "AND", "NOT", "NEAR(", '"', "*", "raja", "tekoälysäädös", "2021/0106", "COM(", "eli/", "a"]), max_size=40).map(
        " ".join
    ),
    language=st.sampled_from(LANGUAGES),
    limit=st.integers(-5, 1000),
    offset=st.integers(-5, 1000),
)
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_searched(index: Index, text: str, language: str, limit: int, offset: int) -> None:
    """Without an error, with an answer of bounded size whose marks lie within its texts."""
    results = index.search(text, language, limit=limit, offset=offset)
    assert len(results.hits) <= min(200, max(0, limit), results.total)
    assert all(len(values) <= 100 for values in results.facets.values())
    for hit in results.hits:
        assert len(hit.snippet.text) <= 242
        assert 0 <= hit.score <= 1
        assert all(0 <= start < end <= len(hit.snippet.text) for start, end in hit.snippet.marks)


@pytest.mark.parametrize("text", ["a" * 1_000_000, "ä " * 500_000, "(" * 1_000_000, "2021/0106(COD) " * 50_000, "\\'\"" * 300_000])
def test_of_a_very_long_text_the_beginning_counts(index: Index, text: str) -> None:
    """The answer is that of its first three hundred letters."""
    assert index.search(text) == index.search(text[:300])


def test_the_same_search_gives_the_same_answer(index: Index) -> None:
    """In the same order."""
    assert index.search("eu tekoäly") == index.search("eu tekoäly")


def test_threads_can_share_an_index(index: Index) -> None:
    """Their searches follow one another."""
    texts = ["raja", "tekoälysääntelyn", "2021/0106(COD)", "Schengne"] * 5
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(index.search, texts)) == [index.search(text) for text in texts]


def test_the_first_hits_alone_are_those_of_a_search(index: Index) -> None:
    """With their scores."""
    assert index.best("raja", "fi", 7) == [(hit.iri, hit.score) for hit in index.search("raja", "fi", limit=7).hits]


def test_a_morphology_finds_what_stems_cannot(index: Index, voikko_index: Index) -> None:
    """“laeissa” is an inflected form of “laki” that shares two letters with it."""
    act = f"{BASE}/id/act/finland-cybersecurity-act"
    assert act not in iris(index, "laeissa", limit=200)
    assert act in iris(voikko_index, "laeissa", limit=200)


def index_of(folder: Path, turtle: str) -> Index:
    """The index of a few triples."""
    file, store, path = folder / "few.ttl", Store(), folder / "search.sqlite"
    prefixes = f"@prefix def: <{BASE}/def#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <{BASE}/id/policy/> .\n"
    file.write_text(prefixes + turtle, encoding="utf-8")
    store.load(file)
    build_index(store, Catalogue.read(Path(__file__).parents[3] / "queries"), Iris(BASE), path)
    return Index.open(path)


@pytest.mark.parametrize("name", ["altLabel", "hiddenLabel", "notation"])
def test_other_names_are_found_and_the_label_is_shown(tmp_path: Path, name: str) -> None:
    """Alternative and hidden labels and notations."""
    with index_of(tmp_path, f':one a def:Policy ; skos:prefLabel "Yksi"@fi ; skos:{name} "Toinen" .') as index:
        hit = index.search("toinen").hits[0]
    assert (hit.label.text, hit.matched.text, hit.snippet.marks) == ("Yksi", "Toinen", ((0, 6),))


def test_the_last_part_of_an_iri_is_a_name(tmp_path: Path) -> None:
    """People know it from the address of the page."""
    with index_of(tmp_path, ':ai-strategy a def:Policy ; skos:prefLabel "Suunnitelma"@fi .') as index:
        assert iris(index, "AI strategy") == [f"{BASE}/id/policy/ai-strategy"]


def test_equally_good_hits_go_by_label(tmp_path: Path) -> None:
    """Whatever their IRIs."""
    with index_of(tmp_path, ':a a def:Policy ; skos:prefLabel "Raja B"@fi . :b a def:Policy ; skos:prefLabel "Raja A"@fi .') as index:
        assert iris(index, "raja") == [f"{BASE}/id/policy/b", f"{BASE}/id/policy/a"]


def test_the_same_graph_gives_the_same_file(tmp_path: Path) -> None:
    """Byte for byte."""
    turtle = ':a a def:Policy ; skos:prefLabel "Raja B"@fi , "Gräns B"@sv . :b a def:Policy ; skos:prefLabel "Raja A"@fi .'
    files = []
    for _ in range(2):
        with index_of(tmp_path, turtle):
            files.append((tmp_path / "search.sqlite").read_bytes())
    assert files[0] == files[1]


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\x00"])
def test_a_file_that_is_no_index_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """With a message that names the file and says what makes an index."""
    path = tmp_path / "search.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BuildError, match=r"search\.sqlite.*painopiste build"):
        Index.open(path)


def test_an_index_is_never_written(index: Index) -> None:
    """Its connection is read-only."""
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        index._connection.execute("DELETE FROM thing")
