"""Old personal data is forgotten; what is published stays."""

from datetime import timedelta

import pytest

from moderation import intake, moderators, upkeep
from moderation.moderators import Person
from store.base import now
from store.engine import writing
from store.tables import Comment, Site
from tests.helpers import decided


def test_personal_data_is_blanked_when_it_has_had_its_time(site: Site) -> None:
    old = decided(site, "Ancien", author_email="a@example.org", ip="192.0.2.1")
    new = decided(site, "Récent", author_email="b@example.org", ip="192.0.2.2")
    with writing() as session:
        found = session.get_one(Comment, old.id)
        found.created_at = now() - timedelta(days=400)
    assert upkeep.purge()["comments"] == 1
    after = intake.get(site, old.id)
    assert (after.author_email, after.ip, after.context) == (None, None, {})
    assert (after.text, after.status) == ("Ancien", "approved")
    assert intake.get(site, new.id).author_email == "b@example.org"


def test_expired_sessions_end(camille: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moderators, "SESSION_LASTS", timedelta(seconds=-1))
    secret = moderators.sign_in(camille.moderator.email, "un mot de passe")
    assert secret and moderators.by_session(secret) is None
    assert upkeep.purge()["sessions"] == 1
