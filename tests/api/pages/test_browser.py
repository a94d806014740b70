"""The moderators' list in a real browser: cleared by keys alone, nothing missed or doubled.

Skipped where no Chromium answers (CHROMIUM names one that is not on the PATH).
"""

import pytest
from playwright.sync_api import Page, expect

from classifier import Span
from moderation import publication, review
from moderation.moderators import Person
from store.tables import Site
from tests.api.pages.browsers import address, chromium, page, press
from tests.conftest import ScriptedModel
from tests.helpers import decided

__all__ = ["address", "chromium", "page"]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def rude(site: Site, number: int) -> str:
    return decided(site, f"Quel idiot, ce lecteur numéro {number}.").id


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
