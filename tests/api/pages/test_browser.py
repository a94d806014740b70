"""The moderators' desk in a real browser, by keys alone: nothing missed, nothing doubled."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from classifier import Span
from moderation import preferences, publication, review
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Site
from tests.api.pages.browsers import address, chromium, page, press, sign_in
from tests.conftest import ScriptedModel
from tests.helpers import decided

__all__ = ["address", "chromium", "page"]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

# One moderator's machine time for each decision
QUICK = 1.0
ANSWERED = """number => performance.getEntriesByType("resource")
    .filter((one) => one.name.endsWith("/decision") && one.responseEnd > 0).length === number"""


def rude(site: Site, number: int = 0, **more: object) -> str:
    return decided(site, f"Quel idiot, ce lecteur numéro {number}.", **more).id


def current(page: Page) -> str:
    """The id of the comment that the keys mean."""
    card = page.locator("[data-list] > .card-comment[aria-current]")
    expect(card).to_have_count(1)
    return str(card.get_attribute("data-id"))


def actions(camille: Person, comment_id: str) -> list[str]:
    return [made.action for made in review.history(camille, comment_id)]


def said(page: Page, text: str) -> None:
    expect(page.locator(".news")).to_contain_text(text)


@pytest.mark.usefixtures("no_window")
def test_two_hundred_are_cleared_by_keys_none_missed_or_doubled(
    site: Site, camille: Person, page: Page
) -> None:
    ids = [rude(site, number) for number in range(200)]
    page.goto("/moderation")
    page.evaluate("performance.setResourceTimingBufferSize(2000)")
    page.keyboard.press("j")
    begin = time.monotonic()
    for number, comment_id in enumerate(ids):
        assert current(page) == comment_id
        page.keyboard.press("a" if number % 3 == 0 else "r")
    expect(page.locator("[data-empty]")).to_be_focused()
    expect(page).to_have_title("À décider (0) – tamis")
    page.wait_for_function(ANSWERED, arg=len(ids))
    taken = time.monotonic() - begin
    made = review.recent(camille, limit=500)
    assert sorted(comment.id for _, comment in made) == ids
    approved = publication.approved(site.id, None, None, 200)
    assert [comment.id for comment in approved] == ids[::3]
    assert taken / len(ids) < QUICK
    print(f"{taken / len(ids) * 1000:.0f} ms for each decision")


def test_the_eye_goes_on_to_the_next_and_undo_takes_back(
    site: Site, camille: Person, page: Page
) -> None:
    first, second, third = (rude(site, number) for number in range(3))
    page.goto("/moderation")
    page.keyboard.press("j")
    page.keyboard.press("j")
    press(page, "r")
    assert current(page) == third
    expect(page.locator(f"#comment-{third}")).to_be_focused()
    press(page, "u")
    expect(page.locator(".card-comment")).to_have_count(3)
    assert current(page) == second
    assert actions(camille, second) == ["score", "reject", "undo"]
    assert actions(camille, first) == ["score"]


def test_undo_goes_back_step_by_step_and_restores_the_order(
    site: Site, camille: Person, page: Page
) -> None:
    ids = [rude(site, number) for number in range(4)]
    page.goto("/moderation")
    page.keyboard.press("j")
    for key in "arr":
        press(page, key)
    expect(page.locator("h1 .count")).to_have_text("1")
    for _ in range(3):
        press(page, "u")
    cards = page.locator("[data-list] > .card-comment")
    expect(cards).to_have_count(4)
    assert [cards.nth(n).get_attribute("data-id") for n in range(4)] == ids
    expect(page.locator("h1 .count")).to_have_text("4")
    assert {comment.status for _, comment in review.recent(camille)} == {"flagged"}


def test_what_came_meanwhile_is_there_when_the_list_is_cleared(site: Site, page: Page) -> None:
    rude(site)
    page.goto("/moderation")
    page.keyboard.press("j")
    late = rude(site, 1)
    press(page, "a")
    assert current(page) == late
    press(page, "a")
    expect(page.locator("[data-empty]")).to_be_focused()


def test_the_last_reason_is_repeated_by_one_key_and_digits_name_one(
    site: Site, camille: Person, page: Page
) -> None:
    ids = [rude(site, number) for number in range(3)]
    page.goto("/moderation")
    page.locator(f"#reason-{ids[0]}").select_option("off_topic")
    page.locator(f"#comment-{ids[0]}").focus()
    press(page, "r")
    press(page, ".")
    press(page, "3")
    made = [decision.reasons for decision, _ in review.recent(camille)]
    assert made == [["threat"], ["off_topic"], ["off_topic"]]


def test_digits_work_without_shift_on_azerty(site: Site, camille: Person, page: Page) -> None:
    rude(site)
    page.goto("/moderation")
    page.keyboard.press("j")
    keyboard = page.context.new_cdp_session(page)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        keyboard.send(
            "Input.dispatchKeyEvent", {"type": "keyDown", "key": "&", "code": "Digit1", "text": "&"}
        )
    [(made, _)] = review.recent(camille)
    assert made.reasons == ["spam"]


def test_keys_do_nothing_while_typing_or_when_switched_off(
    site: Site, camille: Person, page: Page
) -> None:
    one = rude(site, 1)
    page.goto("/moderation")
    page.keyboard.press("j")
    page.locator(f"#reason-{one}").focus()
    page.keyboard.press("a")
    page.locator(f"#comment-{one}").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("?")
    page.keyboard.press("a")
    with page.expect_response("**/settings/keys"):
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
    assert not preferences.of(camille).keys


def test_without_an_answer_the_card_comes_back_and_nothing_is_doubled(
    site: Site, camille: Person, page: Page
) -> None:
    first, second = rude(site, 1), rude(site, 2)
    page.goto("/moderation")
    page.keyboard.press("j")
    page.context.set_offline(True)
    page.keyboard.press("r")
    said(page, "Le serveur n’a pas répondu")
    expect(page.locator("[data-list] > .card-comment")).to_have_count(2)
    assert current(page) == second and actions(camille, first) == ["score"]
    page.context.set_offline(False)
    page.keyboard.press("k")
    press(page, "r")
    assert actions(camille, first) == ["score", "reject"]


def test_an_answer_that_was_lost_is_found_out_at_the_second_try(
    site: Site, camille: Person, page: Page
) -> None:
    comment_id = rude(site)
    page.goto("/moderation")
    page.keyboard.press("j")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/decision", lose)
    page.keyboard.press("r")
    said(page, "Le serveur n’a pas répondu")
    page.unroute("**/decision")
    press(page, "r")
    said(page, "Vous l’avez rejeté")
    expect(page.locator(".card-comment .told-conflict")).to_contain_text("Vous l’avez rejeté")
    assert actions(camille, comment_id) == ["score", "reject"]


def test_what_another_decided_first_is_shown_in_place(
    site: Site, camille: Person, dominique: Person, page: Page
) -> None:
    first, second = rude(site, 1), rude(site, 2)
    page.goto("/moderation")
    page.keyboard.press("j")
    review.decide(dominique, first, Choice("reject", reason="threat"))
    press(page, "a")
    said(page, "Dominique l’a rejeté")
    card = page.locator(f"#comment-{first}")
    expect(card.locator(".told-conflict")).to_contain_text("Menace ou appel à la violence")
    expect(card.locator(".choice-reject")).to_have_count(0)
    assert current(page) == second and actions(camille, first) == ["score", "reject"]


def test_what_others_decided_leaves_the_list_and_it_says_so(site: Site, page: Page) -> None:
    ids = [rude(site, number) for number in range(3)]
    # What the server says of it would come in between.
    page.route("**/moderation/live?*", lambda route: route.abort())
    page.goto("/moderation")
    page.keyboard.press("j")
    page.evaluate(
        "ids => document.dispatchEvent("
        "new CustomEvent('tamis:gone', {detail: {ids, words: ['Approuvé.', 'Rejeté.']}}))",
        ids[:2],
    )
    said(page, "Approuvé. Rejeté.")
    assert current(page) == ids[2]
    expect(page.locator(f"#comment-{ids[2]}")).to_be_focused()
    expect(page.locator("h1 .count")).to_have_text("1")


def test_scripts_are_told_whose_comment_is_looked_at(site: Site, page: Page) -> None:
    ids = [rude(site, number) for number in range(2)]
    page.goto("/moderation")
    page.evaluate(
        "window.seen = [];"
        "document.addEventListener('tamis:current', (event) => seen.push(event.detail.id))"
    )
    for key in "jjk":
        page.keyboard.press(key)
    press(page, "a")
    press(page, "a")
    assert page.evaluate("seen") == [ids[0], ids[1], ids[0], None, ids[1], None]


def test_the_thread_and_the_author_open_and_close(site: Site, page: Page) -> None:
    decided(site, "Un propos avant.", author_name="Noé")
    rude(site, author_email="lea@example.org")
    # Where there is no room beside the list
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto("/moderation")
    page.keyboard.press("j")
    page.keyboard.press("o")
    around = page.locator(".card-comment .around")
    expect(around).to_contain_text("Un propos avant.")
    expect(around).to_contain_text("L’auteur ici")
    page.keyboard.press("o")
    expect(around).to_have_count(0)


def test_one_at_a_time_with_all_around_it(site: Site, camille: Person, page: Page) -> None:
    ids = [rude(site, number, author_name=f"Lecteur {number}") for number in range(3)]
    page.goto("/moderation")
    page.keyboard.press("l")
    expect(page.locator(".desk-one")).to_be_visible()
    assert preferences.of(camille).view == "one"
    visible = page.locator("[data-list] > .card-comment:visible")
    expect(visible).to_have_count(1)
    expect(page.locator(".beside .here")).to_contain_text("Lecteur 0")
    press(page, "a")
    assert current(page) == ids[1]
    expect(page.locator(".beside .here")).to_contain_text("Lecteur 1")
    page.get_by_role("button", name="Suivant").click()
    assert current(page) == ids[2]
    expect(visible).to_have_count(1)
    page.keyboard.press("l")
    expect(visible).to_have_count(2)


def test_offensive_words_stay_hidden_until_asked_for(
    site: Site, camille: Person, page: Page, model: ScriptedModel
) -> None:
    model.spans = (Span(3, 10, 2.0),)
    preferences.change(camille, {"veil": True})
    decided(site, "Ce connard, quel idiot.")
    page.goto("/moderation")
    veil = page.get_by_role("button", name="Mot masqué").first
    expect(veil).to_have_text("connard")
    page.keyboard.press("j")
    assert "blur" in veil.evaluate("word => getComputedStyle(word).filter")
    page.keyboard.press("v")
    expect(page.locator(".veil[data-open]").first).to_have_text("connard")
    page.keyboard.press("v")
    veil.focus()
    assert veil.evaluate("word => getComputedStyle(word).filter") == "none"
    page.keyboard.press("Enter")
    expect(page.locator(".veil[data-open]")).to_have_count(1)
    assert review.recent(camille) == []


def test_a_decided_comment_is_reversed_without_a_reload(
    site: Site, camille: Person, page: Page
) -> None:
    comment_id = rude(site)
    review.decide(camille, comment_id, Choice("approve"))
    page.goto("/moderation/approved")
    page.keyboard.press("j")
    press(page, "r")
    said(page, "Commentaire rejeté")
    assert actions(camille, comment_id) == ["score", "approve", "reject"]


def test_without_scripts_everything_works_as_forms(
    chromium: Browser, address: str, site: Site, camille: Person
) -> None:
    ids = [rude(site, number) for number in range(2)]
    context = chromium.new_context(base_url=address, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    sign_in(page, camille)
    page.locator(f"#comment-{ids[0]}").get_by_role("button", name="Rejeter").click()
    said(page, "Commentaire rejeté")
    page.get_by_role("button", name="Annuler").click()
    said(page, "Annulé")
    page.locator(f"#comment-{ids[1]}").get_by_role("link", name="Contexte").click()
    expect(page.locator("h1")).to_have_text("Auteur et fil")
    context.close()
    assert actions(camille, ids[0]) == ["score", "reject", "undo"]


@pytest.mark.parametrize(
    ("locale", "scheme", "word"), [("fr-FR", "dark", "Rejeter"), ("en-GB", "light", "Reject")]
)
def test_a_phone_shows_all_of_it(
    chromium: Browser, address: str, site: Site, camille: Person,
    locale: str, scheme: str, word: str,
) -> None:  # fmt: skip
    rude(site, author_name="L" * 200)
    context = chromium.new_context(
        base_url=address,
        locale=locale,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": 360, "height": 700},
    )
    page = context.new_page()
    sign_in(page, camille)
    for path in ("/moderation", "/moderation/approved", "/moderation/settings"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto("/moderation")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", light)[:3])) > 384) == (scheme == "light")
    page.get_by_role("button", name=word).click()
    expect(page.locator(".news .told")).to_be_visible()
    context.close()


def test_the_words_that_drove_a_score_are_underlined(
    site: Site, model: ScriptedModel, page: Page
) -> None:
    model.spans = (Span(5, 10, 2.0),)
    rude(site, 1)
    page.goto("/moderation")
    expect(page.locator(".words mark")).to_have_text("idiot")
