"""Debian's Chromium against a running service of the shipped graph."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from engines.presence import require
from painopiste.settings import Settings
from running.service import Running, running

CHROMIUM = Path("/usr/bin/chromium")
BUILT = Path(__file__).parents[2] / "service/painopiste/pages/static/built/manifest.json"
PATIENCE = 20_000
"""Milliseconds after which what has not come about will not."""

Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def service(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service with the settings of a fresh clone."""
    with running(built.build_dir, tmp_path_factory.mktemp("service") / "log") as service:
        yield service


# Not for the session: as long as Playwright runs, the tests of other folders could not start an event loop of their own in this process.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window; root has no sandbox to give it."""
    require(CHROMIUM.exists(), "Chromium is not installed, so NO PAGE IS TESTED IN A BROWSER: make engines")
    require(BUILT.exists(), "The scripts are not bundled, so NO PAGE IS TESTED IN A BROWSER: make frontend")
    expect.set_options(timeout=PATIENCE)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, service: Running) -> Iterator[Opened]:
    """Opens a page in a window of its own, whose settings may be given; what the page complains of fails the test."""
    complaints: list[str] = []

    def open_page(path: str, **settings: object) -> Page:
        context = browser.new_context(base_url=service.url, **{"viewport": {"width": 1280, "height": 900}, **settings})
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(path, wait_until="domcontentloaded")
        return page

    yield open_page
    for context in browser.contexts:
        context.close()
    assert not [one for one in complaints if not one.startswith("Failed to load resource: the server responded with a status of 40")]
