"""What WordPress's plugin sends, as PHP leaves it, is kept as the reader wrote it."""

import pytest

from moderation import publication
from store.tables import Comment, Site
from tests.api.dropin.conftest import Ask

WORDPRESS = "WordPress/6.1.9 | Akismet/5.0.2"
# As a reader writes, and as a check from the plugin brings it.
WRITTEN = r"""L'article dit "oui", C:\temp et \o/ disent 'non'."""
SENT = r"""L\'article dit \"oui\", C:\\temp et \\o/ disent \'non\'."""


def only(site: Site) -> Comment:
    (comment,) = publication.page(site, None, None, None, 50)
    return comment


def test_a_check_of_wordpress_loses_its_slashes(ask: Ask, site: Site) -> None:
    ask("comment-check", WORDPRESS, comment_content=SENT, comment_author=r"Jeanne d\'Arc")
    comment = only(site)
    assert (comment.text, comment.author_name) == (WRITTEN, "Jeanne d'Arc")


def test_feedback_without_slashes_finds_the_comment(ask: Ask, site: Site) -> None:
    ask("comment-check", WORDPRESS, comment_content=SENT, comment_author=r"Jeanne d\'Arc")
    ask("submit-spam", WORDPRESS, comment_content=WRITTEN, comment_author="Jeanne d'Arc")
    assert only(site).status == "rejected"


@pytest.mark.parametrize(
    ("agent", "text"),
    [
        ("another/1.0", SENT),  # Says nothing of WordPress: kept as it came.
        (WORDPRESS, WRITTEN),
        (WORDPRESS, r"L'un est nu, l\'autre non"),
        (WORDPRESS, "Une barre \\ seule"),
        (WORDPRESS, "Une barre à la fin \\"),
    ],
)
def test_what_was_not_slashed_is_left_alone(ask: Ask, site: Site, agent: str, text: str) -> None:
    ask("comment-check", agent, comment_content=text)
    assert only(site).text == text


def test_a_megabyte_of_backslashes_is_read_once(ask: Ask, site: Site) -> None:
    ask("comment-check", WORDPRESS, comment_content="\\" * 999_999)
    assert set(only(site).text) == {"\\"}


def test_an_escaped_nul_leaves_nothing_behind(ask: Ask, site: Site) -> None:
    ask("comment-check", WORDPRESS, comment_content=r"Zéro\0 pointé")
    assert only(site).text == "Zéro pointé"
