"""By keyboard alone: where the focus goes, that it can be seen, and that nothing traps it."""

import pytest
from playwright.sync_api import Page, expect

from moderation import review
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Site
from tests.api.pages.browsers import address, chromium, page, press
from tests.api.pages.test_browser import actions, current, rude, said
from tests.helpers import decided

__all__ = ["address", "chromium", "page"]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# Whether what has the focus is drawn with a ring; of a range its handle is, out of a script's sight
RING = """(one => one.type === "range" || getComputedStyle(one).outlineStyle !== "none")(
    document.activeElement)"""


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Go on by Tab, with a ring around each stop, until `selector` has the focus."""
    target = page.locator(selector).first
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(RING), page.evaluate("document.activeElement.outerHTML")
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_the_header_is_one_line_and_its_menu_works_by_keys(site: Site, page: Page) -> None:
    page.set_viewport_size(WIDE)
    page.goto("/moderation")
    assert page.locator(".top").evaluate("one => one.offsetHeight") < 70
    menu = page.locator(".person-menu")
    tab_to(page, ".person summary")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Mes réglages")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator(".person summary")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(menu).to_be_hidden()
    page.locator(".person summary").click()
    page.locator("h1").click()
    expect(menu).to_be_hidden()


def test_the_current_tab_is_in_sight_on_a_phone(site: Site, page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/moderation/overview")
    expect(page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=1)


def test_author_and_thread_stand_beside_the_list_and_a_key_leads_there_and_back(
    site: Site, camille: Person, page: Page
) -> None:
    one, two = rude(site, 1, author_name="Noé"), rude(site, 2, author_name="Léa")
    page.set_viewport_size(WIDE)
    page.goto("/moderation")
    beside = page.locator("[data-beside]")
    expect(beside).to_contain_text("Choisissez un commentaire")
    page.keyboard.press("j")
    expect(beside.locator(".here")).to_contain_text("Noé")
    page.keyboard.press("o")
    expect(beside).to_be_focused()
    assert page.evaluate(RING)
    page.keyboard.press("o")
    expect(page.locator(f"#comment-{one}")).to_be_focused()
    page.keyboard.press("j")
    expect(beside.locator(".here")).to_contain_text("Léa")
    page.keyboard.press("o")
    # What decides works from there too, and the eye is led to the next comment.
    page.keyboard.press("k")
    expect(page.locator(f"#comment-{one}")).to_be_focused()
    press(page, "r")
    assert current(page) == two and actions(camille, one) == ["score", "reject"]
    press(page, "r")
    expect(page.locator("[data-empty]")).to_be_focused()
    expect(beside).to_be_hidden()


def test_what_was_decided_is_searched_for_and_reversed(
    site: Site, camille: Person, page: Page
) -> None:
    other, wanted = decided(site, "Le tramway arrive."), decided(site, "Vive le vélo.")
    page.goto("/moderation/approved")
    tab_to(page, "#by-text")
    page.keyboard.type("vélo")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[data-list] > .card-comment")).to_have_count(1)
    tab_to(page, f"#comment-{wanted.id} .choice-reject button")
    press(page, "Enter")
    said(page, "Commentaire rejeté")
    expect(page.locator("[data-empty]")).to_be_focused()
    assert actions(camille, wanted.id) == ["score", "reject"]
    assert actions(camille, other.id) == ["score"]


def test_folded_filters_open_by_a_key_and_stay_open_where_they_are_used(
    site: Site, page: Page
) -> None:
    rude(site, 1)
    page.set_viewport_size(PHONE)
    page.goto("/moderation/range?attribute=insult")
    expect(page.locator("#by-since")).to_be_hidden()
    expect(page.locator("#low")).to_be_in_viewport()
    tab_to(page, ".narrow-down summary")
    page.keyboard.press("Enter")
    tab_to(page, "#by-language")
    page.keyboard.press("f")
    tab_to(page, "#low")
    tab_to(page, ".range-form button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#by-language")).to_be_visible()
    expect(page.locator("#by-language")).to_have_value("fr")


def test_a_decision_taken_back_from_the_news_leads_back_to_the_comment(
    site: Site, camille: Person, page: Page
) -> None:
    one = rude(site, 1)
    rude(site, 2)
    page.goto("/moderation")
    page.keyboard.press("j")
    press(page, "a")
    tab_to(page, ".news .undo button", most=120)
    press(page, "Enter")
    expect(page.locator(f"#comment-{one}")).to_be_focused()
    assert actions(camille, one) == ["score", "approve", "undo"]


def test_help_opens_and_closes_where_one_was(site: Site, camille: Person, page: Page) -> None:
    one = rude(site, 1)
    review.decide(camille, rude(site, 2), Choice("reject"))
    page.goto("/moderation")
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(f"#comment-{one}")).to_be_focused()
    assert actions(camille, one) == ["score"]
