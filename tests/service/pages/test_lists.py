"""Lists that are narrowed by a form and shown a page at a time."""

from __future__ import annotations

from painopiste.pages.choices import Item, narrowed
from painopiste.pages.paging import page_of
from painopiste.pages.values import Text

ITEMS = [
    Item("ai-act", {"topic": {"ai", "data"}, "status": {"adopted"}}),
    Item("gdpr", {"topic": {"data"}, "status": {"adopted"}}),
    Item("csam", {"topic": {"data"}, "status": {"open"}}),
    Item("bare", {}),
]


def test_choices_in_several_fields_all_hold() -> None:
    """And others than those of the form say nothing."""
    found = narrowed(ITEMS, ("topic", "status"), {"topic": "data", "status": "adopted", "page": "2"}, Text)
    assert found.things == ("ai-act", "gdpr")


def test_a_field_counts_what_it_would_leave_beside_the_others() -> None:
    """Its own choice does not narrow its counts."""
    topic, status = narrowed(ITEMS, ("topic", "status"), {"topic": "ai"}, Text).choices
    assert [(option.value, option.count, option.is_chosen) for option in topic.options] == [("ai", 1, True), ("data", 3, False)]
    assert [(option.value, option.count) for option in status.options] == [("adopted", 1)]


def test_a_choice_that_nobody_offers_leaves_nothing_and_stays_chosen() -> None:
    """So that the form shows why."""
    found = narrowed(ITEMS, ("topic",), {"topic": "<b>"}, Text)
    assert found.things == ()
    assert [option.value for option in found.choices[0].options if option.is_chosen] == ["<b>"]


def test_a_page_knows_the_pages_beside_it() -> None:
    """With the parameters that make the list, and no others."""
    page = page_of(range(25), {"page": "2", "topic": "a b", "utm": "x"}, ["topic"], size=10)
    assert (page.shown, page.total, page.number, page.last) == (tuple(range(10, 20)), 25, 2, 3)
    assert (page.before, page.after) == ("?topic=a+b&page=1", "?topic=a+b&page=3")


def test_a_page_beyond_the_last_is_the_last() -> None:
    """Whatever was written."""
    assert page_of(range(5), {"page": "99999"}, size=2).number == 3
    assert page_of([], {"page": "x"}).number == 1
