"""Two browsers on one queue: each sees where the other is and what the other did."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from api.pages.unwell import NAME, Watch
from moderation import leases, moderators, review
from moderation.moderators import Person
from moderation.review import Choice
from store.base import now
from store.engine import reading
from store.tables import Lease, Site
from tests.api.pages.browsers import address, chromium, page, sign_in
from tests.api.pages.test_browser import rude

__all__ = ["address", "chromium", "page"]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
# Two questions of a page, on a busy machine
SOON = 30_000


@pytest.fixture(autouse=True)
def trouble(app: Flask) -> list[str]:
    """What is wrong with the service, as the test says."""
    failing: list[str] = []
    app.extensions[NAME] = Watch(lambda: tuple(failing))
    return failing


@pytest.fixture
def other(chromium: Browser, address: str, dominique: Person) -> Iterator[Page]:
    """The browser of a colleague."""
    context = chromium.new_context(locale="fr-FR", base_url=address)
    opened = context.new_page()
    sign_in(opened, dominique)
    yield opened
    context.close()


def lease_of(page: Page, comment_id: str) -> str:
    """The token in the card's form, once the lease is there."""
    field = page.locator(f"#comment-{comment_id} .choice-approve input[name=lease]")
    expect(field).not_to_have_value("", timeout=SOON)
    return field.input_value()


def token_of(comment_id: str) -> int:
    with reading() as session:
        return session.get_one(Lease, comment_id).token


def is_free(comment_id: str) -> bool:
    with reading() as session:
        lease = session.get(Lease, comment_id)
        return lease is None or lease.until <= now()


def wait_until_free(comment_id: str) -> None:
    """A request that was sent as the page went has arrived."""
    for _ in range(200):
        if is_free(comment_id):
            return
        threading.Event().wait(0.1)
    raise AssertionError("the lease was never given back")


def test_each_sees_where_the_other_is(site: Site, page: Page, other: Page) -> None:
    first, second = rude(site, 1), rude(site, 2)
    page.goto("/moderation")
    other.goto("/moderation")
    page.keyboard.press("j")
    lease_of(page, first)
    shown = other.locator(f"#comment-{first} [data-presence]")
    expect(shown).to_have_text("camille regarde ce commentaire.", timeout=SOON)
    expect(page.locator(f"#comment-{first} [data-presence]")).to_be_hidden()
    page.keyboard.press("j")
    expect(shown).to_be_hidden(timeout=SOON)
    moved = other.locator(f"#comment-{second} [data-presence]")
    expect(moved).to_be_visible(timeout=SOON)
    page.close()
    wait_until_free(second)
    expect(moved).to_be_hidden(timeout=SOON)


def test_who_comes_to_a_comment_that_another_reads_is_told_at_once(
    site: Site, page: Page, other: Page
) -> None:
    one = rude(site, 1)
    page.goto("/moderation")
    other.goto("/moderation")
    page.keyboard.press("j")
    lease_of(page, one)
    other.keyboard.press("j")
    expect(other.locator(f"#comment-{one} [data-presence]")).to_be_visible(timeout=SOON)
    expect(other.locator(f"#comment-{one} .choice-approve input[name=lease]")).to_have_value("")


def test_what_one_decides_leaves_the_others_list_and_is_said(
    site: Site, page: Page, other: Page
) -> None:
    first, second = rude(site, 1), rude(site, 2)
    page.goto("/moderation")
    other.goto("/moderation")
    other.keyboard.press("j")
    lease_of(other, first)
    with page.expect_response("**/decision"):
        page.locator(f"#comment-{first} .choice-approve button").click()
    expect(other.locator(f"#comment-{first}")).to_have_count(0, timeout=SOON)
    expect(other.locator(".news")).to_contain_text("approuvé par camille")
    expect(other.locator("h1 .count")).to_have_text("1")
    # Both eyes go on to the next; who was there first has it, and the other sees that.
    expect(other.locator(f"#comment-{second}")).to_be_focused()
    expect(other.locator(f"#comment-{second} [data-presence]")).to_be_visible(timeout=SOON)


def test_a_late_decision_is_shown_the_others_and_overwrites_nothing(
    site: Site, page: Page, camille: Person, dominique: Person
) -> None:
    one = rude(site, 1)
    page.goto("/moderation")
    page.keyboard.press("j")
    lease_of(page, one)
    # From here on the page hears nothing: it is as late as can be.
    page.route("**/moderation/live?*", lambda route: route.abort())
    review.decide(dominique, one, Choice("reject", "threat"))
    with page.expect_response("**/decision"):
        page.keyboard.press("a")
    expect(page.locator(".news")).to_contain_text("Dominique l’a rejeté")
    shown = page.locator(".card-comment .told-conflict")
    expect(shown).to_contain_text("Menace ou appel à la violence")
    assert [d.action for d in review.history(camille, one)] == ["score", "reject"]


def test_a_reader_who_was_away_too_long_is_fenced_out(
    site: Site, page: Page, camille: Person, dominique: Person
) -> None:
    one = rude(site, 1)
    page.goto("/moderation")
    page.keyboard.press("j")
    token = lease_of(page, one)
    page.route("**/v1/comments/*/lease*", lambda route: route.abort())
    leases.release(camille, one, int(token))
    leases.take(dominique, one)
    with page.expect_response("**/decision"):
        page.keyboard.press("a")
    shown = page.locator(".card-comment .told-conflict")
    expect(shown).to_contain_text("dominique regarde ce commentaire.")
    assert [d.action for d in review.history(camille, one)] == ["score"]


def test_an_own_decision_with_its_lease_passes(site: Site, page: Page, camille: Person) -> None:
    one = rude(site, 1)
    page.goto("/moderation")
    page.keyboard.press("j")
    token = lease_of(page, one)
    with page.expect_response("**/decision"):
        page.keyboard.press("r")
    assert [d.action for d in review.history(camille, one)] == ["score", "reject"]
    assert token_of(one) > int(token)


def test_a_banner_says_in_words_what_is_unwell_and_goes_again(
    site: Site, page: Page, trouble: list[str]
) -> None:
    page.goto("/moderation")
    banner = page.locator("#unwell .told-trouble")
    expect(banner).to_be_hidden()
    trouble.append("broker")
    expect(banner).to_be_visible(timeout=10_000)
    expect(banner).to_contain_text("aucun n’est publié sans analyse")
    trouble.clear()
    expect(banner).to_be_hidden(timeout=SOON)


def test_a_service_that_is_away_is_said_and_the_page_goes_on_by_itself(
    site: Site, page: Page
) -> None:
    page.goto("/moderation")
    page.route("**/moderation/live?*", lambda route: route.abort())
    banner = page.locator("#unwell .told-trouble")
    expect(banner).to_contain_text("tamis ne répond pas", timeout=10_000)
    page.unroute("**/moderation/live?*")
    expect(banner).to_be_hidden(timeout=SOON)


def test_who_was_signed_out_elsewhere_is_told(
    site: Site, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.goto("/moderation")
    monkeypatch.setattr(moderators, "by_session", lambda secret: None)
    expect(page.locator("#unwell .told-trouble")).to_contain_text("session", timeout=SOON)
