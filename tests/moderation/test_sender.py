"""Names and addresses: what an advertiser does, and what a reader may do."""

import pytest

from moderation.links import shortened
from moderation.sender import is_disposable, is_keyword_name


@pytest.mark.parametrize(
    "email", ["lea@yopmail.com", "LEA@YOPMAIL.COM ", "lea@box.mailinator.com", "a@b@yopmail.com."]
)
def test_a_throwaway_address_is_known_by_its_domain(email: str) -> None:
    assert is_disposable(email)


@pytest.mark.parametrize(
    "email", [None, "", "lea", "lea@", "@", "lea@gazette.example", "yopmail.com@gazette.example"]
)
def test_any_other_address_is_not(email: str | None) -> None:
    assert not is_disposable(email)


@pytest.mark.parametrize(
    ("name", "linked"),
    [
        ("Serrurier Paris 24h", True),
        ("Plombier pas cher", True),
        ("buy cheap viagra", True),
        ("casino777.example", False),
        ("Voyance gratuite", True),
    ],
)
def test_a_name_to_be_found_under_is_an_advertisement(name: str, linked: bool) -> None:
    assert is_keyword_name(name, linked)


@pytest.mark.parametrize(
    ("name", "linked"),
    [
        (None, True),
        ("Léa", True),
        ("Jean-Pierre de La Tour", True),
        ("Plombier du 93", False),
        ("Plombier", True),
        ("M. Taxis Lefèvre", True),
        ("R. Dupont", True),
    ],
)
def test_a_person_may_have_a_long_name_a_trade_or_a_site(name: str | None, linked: bool) -> None:
    assert not is_keyword_name(name, linked)


def test_a_shortened_link_is_one_whatever_stands_around_it() -> None:
    assert shortened("voir https://BIT.ly/3xYz, et dites-moi")
    assert shortened("[url=http://www.tinyurl.com/x]ici[/url]")
    assert not shortened("voir https://orbit.lyon.example/ ou https://youtu.be/abc")
