"""What moderators do with their own account: their sessions and their password."""

from collections.abc import Sequence

from moderation import audit, passwords
from moderation import people as members
from moderation.errors import Invalid
from moderation.moderators import Person
from moderation.words import digest
from store import people
from store.engine import reading, writing
from store.tables import LoginSession, ModeratorToken


def of(person: Person) -> Sequence[LoginSession]:
    """Where somebody is signed in, newest first."""
    with reading() as session:
        return people.sessions(session, person.moderator.id)


def tokens(person: Person) -> Sequence[ModeratorToken]:
    """The live tokens of somebody for the API, oldest first."""
    with reading() as session:
        return people.live_tokens(session, person.moderator.id)


def close(person: Person, sha256: str) -> None:
    """End one of somebody's own sessions, by its digest; another's is left alone."""
    with writing() as session:
        if sha256 in {row.sha256 for row in people.sessions(session, person.moderator.id)}:
            people.close_session(session, sha256)


def sign_out_everywhere(person: Person) -> None:
    """End all of somebody's sessions, this one too, and all of their tokens."""
    with writing() as session:
        people.close_sessions(session, person.moderator.id)
        people.revoke_tokens(session, person.moderator.id)
        audit.note(session, person.actor, "person.sign_out", "moderator", person.moderator.id)


def change_password(person: Person, old: str, new: str, secret: str) -> None:
    """Set somebody's own password; all their sessions end but the one of `secret`.

    Raises:
        Invalid: the old password is wrong (`old`), or the new one too easy to guess.
    """
    known = person.moderator.password_hash
    if not passwords.matches(known, old):
        raise Invalid("old", "This is not your password.")
    passwords.check(new, person.moderator.email)
    hashed = passwords.hashed(new)
    with writing() as session:
        moderator = people.lock(session, person.moderator.id)
        if moderator is None or moderator.password_hash != known:
            raise Invalid("old", "Your password was changed in the meantime.")
        members.replace_password(session, moderator, hashed, person.actor, keep=digest(secret))
