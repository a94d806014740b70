"""The office's pages in a real browser: by keyboard alone, on a phone, behind the fence."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from moderation import review, sites
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Site
from tests.api.pages.browsers import address, chromium
from tests.conftest import person
from tests.helpers import decided

__all__ = ["address", "chromium"]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

PAGES = ("overview", "account", "people", "sites", "sites/gazette", "sites/gazette/policy", "audit")


@pytest.fixture
def page(chromium: Browser, address: str, site: Site) -> Iterator[Page]:
    """An admin's browser, on a phone, signed in."""
    person("ada@gazette.example", role="admin", name="Ada")
    phone = {"width": 360, "height": 740}
    context = chromium.new_context(locale="fr-FR", base_url=address, viewport=phone)
    opened = context.new_page()
    opened.goto("/moderation/overview")
    opened.fill("input[type=email]", "ada@gazette.example")
    opened.fill("input[type=password]", "un mot de passe")
    opened.keyboard.press("Enter")
    expect(opened.locator("h1")).to_contain_text("Aperçu")
    yield opened
    context.close()


def test_no_page_is_wider_than_a_phone_or_breaks_the_fence(page: Page, site: Site) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    decided(site, "Quel idiot " + "sans aucune espace".replace(" ", "") * 20)
    for path in PAGES:
        page.goto(f"/moderation/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    assert complaints == []
    page.goto("/moderation/sites/gazette/policy")
    table = page.locator(".scrolls:has(.thresholds)")
    assert table.evaluate("it => it.scrollWidth - it.clientWidth") <= 0


def test_a_policy_is_tried_and_saved_by_keyboard_alone(
    page: Page, site: Site, camille: Person
) -> None:
    for number in range(3):
        comment = decided(site, f"Quel idiot numéro {number}")
        review.decide(camille, comment.id, Choice("reject"))
    page.goto("/moderation/sites/gazette/policy")
    for name in ("flag_toxicity", "flag_insult"):
        page.focus(f"#{name}")
        page.keyboard.press("Control+a")
        page.keyboard.type("90")
    page.keyboard.press("Enter")
    expect(page.locator("#preview-result")).to_contain_text("3 auraient eu un autre verdict")
    assert sites.require(site.id).policy == {}
    # From the preview on, Tab leads to the button that saves.
    save = page.locator("button[name=save]")
    for _ in range(20):
        page.keyboard.press("Tab")
        if save.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("Enregistré")).to_be_visible()
    assert sites.require(site.id).policy["thresholds"]["insult"]["flag"] == 0.9


def test_an_invitation_is_handed_over_and_used(page: Page, chromium: Browser, site: Site) -> None:
    page.goto("/moderation/people")
    page.fill("#email", "ana@gazette.example")
    page.get_by_label("La Gazette").check()
    page.get_by_role("button", name="Créer le lien").press("Enter")
    link = page.locator(".secret").inner_text()
    guest = chromium.new_context(locale="en-GB").new_page()
    guest.goto(link)
    guest.get_by_label("Name", exact=True).fill("Ana")
    guest.get_by_label("Password", exact=True).fill("une phrase assez longue")
    guest.get_by_label("The new password again").fill("une phrase assez longue")
    guest.keyboard.press("Enter")
    expect(guest.locator("h1")).to_contain_text("To decide")
    guest.context.close()
