"""Floods in a real browser: three actions clear one, one takes it back."""

import pytest
from playwright.sync_api import Page, expect

from moderation import intake, review
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Site
from tests.api.pages.test_browser import address, chromium, page, press, rude
from tests.campaigns import flood
from tests.conftest import ScriptedModel
from tests.helpers import decided

__all__ = ["address", "chromium", "page"]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


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
    expect(page.locator(".told")).to_contain_text("60 commentaires rejetés.")
    expect(page.locator(".card-comment")).to_have_count(2)
    assert {intake.get(site, one).status for one in spun} == {"rejected"}
    press(page, "u")
    expect(page.locator(".told")).to_contain_text("60 décisions annulées.")
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
    expect(page.locator(".told")).to_contain_text("58 commentaires rejetés. 1 autre avait changé")
    assert {intake.get(site, one).status for one in [spun[5], *late]} == {"flagged"}
    assert intake.get(site, spun[9]).status == "approved"


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
