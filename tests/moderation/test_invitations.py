"""An invitation is a link that works once, for a while, for one person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from moderation import audit, invitations, moderators, people, upkeep
from moderation.errors import AlreadyExists, Invalid, NotFound
from moderation.moderators import Person
from store import base
from store import invitations as stored
from store.tables import Site
from tests.conftest import person

WORDS = "une phrase assez longue"


def test_an_invited_person_chooses_a_password_and_is_in(site: Site) -> None:
    secret = invitations.invite("Ana@Gazette.example", "moderator", ["gazette"])
    assert [one.email for one in invitations.waiting()] == ["ana@gazette.example"]
    opened = moderators.by_session(invitations.accept(secret, "Ana", WORDS))
    assert opened is not None
    assert (opened.moderator.name, opened.site_ids) == ("Ana", ("gazette",))
    assert moderators.sign_in("ana@gazette.example", WORDS)
    assert not invitations.waiting()


def test_a_link_works_once_even_for_two_at_once(site: Site) -> None:
    secret = invitations.invite("ana@gazette.example")

    def use(_: int) -> bool:
        try:
            invitations.accept(secret, "Ana", WORDS)
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(use, range(2))) == [False, True]
    with pytest.raises(NotFound):
        invitations.find(secret)


def test_a_link_ends_when_it_is_withdrawn_replaced_or_old(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdrawn = invitations.invite("ana@gazette.example")
    invitations.withdraw(invitations.waiting()[0].id)
    replaced = invitations.invite("bob@gazette.example")
    old = invitations.invite("bob@gazette.example")
    for secret in (withdrawn, replaced, "invented"):
        with pytest.raises(NotFound):
            invitations.accept(secret, "X", WORDS)
    later = base.now() + invitations.LASTS
    monkeypatch.setattr(stored, "now", lambda: later)
    with pytest.raises(NotFound):
        invitations.accept(old, "X", WORDS)


def test_a_guessable_password_leaves_the_link_usable(site: Site) -> None:
    secret = invitations.invite("ana@gazette.example")
    for password in ("court", "ana@gazette.example"):
        with pytest.raises(Invalid):
            invitations.accept(secret, "Ana", password)
    assert invitations.accept(secret, "Ana", WORDS)


def test_bad_invitations_are_refused(camille: Person) -> None:
    with pytest.raises(AlreadyExists):
        invitations.invite(" CAMILLE@gazette.example")
    with pytest.raises(NotFound):
        invitations.invite("ana@gazette.example", sites=["nowhere"])
    for email, role in (("ana", "moderator"), ("a\x00@b", "moderator"), ("a@b.fr", "king")):
        with pytest.raises(Invalid):
            invitations.invite(email, role)


def test_an_account_made_meanwhile_is_not_taken_over(site: Site) -> None:
    secret = invitations.invite("ana@gazette.example")
    moderators.add("ana@gazette.example", WORDS)
    with pytest.raises(AlreadyExists):
        invitations.accept(secret, "Intruder", "un autre mot de passe")
    assert moderators.sign_in("ana@gazette.example", WORDS)


def test_a_lost_password_is_replaced_by_a_link(camille: Person) -> None:
    open_elsewhere = moderators.sign_in(camille.moderator.email, "un mot de passe")
    assert open_elsewhere
    secret = invitations.renew_password(camille.moderator.id)
    assert not invitations.waiting()
    assert moderators.by_session(open_elsewhere) is not None
    invitations.accept(secret, "", WORDS)
    assert moderators.by_session(open_elsewhere) is None
    assert moderators.sign_in(camille.moderator.email, WORDS)
    assert people.get(camille.moderator.id).moderator.name == ""


def test_who_is_sent_away_gets_in_by_no_link(camille: Person) -> None:
    secret = invitations.renew_password(camille.moderator.id)
    people.deactivate(camille.moderator.id)
    with pytest.raises(NotFound):
        invitations.accept(secret, "", WORDS)
    with pytest.raises(NotFound):
        invitations.renew_password(camille.moderator.id)


def test_the_log_knows_who_invited_whom(site: Site) -> None:
    admin = person("admin@gazette.example", role="admin")
    secret = invitations.invite("ana@gazette.example", sites=["gazette"], by=admin.actor)
    invitations.accept(secret, "Ana", WORDS)
    joined, invited, *_ = audit.page()
    assert (joined.row.action, joined.who, joined.subject) == ("person.join", "Ana", "Ana")
    assert (invited.row.action, invited.subject) == ("person.invite", "ana@gazette.example")
    assert invited.row.changes == {"role": [None, "moderator"], "sites": [None, ["gazette"]]}


def test_old_invitations_are_forgotten(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    invitations.invite("ana@gazette.example")
    later = base.now() + timedelta(days=400)
    monkeypatch.setattr(upkeep, "now", lambda: later)
    assert upkeep.purge()["invitations"] == 1
