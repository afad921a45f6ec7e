"""What notices of CELLAR become in our vocabulary; each trap that their form sets has a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from notices import END, RESOURCE, about, fact, notices
from painopiste.cellar import map_notice
from painopiste.graph import Iris

BASE = "https://w3id.org/painopiste"
EVENT = RESOURCE + "authority/event/"
ACT = "http://data.europa.eu/eli/reg/2024/1351/oj"
Say = Callable[..., Any]


def test_a_dossier_has_the_reference_that_its_notice_tells(said: Say) -> None:
    """CELLAR writes 2018/330A/COD for a split file and pads others; we write both as people do."""
    assert said("2018_330A").of("dossier/2018-0330a", "eli-dl:process_id") == {"2018/0330A(COD)"}
    assert said("2016_62R").of("dossier/2016-0062r", "eli-dl:process_id") == {"2016/0062R(NLE)"}
    assert said("2013_91").of("dossier/2013-0091", "eli-dl:process_id") == {"2013/0091(COD)"}


def test_an_ordinary_procedure_of_the_lisbon_era_is_of_the_kind_olp_though_its_reference_says_cod(said: Say) -> None:
    """The kind is the concept, not the letters of the reference."""
    assert said("2018_330A").of("dossier/2018-0330a", "eli-dl:process_type") == {RESOURCE + "authority/procedure/OLP"}
    assert said("2005_167").of("dossier/2005-0167", "eli-dl:process_type") == {RESOURCE + "authority/procedure/COD"}


def test_a_thing_under_several_aliases_is_one_thing_that_names_them_all(said: Say) -> None:
    """owl:sameAs runs from the address inside CELLAR to the others; subjects and objects are a mix of all."""
    aliases = said("2005_167").of("dossier/2005-0167", "owl:sameAs")
    assert RESOURCE + "procedure/2005_167" in aliases
    assert {alias.split("/")[4] for alias in aliases} == {"cellar", "pegase", "procedure"}
    proposal = said("2018_330A").of("proposal/com-2018-631", "owl:sameAs")
    assert {alias.split("/")[4] for alias in proposal} == {"cellar", "celex", "comnat", "immc"}


def test_an_event_that_hangs_on_its_dossier_by_any_alias_is_there_once(said: Say) -> None:
    """The Return Directive has events on the procedure alias and on the older pegase alias."""
    events = said("2005_167").holders("eli-dl:forms_part_of", f"{BASE}/id/dossier/2005-0167")
    assert len(events) == 14
    kinds = {frozenset(alias.split("/")[4] for alias in said("2005_167").of(event, "owl:sameAs")) for event in events}
    assert kinds == {frozenset({"cellar", "pegase"}), frozenset({"cellar", "procedure-event"})}


def test_one_fact_under_several_property_names_is_one_statement(said: Say) -> None:
    """date, event_date and event_legal_date say the same; the fullest name counts."""
    event = "dossier/2018-0330a/event/2019-11-13-sign-byep-consil"
    assert said("2018_330A").of(event, "eli-dl:activity_date") == {"2019-11-13"}
    assert said("2018_330A").of(event, "eli-dl:had_activity_type") == {EVENT + "SIGN_byEP_CONSIL"}


def test_a_general_property_does_not_add_another_date(said: Say) -> None:
    """cdm:date of this debate is also the day of its dispatch, which is no date of the event."""
    assert said("2020_279").of("dossier/2020-0279/event/2024-04-10-debate-byep", "eli-dl:activity_date") == {"2024-04-10"}


def test_terms_newer_than_the_published_ontology_are_read(said: Say) -> None:
    """Phase, committee responsible and shadow rapporteurs are not in CDM 4.2.0 and in live notices."""
    amm = said("2020_279")
    referral = "dossier/2020-0279/event/2020-11-11-ref-of-byep"
    assert amm.of(referral, "eli-dl:occured_at_stage") == {RESOURCE + "authority/procedure-phase/RDG1"}
    roles = {role.rpartition("/")[2] for part in amm.of(referral, "eli-dl:had_participation") for role in amm.of(part, "eli-dl:participation_role")}
    assert {"CMT_RESP", "RAPP", "RAPP_SHADOW"} <= roles
    assert amm.of("dossier/2020-0279/participation/rapp-shadow-fabienne-keller", "def:politicalGroup") == {"Renew"}


def test_two_events_of_one_kind_on_one_day_are_two(said: Say) -> None:
    """Five opinions of committees on one day are told apart by a number."""
    events = said("1990_1030").holders("eli-dl:activity_date", "1990-09-27")
    opinions = {event.rpartition("/")[2] for event in events if "opi-rsi-byep-cmt" in event}
    assert opinions == {"1990-09-27-opi-rsi-byep-cmt", *(f"1990-09-27-opi-rsi-byep-cmt-{number}" for number in range(2, 6))}


def test_only_an_act_of_celex_sector_3_is_a_result(said: Say) -> None:
    """The signed text that the same property names, and the opinion that a file of the EESC led to, are documents."""
    amm = said("2020_279")
    assert amm.of("dossier/2020-0279", "eli-dl:created_a_realization_of") == {ACT}
    assert f"{BASE}/id/document/st-9978-2024-init" in amm.of("dossier/2020-0279", "eli-dl:involved_work")


def test_an_act_is_its_eli_where_the_notice_tells_it_and_no_eli_is_guessed(said: Say) -> None:
    """The address inside CELLAR becomes the official one; without it an act has a name of ours."""
    assert said("2018_99").of("dossier/2018-0099", "eli-dl:created_a_realization_of") == {"http://data.europa.eu/eli/dec/2018/776/oj"}
    assert said("2013_91").of("dossier/2013-0091", "eli-dl:created_a_realization_of") == {f"{BASE}/id/act/32016r0794"}
    assert said("2013_91").of("act/32016r0794", "def:eliStatus") == {f"{BASE}/id/eli-status/none"}


def test_the_proposal_opens_the_dossier(said: Say) -> None:
    """Its number is the one that people cite."""
    frontex = said("2018_330A")
    assert f"{BASE}/id/proposal/com-2018-631" in frontex.of("dossier/2018-0330a", "eli-dl:involved_work")
    assert frontex.of("proposal/com-2018-631", "eli:number") == {"COM(2018) 631"}
    assert frontex.of("proposal/com-2018-631", "eli:id_local") == {"52018PC0631"}


def test_documents_of_council_and_parliament_have_their_numbers(said: Say) -> None:
    """They have no CELEX."""
    frontex = said("2018_330A")
    assert frontex.of("document/st-6673-2019-init", "eli:number") == {"ST 6673 2019 INIT"}
    assert frontex.of("document/p8-ta-2019-0415", "eli:number") == {"P8_TA(2019)0415"}


def test_documents_stand_at_their_events(said: Say) -> None:
    """The position of the Parliament is at the event of its adoption."""
    documents = said("2018_330A").of("dossier/2018-0330a/event/2019-04-17-adp-r1-pos-byep", "eli-dl:documented_by_a_realization_of")
    assert f"{BASE}/id/document/p8-ta-2019-0415" in documents


def test_a_document_with_an_address_of_a_file_is_told_and_left_out(said: Say) -> None:
    """The notice of the Frontex Regulation has one."""
    assert ("", "a document of which only an address inside CELLAR is told") in said("2018_330A").findings("unidentified")
    assert not [one for one, _, value in said("2018_330A").mapped.statements if "file:" in value.value and "finding" not in one.value]


def test_a_person_is_a_name_and_never_the_same_as_anybody(said: Say) -> None:
    """CELLAR's IRI of a person is made of the name."""
    amm = said("2020_279")
    assert amm.of("person/cellar-tomas-tobe", "foaf:name") == {"Tomas TOBE"}
    assert amm.of("person/cellar-tomas-tobe", "rdfs:seeAlso") == {RESOURCE + "agent/Tomas%20TOBE"}
    assert amm.of("person/cellar-tomas-tobe", "owl:sameAs") == set()


def test_a_participant_without_a_name_is_told(said: Say) -> None:
    """Of three rapporteurs on training only an address inside CELLAR is known."""
    assert len(said("2008_69").findings("unidentified")) == 3


def test_titles_stand_by_language(said: Say) -> None:
    """In all languages there are; the labels are those in ours, or the reference."""
    titles = {value.language for one, name, value in said("2005_167").mapped.statements if name.value.endswith("process_title")}
    assert len(titles) == 20
    labels = said("2018_330A").of("dossier/2018-0330a", "skos:prefLabel")
    assert {"Menettely 2018/0330A(COD)", "Förfarande 2018/0330A(COD)"} < labels


def test_ends_of_lines_that_were_escaped_twice_are_spaces(changed: Callable[..., Any]) -> None:
    """As they stand in every sixth notice."""
    told = changed("2005_167", ("Proposal for a DIRECTIVE OF", "Proposal for a&amp;#13; DIRECTIVE OF"))
    (title,) = [one for one in told.of("dossier/2005-0167", "eli-dl:process_title") if one.startswith("Proposal")]
    assert title.startswith("Proposal for a DIRECTIVE OF THE")


def test_a_title_without_a_language_is_told_and_left_out(said: Say) -> None:
    """Which language it is in would be a guess."""
    assert len(said("2008_69").findings("language-missing")) == 17
    assert said("2008_69").of("dossier/2008-0069", "skos:prefLabel") >= {"Procedure 2008/0069(COD)"}


def test_a_placeholder_is_no_title(said: Say) -> None:
    """OP_DATPRO stands for data to come."""
    assert "OP_DATPRO" not in {value.value for _, name, value in said("2017_2144").mapped.statements if name.value.endswith("_title")}
    assert len(said("2017_2144").findings("placeholder")) == 1


def test_a_stale_flag_is_told_and_does_not_count(said: Say) -> None:
    """The Frontex Regulation is marked as pending though its own last event is the signature; no flag becomes a statement."""
    assert said("2018_330A").findings("stale") == [("2018_330A", "marked as pending, though its events or acts show it adopted")]
    assert said("2020_279").findings("stale") == [("2020_279.2024-04-10_DEBATE_byEP", "marked as PROJECTED")]


def test_a_mark_that_no_event_bears_out_is_told(said: Say) -> None:
    """A date of adoption without an event of that day; a withdrawal without one."""
    assert said("2010_350").findings("contradiction") == [("2010_350", "adopted on 2014-11-26 by its own date, though no event is of that day")]
    assert said("1983_1036").findings("contradiction") == [("1983_1036", "marked as withdrawn, though no event shows it")]


def test_the_legal_basis_is_an_article_with_paragraph_and_point(said: Say) -> None:
    """The paragraph stands in a comment beside the link to the article."""
    bases = {iri.rpartition("/")[2] for iri in said("2013_91").of("dossier/2013-0091", "def:legalBasis")}
    assert bases == {"tfeu-88", "tfeu-87-2-b", "tfeu-294-6"}
    assert said("2013_91").of("treaty-article/tfeu-87-2-b", "dct:isPartOf") == {f"{BASE}/id/treaty-article/tfeu-87"}


def test_a_treaty_before_lisbon_is_another_treaty(said: Say) -> None:
    """Article 63 of the EC Treaty is not Article 63 TFEU."""
    bases = {iri.rpartition("/")[2] for iri in said("2005_167").of("dossier/2005-0167", "def:legalBasis")}
    assert bases == {"ec-63-3-b", "ec-251"}


def test_an_amendment_tells_the_article_the_way_and_the_day(said: Say) -> None:
    """The annotation stands on the inverse property, with the changed act as its source."""
    amm = said("2020_279")
    change = "act-change/32024r1351/32021r1147/amends-ar-2-po-11-r"
    assert amm.of(change, "rdf:subject") == {ACT}
    assert amm.of(change, "rdf:object") == {"http://data.europa.eu/eli/reg/2021/1147/oj"}
    assert amm.of(change, "def:changedPart") == {"AR 2 PO 11"}
    assert amm.of(change, "def:changedArticle") == {"2"}
    assert amm.of(change, "def:changeAction") == {RESOURCE + "authority/fd_375/R"}
    assert amm.of(change, "def:validFrom") == {"2026-06-12"}


def test_a_repeal_tells_its_day(said: Say) -> None:
    """The Dublin Regulation goes when the new regulation applies."""
    assert said("2020_279").of(ACT, "eli:repeals") == {"http://data.europa.eu/eli/reg/2013/604/oj"}
    assert said("2020_279").of("act-change/32024r1351/32013r0604/repeals", "def:validFrom") == {"2026-06-12"}


def test_an_end_that_is_open_is_no_date(changed: Say) -> None:
    """9999-12-31 means that no end is known."""
    act = changed("2018_99", (END, about("celex/32018D0776", fact("resource_legal_date_end-of-validity", "9999-12-31", "date"))))
    assert act.of("http://data.europa.eu/eli/dec/2018/776/oj", "eli:date_no_longer_in_force") == set()
    assert [text for _, text in act.findings("date-open-ended")] == ["resource_legal_date_end-of-validity is 9999-12-31, which stands for no date"]


def test_of_several_ends_the_latest_counts(changed: Say) -> None:
    """And of several starts the earliest."""
    dates = [fact("resource_legal_date_end-of-validity", day, "date") for day in ("2020-01-01", "2022-01-01")]
    dates += [fact("resource_legal_date_entry-into-force", day, "date") for day in ("2018-06-19", "2018-05-30")]
    act = changed("2018_99", (END, about("celex/32018D0776", *dates)))
    assert act.of("http://data.europa.eu/eli/dec/2018/776/oj", "eli:date_no_longer_in_force") == {"2022-01-01"}
    assert act.of("http://data.europa.eu/eli/dec/2018/776/oj", "eli:first_date_entry_in_force") == {"2018-05-30"}


@pytest.mark.parametrize(("flag", "state"), [("true", "inForce"), ("1", "inForce"), ("false", "notInForce"), ("0", "notInForce")])
def test_a_boolean_may_be_a_word_or_a_digit(changed: Say, flag: str, state: str) -> None:
    """The engine of CELLAR writes both."""
    act = changed("2018_99", (END, about("celex/32018D0776", fact("resource_legal_in-force", flag, "boolean"))))
    assert act.of("http://data.europa.eu/eli/dec/2018/776/oj", "eli:in_force") == {f"http://data.europa.eu/eli/ontology#InForce-{state}"}


def test_the_flag_counts_for_more_than_an_end_date(changed: Say) -> None:
    """An act in force can carry an end date that has passed."""
    facts = fact("resource_legal_in-force", "true", "boolean"), fact("resource_legal_date_end-of-validity", "2020-01-01", "date")
    act = changed("2018_99", (END, about("celex/32018D0776", *facts)))
    assert act.of("http://data.europa.eu/eli/dec/2018/776/oj", "eli:date_no_longer_in_force") == set()


def test_a_date_with_a_time_zone_is_that_day(changed: Say) -> None:
    """Some dates of adoption carry one."""
    assert changed("2010_350", ("2014-11-26", "2014-11-26+01:00")).findings("contradiction")[0][1].startswith("adopted on 2014-11-26 by")


def test_a_malformed_date_is_told_and_left_out(changed: Say) -> None:
    """An event without a day cannot be placed, so it is left out with it."""
    frontex = changed("2018_330A", ("2019-04-17</", "17.4.2019</"))
    assert "event_legal_date is “17.4.2019”, which is no date" in [text for _, text in frontex.findings("date-malformed")]
    assert frontex.holders("eli-dl:activity_date", "2019-04-17") == set()


def test_an_event_of_two_days_is_told_and_left_out(changed: Say) -> None:
    """Which day is right would be a guess."""
    more = about("procedure-event/2018_330A.2019-11-13_SIGN_byEP_CONSIL", fact("event_legal_date", "2019-11-14", "date"))
    frontex = changed("2018_330A", (END, more))
    assert [text for _, text in frontex.findings("contradiction")] == ["event_legal_date has several values: 2019-11-13, 2019-11-14"]
    assert frontex.holders("eli-dl:had_activity_type", EVENT + "SIGN_byEP_CONSIL") == set()


def test_an_adoption_before_the_proposal_is_told(changed: Say) -> None:
    """The events stand as they are told."""
    frontex = changed("2018_330A", ("2018-09-12</", "2020-09-12</"))
    assert ("2018_330A", "SIGN_byEP_CONSIL on 2019-11-13 comes before the proposal of 2020-09-12") in frontex.findings("contradiction")


def test_everything_told_leads_to_the_notice_it_came_from(said: Say) -> None:
    """With its source, its digest and the day on which CELLAR last changed it."""
    frontex = said("2018_330A")
    notice = f"{BASE}/id/notice/cellar/2018-0330a"
    subjects = {one.value for one, _, _ in frontex.mapped.statements} - {notice}
    assert {one for one in subjects if frontex.of(one, "def:importedFrom") != {notice}} == set()
    assert frontex.of(notice, "dct:source") == {RESOURCE + "procedure/2018_330A"}
    assert next(iter(frontex.of(notice, "dct:identifier"))).startswith("sha256:")
    assert frontex.of(notice, "dct:modified") == {"2025-11-13T20:29:14.391+01:00"}


@pytest.mark.parametrize("key", sorted(notices()))
def test_the_same_notice_gives_the_same_statements(key: str) -> None:
    """In the same order, whatever the order of its triples in memory."""
    first, second = (map_notice(key, notices()[key], Iris(BASE)) for _ in range(2))
    assert first == second
