"""Admins change people; nobody can lock everybody out, and who is sent away is out at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from moderation import account, audit, moderators, people
from moderation.errors import Invalid, LastAdmin, NotFound
from moderation.moderators import Person
from store.base import new_id
from store.tables import Site
from tests.conftest import person

PASSWORD = "un mot de passe"


@pytest.fixture
def admin(site: Site) -> Person:
    return person("admin@gazette.example", role="admin")


def signed_in(who: Person) -> str:
    secret = moderators.sign_in(who.moderator.email, PASSWORD)
    assert secret is not None
    return secret


def test_who_is_deactivated_is_out_at_once_and_comes_back_without_tokens(
    admin: Person, camille: Person
) -> None:
    token, secret = moderators.issue_token(camille.moderator.email), signed_in(camille)
    people.deactivate(camille.moderator.id, by=admin.actor)
    assert moderators.by_session(secret) is None
    assert moderators.by_token(token) is None
    assert moderators.sign_in(camille.moderator.email, PASSWORD) is None
    with pytest.raises(NotFound):
        moderators.issue_token(camille.moderator.email)
    people.reactivate(camille.moderator.id, by=admin.actor)
    assert moderators.by_session(secret) is None
    assert moderators.by_token(token) is None
    assert moderators.by_session(signed_in(camille)) is not None


def test_a_change_of_role_and_sites_counts_at_once(admin: Person, camille: Person) -> None:
    secret = signed_in(camille)
    people.change(camille.moderator.id, "Camille", "moderator", [], by=admin.actor)
    found = moderators.by_session(secret)
    assert found is not None and found.site_ids == () and found.moderator.name == "Camille"
    people.change(camille.moderator.id, "Camille", "admin", [], by=admin.actor)
    found = moderators.by_session(secret)
    assert found is not None and found.site_ids == ("gazette",) and found.is_admin


@pytest.mark.parametrize("deed", ["deactivate", "demote"])
def test_the_last_admin_stays(admin: Person, deed: str) -> None:
    with pytest.raises(LastAdmin):
        if deed == "deactivate":
            people.deactivate(admin.moderator.id, by=admin.actor)
        else:
            people.change(admin.moderator.id, "A", "moderator", ["gazette"], by=admin.actor)
    assert people.get(admin.moderator.id).active
    other = person("other@gazette.example", role="admin")
    people.deactivate(admin.moderator.id, by=other.actor)
    with pytest.raises(LastAdmin):
        people.deactivate(other.moderator.id, by=other.actor)


def test_of_two_admins_who_send_each_other_away_one_stays(admin: Person) -> None:
    other = person("other@gazette.example", role="admin")

    def send_away(leaving: Person) -> str:
        try:
            people.deactivate(leaving.moderator.id)
        except LastAdmin:
            return "stays"
        return "left"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send_away, [admin, other])) == ["left", "stays"]


def test_what_does_not_exist_is_named(admin: Person, camille: Person) -> None:
    with pytest.raises(NotFound):
        people.get(new_id())
    with pytest.raises(NotFound):
        people.change(camille.moderator.id, "C", "moderator", ["nowhere"], by=admin.actor)
    with pytest.raises(Invalid) as refused:
        people.change(camille.moderator.id, "C", "king", [], by=admin.actor)
    assert refused.value.field == "role"


def test_another_password_ends_every_other_session(camille: Person) -> None:
    here, elsewhere = signed_in(camille), signed_in(camille)
    account.change_password(camille, PASSWORD, "une tout autre phrase", here)
    assert moderators.by_session(here) is not None
    assert moderators.by_session(elsewhere) is None
    assert moderators.sign_in(camille.moderator.email, PASSWORD) is None
    assert moderators.sign_in(camille.moderator.email, "une tout autre phrase")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("pas le bon", "une tout autre phrase", "old"),
        (PASSWORD, "court", "password"),
        (PASSWORD, "Camille@Gazette.example", "password"),
        (PASSWORD, "aaaaaaaaaaaaaaa", "password"),
        (PASSWORD, "x" * 1001, "password"),
    ],
)
def test_bad_passwords_change_nothing(camille: Person, old: str, new: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        account.change_password(camille, old, new, "secret")
    assert refused.value.field == field
    assert moderators.sign_in(camille.moderator.email, PASSWORD)


def test_signing_out_everywhere_ends_sessions_and_tokens(camille: Person) -> None:
    secrets = [signed_in(camille), signed_in(camille)]
    token = moderators.issue_token(camille.moderator.email)
    account.sign_out_everywhere(camille)
    assert [moderators.by_session(secret) for secret in secrets] == [None, None]
    assert moderators.by_token(token) is None


def test_one_session_is_closed_and_nobody_elses(camille: Person, dominique: Person) -> None:
    kept, closed = signed_in(camille), signed_in(camille)
    theirs = signed_in(dominique)
    [newest, _] = account.of(camille)
    account.close(camille, newest.sha256)
    account.close(camille, account.of(dominique)[0].sha256)
    assert moderators.by_session(closed) is None
    assert moderators.by_session(kept) is not None
    assert moderators.by_session(theirs) is not None


def test_every_change_is_in_the_log_and_no_secret_is(admin: Person, camille: Person) -> None:
    moderator_id = camille.moderator.id
    people.change(moderator_id, "Camille", "moderator", ["gazette"], by=admin.actor)
    account.change_password(camille, PASSWORD, "une tout autre phrase", "x")
    people.deactivate(moderator_id, by=admin.actor)
    entries = [entry for entry in audit.page() if entry.row.subject == moderator_id]
    assert [entry.row.action for entry in entries] == [
        "person.deactivate",
        "person.password",
        "person.change",
        "person.token",
        "person.add",
    ]
    assert [entry.who for entry in entries] == [
        "admin@gazette.example",
        "Camille",
        "admin@gazette.example",
        None,
        None,
    ]
    assert entries[1].row.changes == {"password": [None, None]}
    assert entries[2].row.changes == {"name": ["", "Camille"]}
    assert entries[3].row.actor == "command"
    assert not any("@" in str(entry.row.changes) for entry in audit.page())
