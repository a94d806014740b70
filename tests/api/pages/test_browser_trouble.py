"""What goes wrong while one decides: no key is lost silently, and nothing is decided twice."""

import pytest
from playwright.sync_api import Page, Route, expect

from moderation import moderators, review
from moderation.moderators import Person
from store.tables import Site
from tests.api.pages.browsers import address, chromium, page, press
from tests.api.pages.test_browser import actions, current, rude, said

__all__ = ["address", "chromium", "page"]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

CARDS = "[data-list] > .card-comment"


def test_a_session_that_ended_gives_the_comment_back_and_leads_to_the_login(
    site: Site, camille: Person, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = rude(site, 1), rude(site, 2)
    page.goto("/moderation?order=harm")
    page.keyboard.press("j")
    monkeypatch.setattr(moderators, "by_session", lambda secret: None)
    press(page, "r")
    said(page, "Votre session est terminée")
    expect(page.locator(CARDS)).to_have_count(2)
    assert actions(camille, one) == ["score"]
    page.get_by_role("link", name="Recharger la page").click()
    expect(page.get_by_label("Mot de passe")).to_be_visible()
    assert "order" in page.url


def test_a_second_key_on_a_slow_network_is_about_the_next_comment(
    site: Site, camille: Person, page: Page
) -> None:
    ids = [rude(site, number) for number in range(3)]
    page.goto("/moderation")
    page.keyboard.press("j")
    held: list[Route] = []
    page.route("**/decision", lambda route: held.append(route))
    page.keyboard.press("r")
    page.keyboard.press("r")
    expect(page.locator(CARDS)).to_have_count(1)
    assert current(page) == ids[2]
    assert len(held) == 2
    for route in held:
        with page.expect_response("**/decision"):
            route.continue_()
    assert [actions(camille, one) for one in ids] == [["score", "reject"]] * 2 + [["score"]]


def test_a_double_click_decides_once(site: Site, camille: Person, page: Page) -> None:
    ids = [rude(site, number) for number in range(3)]
    page.goto("/moderation")
    with page.expect_response("**/decision"):
        page.locator(f"#comment-{ids[0]} .choice-approve button").dblclick()
    expect(page.locator(CARDS)).to_have_count(2)
    made = [comment.id for _, comment in review.recent(camille)]
    assert made == [ids[0]]


def test_an_undo_without_an_answer_says_so_and_can_be_tried_again(
    site: Site, camille: Person, page: Page
) -> None:
    one, _ = rude(site, 1), rude(site, 2)
    page.goto("/moderation")
    page.keyboard.press("j")
    press(page, "a")
    page.route("**/undo", lambda route: route.abort())
    page.keyboard.press("u")
    said(page, "rien n’a été changé")
    page.unroute("**/undo")
    press(page, "u")
    expect(page.locator(f"#comment-{one}")).to_be_focused()
    assert actions(camille, one) == ["score", "approve", "undo"]


def test_a_server_that_is_gone_is_never_an_empty_queue(site: Site, page: Page) -> None:
    rude(site, 1)
    page.goto("/moderation")
    page.keyboard.press("j")
    page.route("**/moderation", lambda route: route.abort())
    with page.expect_request_finished(lambda asked: asked.url.endswith("/decision")):
        page.keyboard.press("a")
    expect(page.locator("#unwell")).to_be_attached()
    expect(page.locator("[data-empty]")).to_be_hidden()
    late = rude(site, 2)
    page.unroute("**/moderation")
    expect(page.locator(f"#comment-{late}")).to_be_focused()


def test_what_comes_into_an_empty_queue_appears(site: Site, page: Page) -> None:
    page.goto("/moderation")
    expect(page.locator("[data-empty]")).to_be_visible()
    with page.expect_response("**/moderation/live?*"):
        pass
    one = rude(site, 1)
    expect(page.locator(f"#comment-{one}")).to_be_visible()
    expect(page.locator("[data-empty]")).to_be_hidden()
    assert current(page) == one


def test_context_without_an_answer_says_so(site: Site, page: Page) -> None:
    rude(site, 1)
    page.set_viewport_size({"width": 900, "height": 700})
    page.goto("/moderation")
    page.route("**/context", lambda route: route.abort())
    page.keyboard.press("j")
    page.keyboard.press("o")
    said(page, "Le serveur n’a pas répondu")
