"""What must be true of every kind of page: for everyone, on every screen, and light."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from browser.kinds import FREE, ISLANDS, WHOLE

AXE = Path(__file__).parents[2] / "service/frontend/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_SCRIPT = 150_000
SHIFTS = """new PerformanceObserver((list) => { for (const one of list.getEntries()) globalThis.shifted = (globalThis.shifted ?? 0) + one.value; })
    .observe({ type: "layout-shift", buffered: true });"""
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
BLIND = (
    "(only) => axe.run({ runOnly: only, resultTypes: ['violations'] }).then(({ violations }) => violations.map((one) => [one.id, one.nodes[0].html]))"
)

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, as npm brings it."""
    return AXE.read_text()


def violations(page: Page, scheme: str) -> list[list[str]]:
    """What axe-core has against a page in a colour scheme, as rules with the first element that breaks each; in the dark only colours differ."""
    page.emulate_media(color_scheme=scheme)
    found: list[list[str]] = page.evaluate(BLIND, TAGS if scheme == "light" else COLOURS)
    return found


def weight(scripts: list[Response]) -> tuple[int, int]:
    """The bytes of scripts as transferred and as decoded."""
    return sum(one.request.sizes()["responseBodySize"] for one in scripts), sum(len(one.body()) for one in scripts)


@pytest.mark.parametrize("kind", WHOLE)
def test_every_kind_of_page_is_for_everyone(kind: str, opened: Opened, axe: str) -> None:
    """No violation in either scheme, nothing moves, no sideways scrolling on a phone, a strict policy, little script, and print without menus."""
    page, scripts = opened("about:blank"), list[Response]()
    page.add_init_script(SHIFTS)
    page.on("response", lambda one: scripts.append(one) if one.request.resource_type == "script" else None)
    answer = page.goto(WHOLE[kind])
    assert answer
    assert answer.status == {"problem": 404, "resolve": 300}.get(kind, 200)
    policies = [one for one in answer.headers["content-security-policy"].split("; ") if one.startswith(("script-src", "style-src", "default-src"))]
    assert policies == ["default-src 'none'", "script-src 'self'", "style-src 'self'"]
    if kind in ISLANDS:
        expect(page.locator(ISLANDS[kind]).first).to_be_visible()
    transferred, decoded = weight(scripts)
    print(f"{kind}: {transferred} bytes of script, {decoded} unpacked")
    assert kind in FREE or decoded < MOST_SCRIPT
    page.evaluate(axe)
    assert {scheme: violations(page, scheme) for scheme in ("light", "dark")} == {"light": [], "dark": []}
    assert page.evaluate("globalThis.shifted ?? 0") < 0.01
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.emulate_media(media="print")
    expect(page.locator("main h1")).to_be_visible()
    assert page.locator(".top__menu, .top__search, .top__languages").evaluate_all("all => all.every((one) => !one.checkVisibility())")


def test_every_kind_of_page_is_whole_without_scripts(opened: Opened) -> None:
    """Each has its heading, its text and its ways on; what a script would add is there as a form, a table or a list."""
    page = opened("about:blank", java_script_enabled=False)
    instead = {
        "dossier": ".asof button",
        "partnerships": "table.stacked tbody tr",
        "workbench": "textarea#query",
        "relations": "#list [data-step]",
        "edition": "a.seg",
        "matrix": "a.tie",
        "dossiers": ".line svg",
        "search": ".hits a",
    }
    for kind, path in WHOLE.items():
        page.goto(path, wait_until="domcontentloaded")
        assert page.locator("main h1").count() == 1, kind
        assert len(page.locator("main").inner_text()) > (50 if kind == "problem" else 150), kind
        expect(page.locator(instead.get(kind, ".top__menu a")).first).to_be_visible()


def test_a_page_can_be_printed(opened: Opened) -> None:
    """The browser makes a PDF of it."""
    assert opened("/en/dossier/ai-act").pdf().startswith(b"%PDF")
