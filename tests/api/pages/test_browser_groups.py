"""Floods in a real browser: three actions clear one, one takes it back."""

import re

import pytest
from playwright.sync_api import Page, expect

from moderation import intake, review
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Site
from tests.api.pages.browsers import address, chromium, page
from tests.api.pages.test_browser import rude
from tests.campaigns import flood
from tests.conftest import ScriptedModel
from tests.helpers import decided

__all__ = ["address", "chromium", "page"]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def press(page: Page, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.fixture
def spun(site: Site, model: ScriptedModel) -> list[str]:
    """A flood of 60, among other comments that wait."""
    model.words["arvass"] = model.words["prêt"] = model.words["crédit"] = {"spam": 0.7}
    rude(site, 1)
    model.words[""] = {"spam": 0.7}
    ids = [decided(site, text).id for text in flood("loan", 60)]
    rude(site, 2)
    return ids


def test_a_flood_is_cleared_in_three_actions_and_undone(
    site: Site, spun: list[str], page: Page
) -> None:
    page.goto("/moderation")
    page.locator(f"#comment-{spun[0]}").focus()
    press(page, "g")
    expect(page.locator("h1 .count")).to_have_text("60")
    press(page, "r")
    expect(page.locator(".news .told")).to_contain_text("60 commentaires rejetés.")
    # Those that were in view without scrolling: some, by far not all
    read = re.match(r"(\d+) commentaires lus", page.locator("[data-today]").inner_text())
    assert read and 1 < int(read[1]) < 30
    expect(page.locator(".card-comment")).to_have_count(2)
    assert {intake.get(site, one).status for one in spun} == {"rejected"}
    press(page, "u")
    expect(page.locator(".news .told")).to_contain_text("60 décisions annulées.")
    assert {intake.get(site, one).status for one in spun} == {"flagged"}


def test_what_is_taken_out_or_arrives_in_the_middle_is_not_decided(
    site: Site, spun: list[str], page: Page, dominique: Person
) -> None:
    page.goto(f"/moderation/similar/{spun[0]}")
    expect(page.locator("[data-chosen]")).to_have_text("60")
    page.locator(f'input[value^="{spun[5]}"]').uncheck()
    expect(page.locator("[data-chosen]")).to_have_text("59")
    late = [decided(site, text).id for text in list(flood("loan", 64))[60:]]
    review.decide(dominique, spun[9], Choice("approve"))
    press(page, "r")
    expect(page.locator(".news .told")).to_contain_text(
        "58 commentaires rejetés. 1 autre avait changé"
    )
    assert {intake.get(site, one).status for one in [spun[5], *late]} == {"flagged"}
    assert intake.get(site, spun[9]).status == "approved"


def test_how_many_are_chosen_is_said_in_the_right_number(spun: list[str], page: Page) -> None:
    page.goto(f"/moderation/similar/{spun[0]}")
    expect(page.locator(".bulk-count")).to_have_text("60 choisis")
    for box in page.locator('input[name="seen"]').all()[1:]:
        box.uncheck()
    expect(page.locator(".bulk-count")).to_have_text("1 choisi")


def test_a_list_works_by_keyboard_alone_and_on_a_phone(
    site: Site, spun: list[str], page: Page
) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"/moderation/similar/{spun[0]}")
    page.locator('input[name="seen"]').first.focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-chosen]")).to_have_text("59")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    press(page, "a")
    assert intake.get(site, spun[0]).status == "flagged"
    assert intake.get(site, spun[1]).status == "approved"


def test_a_range_is_chosen_by_keyboard_and_decided_with_its_promise(
    site: Site, model: ScriptedModel, page: Page
) -> None:
    model.words = {f"n{n:02}": {"spam": 0.6 + n / 100} for n in range(30)}
    ids = [decided(site, f"Un avis, n{n:02} de la série.").id for n in range(30)]
    page.goto("/moderation/range?attribute=spam&size=5")
    expect(page.locator(".range-picture circle")).to_have_count(30)
    page.locator("#low").focus()
    for _ in range(70):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".range-picture .in circle")).to_have_count(20)
    expect(page.locator(".whole")).to_have_attribute("inert", "")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[data-chosen]")).to_have_text("20")
    expect(page.locator(".guarantee")).to_contain_text("5 lus, tous à leur place")
    page.locator('input[name="wrong"]').first.check()
    expect(page.locator("[data-chosen]")).to_have_text("19")
    expect(page.locator(".guarantee")).to_contain_text("5 lus, dont 1 à part")
    page.locator("#low").evaluate("one => one.blur()")
    press(page, "r")
    expect(page.locator(".news .told")).to_contain_text("19 commentaires rejetés.")
    assert [intake.get(site, one).status for one in ids].count("rejected") == 19
    press(page, "u")
    assert {intake.get(site, one).status for one in ids} == {"flagged"}


def test_the_handles_never_cross_and_a_phone_shows_all(
    site: Site, page: Page, model: ScriptedModel
) -> None:
    rude(site, 1)
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/moderation/range?attribute=insult&low=40&high=60")
    page.locator("#low").focus()
    page.keyboard.press("End")
    expect(page.locator("#low")).to_have_value("60")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
