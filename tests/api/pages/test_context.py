"""Around a comment: its thread, its author's past, and nobody's address."""

import re

import pytest

from moderation import surroundings
from store.tables import Comment, Site
from tests.api.pages.conftest import Browser
from tests.helpers import decided, submit


@pytest.fixture
def talk(site: Site) -> list[Comment]:
    """A conversation of nine on one page, with one on another page in between."""
    made = [decided(site, f"Propos numéro {number}.") for number in range(9)]
    decided(site, "Ailleurs.", author_name="Ailleurs")
    return made


def briefs(page: str) -> list[str]:
    return re.findall(r'id="brief-([0-9a-f-]{36})"', page)


def test_the_thread_is_told_before_and_behind(moderator: Browser, talk: list[Comment]) -> None:
    page = moderator.get(f"/moderation/comments/{talk[4].id}/context").text
    assert briefs(page) == [comment.id for comment in (*talk[2:4], *talk[5:7])]


def test_what_it_answers_is_told_first_and_once(moderator: Browser, site: Site) -> None:
    parent = decided(site, "Le tramway coûte trop cher.", author_name="Noé")
    between = decided(site, "Un autre propos.")
    reply = decided(site, "Quel idiot.", parent=parent.id)
    page = moderator.get(f"/moderation/comments/{reply.id}/context").text
    assert briefs(page) == [parent.id, between.id]
    assert "En réponse à\u00a0:" in page


@pytest.mark.parametrize("known_by", ["author_email", "author_id"])
def test_the_authors_past_is_told_newest_first_without_the_address(
    moderator: Browser, site: Site, known_by: str
) -> None:
    who = {known_by: "lea@example.org"}
    decided(site, "casino casino", **who)
    past = [decided(site, f"Propos {number}", **who) for number in range(12)]
    other = decided(site, "D’une autre personne", **{known_by: "noe@example.org"})
    comment = decided(site, "Quel idiot.", **who)
    page = moderator.get(f"/moderation/comments/{comment.id}/context").text
    told = page.split('id="author-', 1)[1].split('id="thread-', 1)[0]
    assert "12 commentaires approuvés ici, 1 rejeté" in told
    assert briefs(told) == [one.id for one in past[:1:-1]]
    assert other.id not in briefs(told) and "lea@example.org" not in page


def test_an_account_counts_only_without_an_address(site: Site) -> None:
    decided(site, author_email="a@example.org", author_id="7")
    same = submit(site, "Un", author_email="a@example.org", author_id="8")
    account = submit(site, "Deux", author_id="7")
    around = surroundings.of([same, account])
    assert [around[c.id].history.approved for c in (same, account)] == [1, 1]  # type: ignore[union-attr]


def test_who_cannot_be_told_is_said_to_be_unknown(moderator: Browser, site: Site) -> None:
    comment = decided(site, "Quel idiot.")
    page = moderator.get(f"/moderation/comments/{comment.id}/context").text
    assert "Ni adresse ni compte" in page


def test_only_on_ones_own_sites(outsider: Browser, site: Site) -> None:
    comment = decided(site, "Quel idiot.")
    assert outsider.get(f"/moderation/comments/{comment.id}/context").status_code == 404


def test_nothing_around_is_live(moderator: Browser, site: Site) -> None:
    decided(site, "<script>alert(1)</script>", author_name="<img src=x>")
    comment = decided(site, "Quel idiot.")
    page = moderator.get(f"/moderation/comments/{comment.id}/context").text
    assert "<script>" not in page and "<img" not in page
