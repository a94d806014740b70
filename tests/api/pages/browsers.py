"""Real browsers: fixtures of a Chromium, of the served application, of a moderator's page.

Skipped where no Chromium answers (CHROMIUM names one that is not on the PATH).
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from moderation.moderators import Person
from tests.api.live import serving

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Long: a busy machine is no failure, and what never comes is noticed all the same.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on the PATH (CHROMIUM names one)")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except Error as error:
            pytest.skip(f"Chromium does not start: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application is served."""
    with serving(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page(chromium: Browser, address: str, camille: Person) -> Iterator[Page]:
    """A moderator's browser, signed in and at the list."""
    context = chromium.new_context(locale="fr-FR", base_url=address)
    opened = context.new_page()
    sign_in(opened, camille)
    expect(opened.locator("h1")).to_contain_text("À décider")
    yield opened
    context.close()


def sign_in(page: Page, who: Person) -> None:
    page.goto("/moderation")
    page.fill("input[type=email]", who.moderator.email)
    page.fill("input[type=password]", "un mot de passe")
    page.keyboard.press("Enter")
    expect(page.locator(".person")).to_be_visible()


def press(page: Page, key: str) -> None:
    """A key that decides or undoes: the server has answered."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press(key)
