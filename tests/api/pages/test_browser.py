"""The moderators' list in a real browser: cleared by keys alone, nothing missed or doubled.

Skipped where no Chromium answers (CHROMIUM names one that is not on the PATH).
"""

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright
from werkzeug.serving import make_server

from classifier import Span
from moderation import publication, review
from moderation.moderators import Person
from store.tables import Site
from tests.conftest import ScriptedModel
from tests.helpers import decided

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
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
    """The application, served on a port that the kernel chose."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Browser, address: str, camille: Person) -> Iterator[Page]:
    """A moderator's browser, signed in and at the list."""
    context = chromium.new_context(locale="fr-FR", base_url=address)
    yield sign_in(context, camille)
    context.close()


def sign_in(context: BrowserContext, who: Person) -> Page:
    """A page of `who`, at the list."""
    opened = context.new_page()
    opened.goto("/moderation")
    opened.fill("input[type=email]", who.moderator.email)
    opened.fill("input[type=password]", "un mot de passe")
    opened.keyboard.press("Enter")
    expect(opened.locator("h1")).to_contain_text("À décider")
    return opened


def rude(site: Site, number: int) -> str:
    return decided(site, f"Quel idiot, ce lecteur numéro {number}.").id


def press(page: Page, key: str) -> None:
    """A key that decides: the list comes back without the comment."""
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.usefixtures("no_window")
def test_a_list_is_cleared_by_keys_alone(site: Site, camille: Person, page: Page) -> None:
    ids = [rude(site, number) for number in range(30)]
    page.goto("/moderation")
    page.keyboard.press("j")
    for number in range(len(ids)):
        press(page, "a" if number % 3 == 0 else "r")
    expect(page.locator(".nothing")).to_be_visible()
    made = review.recent(camille, limit=100)
    assert sorted(comment.id for _, comment in made) == sorted(ids)
    approved = publication.approved(site.id, None, None, 100)
    assert [comment.id for comment in approved] == ids[::3]


def test_the_eye_goes_on_to_the_next_and_undo_takes_back(
    site: Site, camille: Person, page: Page
) -> None:
    first, second, third = (rude(site, number) for number in range(3))
    page.goto("/moderation")
    page.keyboard.press("j")
    page.keyboard.press("j")
    press(page, "r")
    current = page.locator(".card-comment[aria-current]")
    expect(current).to_have_attribute("id", f"comment-{third}")
    expect(current).to_be_focused()
    press(page, "u")
    expect(page.locator(".card-comment")).to_have_count(3)
    assert [d.action for d in review.history(camille, second)] == ["score", "reject", "undo"]
    assert [d.action for d in review.history(camille, first)] == ["score"]


def test_the_last_reason_is_repeated_by_one_key(site: Site, camille: Person, page: Page) -> None:
    ids = [rude(site, number) for number in range(2)]
    page.goto("/moderation")
    page.locator(f"#reason-{ids[0]}").select_option("off_topic")
    page.locator(f"#comment-{ids[0]}").focus()
    press(page, "r")
    press(page, ".")
    assert [decision.reasons for decision, _ in review.recent(camille)] == [["off_topic"]] * 2


def test_keys_do_nothing_while_typing_or_when_switched_off(
    site: Site, camille: Person, page: Page
) -> None:
    one = rude(site, 1)
    page.goto("/moderation")
    page.keyboard.press("j")
    page.locator(f"#reason-{one}").focus()
    page.keyboard.press("a")
    page.locator(f"#comment-{one}").focus()
    page.keyboard.press("?")
    page.get_by_label("Utiliser ces raccourcis").uncheck()
    page.keyboard.press("Escape")
    page.locator(f"#comment-{one}").focus()
    page.keyboard.press("a")
    page.reload()
    expect(page.locator(".key").first).to_be_hidden()
    page.locator(f"#comment-{one}").focus()
    page.keyboard.press("a")
    page.reload()
    assert review.recent(camille) == []


def test_the_words_that_drove_a_score_are_underlined(
    site: Site, model: ScriptedModel, page: Page
) -> None:
    model.spans = (Span(5, 10, 2.0),)
    rude(site, 1)
    page.goto("/moderation")
    expect(page.locator(".words mark")).to_have_text("idiot")
