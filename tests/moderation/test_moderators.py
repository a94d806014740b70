"""Moderators sign in with argon2 passwords, tokens and sessions that can be ended."""

import pytest

from moderation import keys, moderators
from moderation.errors import AlreadyExists, Invalid, NotFound
from moderation.moderators import Person
from store.tables import Site


def test_signing_in_opens_a_session_and_signing_out_ends_it(camille: Person) -> None:
    secret = moderators.sign_in(" Camille@Gazette.example ", "un mot de passe")
    assert secret is not None
    found = moderators.by_session(secret)
    assert found is not None and found.site_ids == ("gazette",)
    moderators.sign_out(secret)
    assert moderators.by_session(secret) is None


@pytest.mark.parametrize("email", ["camille@gazette.example", "nobody@gazette.example", "\ud800"])
def test_a_wrong_password_or_address_opens_nothing(camille: Person, email: str) -> None:
    assert moderators.sign_in(email, "un autre mot de passe") is None


def test_passwords_and_tokens_are_not_kept_in_the_clear(camille: Person) -> None:
    assert camille.moderator.password_hash.startswith("$argon2id$")
    assert moderators.by_token("un mot de passe") is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": "a@b.fr", "password": "short"}, "password"),
        ({"email": "a@b.fr", "role": "king"}, "role"),
    ],
)
def test_bad_values_are_named(site: Site, values: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        moderators.add(**values)
    assert refused.value.field == field


def test_an_address_is_taken_once_and_sites_must_exist(camille: Person) -> None:
    with pytest.raises(AlreadyExists):
        moderators.add("camille@gazette.example")
    with pytest.raises(NotFound):
        moderators.add("x@gazette.example", sites=["nowhere"])


def test_a_revoked_key_opens_nothing(site: Site) -> None:
    first, second = keys.issue(site.id), keys.issue(site.id)
    found = keys.site_of(first)
    assert found is not None and found.id == site.id
    keys.revoke(site.id, first[:12])
    assert keys.site_of(first) is None
    assert keys.site_of(second) is not None
    with pytest.raises(NotFound):
        keys.revoke(site.id, first[:12])


def test_an_akismet_key_is_twelve_hexadecimal_digits_and_no_native_key(site: Site) -> None:
    key = keys.issue(site.id, "akismet")
    assert len(key) == 12 and int(key, 16) >= 0
    assert keys.site_of(key, "akismet") is not None
    assert keys.site_of(key) is None
