"""The ways that people go through the pages, with a mouse and by keys alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

Opened = Callable[..., Page]


def test_a_span_of_the_text_leads_to_a_dossier_and_back(opened: Opened) -> None:
    """Pointing at words shows what they concern; a click goes there, and the evidence there leads back to the same words."""
    page = opened("/fi/edition/2023")
    words = page.locator("a.seg[href*='/dossier/']").first
    name = words.get_attribute("id")
    words.hover()
    note = page.locator(f"#{words.get_attribute('aria-describedby')}")
    expect(note).to_be_visible()
    expect(note.locator(".basis").first).to_be_visible()
    page.mouse.move(0, 0)
    words.focus()
    expect(note).to_be_visible()
    words.click()
    page.wait_for_url("**/fi/dossier/*")
    back = page.locator(f"#evidence a[href*='/edition/2023'][href$='#{name}']").first
    back.click()
    page.wait_for_url(f"**/fi/edition/2023**#{name}")
    expect(page.locator(f"#{name}")).to_be_in_viewport()
    expect(page.locator("a.seg--asked").first).to_be_visible()


def test_the_day_of_a_dossier_moves_with_its_slider(opened: Opened) -> None:
    """Stage and status are those of the day that the slider or the field says, and the address keeps the day."""
    page = opened("/en/dossier/ai-act")
    slider, stage, field = page.locator(".asof__slider"), page.locator(".state__stage"), page.locator("#as-of")
    expect(stage.locator(".status--adopted")).to_be_visible()
    slider.evaluate(
        "(one) => { one.value = Date.UTC(2023, 5, 30) / 86400000; one.dispatchEvent(new Event('input')); one.dispatchEvent(new Event('change')); }"
    )
    expect(stage.locator(".status--in-progress")).to_be_visible()
    expect(field).to_have_value("2023-06-30")
    expect(page).to_have_url("/en/dossier/ai-act?as_of=2023-06-30".replace("/en", page.url.partition("/en")[0] + "/en"))
    seen = stage.inner_text()
    slider.focus()
    page.keyboard.press("Home")
    expect(stage).not_to_have_text(seen)
    field.fill("2024-07-01")
    expect(stage.locator(".status--adopted")).to_be_visible()
    page.reload(wait_until="domcontentloaded")
    expect(stage.locator(".status--adopted")).to_be_visible()
    expect(field).to_have_value("2024-07-01")


def test_the_switch_of_language_keeps_the_place(opened: Opened) -> None:
    """The same page with the same choices, in the language that the address, the page and the link say."""
    page = opened("/en/dossiers?priority=law-enforcement&as_of=2023-06-30")
    switch = page.locator(".top__languages a[hreflang=sv]")
    expect(switch).to_have_attribute("lang", "sv")
    assert {one.get_attribute("hreflang") for one in page.locator("link[rel=alternate][hreflang]").all()} == {"fi", "sv", "en"}
    switch.click()
    page.wait_for_url("**/sv/dossiers?*as_of=2023-06-30*")
    assert "law-enforcement" in page.url
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.locator(".top__languages [aria-current]")).to_have_text("sv")


def test_keys_alone_lead_from_the_start_to_a_dossier(opened: Opened) -> None:
    """The skip link comes first, focus can be seen wherever it is, and the search leads to a dossier."""
    page = opened("/en/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.locator("#top-q")).to_be_focused()
    assert outline(page) >= 2
    page.keyboard.type("AI Act")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search?q=AI*")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(page.url.partition("#")[0] + "#content")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert outline(page) >= 2, page.evaluate("document.activeElement.outerHTML")
        if "/en/dossier/ai-act" in page.evaluate("document.activeElement.href ?? ''"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/dossier/ai-act*")
    expect(page.locator("h1")).to_be_visible()


def outline(page: Page) -> float:
    """How wide the ring around the focused element is, in pixels; without one, 0."""
    width: float = page.evaluate(
        "(({ outlineStyle, outlineWidth }) => outlineStyle === 'none' ? 0 : parseFloat(outlineWidth))(getComputedStyle(document.activeElement))"
    )
    return width


def test_countries_on_the_map_are_reached_by_keys(opened: Opened) -> None:
    """Enter on a country tells its partnerships with links; a component narrows the map; the table tells the same countries."""
    page = opened("/en/partnerships")
    country = page.locator(".world [role=button]", has_text="Tunisia")
    country.focus()
    page.keyboard.press("Enter")
    chosen = page.locator(".partners__chosen")
    expect(chosen).to_contain_text("Tunisia")
    expect(chosen.locator("a").first).to_be_visible()
    expect(page.locator("table.stacked")).to_contain_text("Tunisia")
    before = page.locator(".world [role=button]").count()
    page.locator(".partners__components input").nth(1).check()
    expect(page.locator(".world [role=button]")).not_to_have_count(before)
