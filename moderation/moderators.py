"""Moderators: making them, knowing them again, and the sites they work on."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from moderation.errors import AlreadyExists, Invalid, NotFound
from moderation.words import digest
from store import people
from store import sites as store_sites
from store.base import now
from store.engine import Session, reading, writing
from store.tables import LoginSession, Moderator, ModeratorToken

ROLES = ("moderator", "admin")
SESSION_LASTS = timedelta(hours=12)
SHORTEST_PASSWORD = 10


@dataclass(frozen=True, slots=True)
class Person:
    """A moderator who is signed in, and the sites that are theirs."""

    moderator: Moderator
    site_ids: tuple[str, ...]

    def may(self, site_id: str) -> bool:
        return site_id in self.site_ids


def add(
    email: str, password: str | None = None, role: str = "moderator", sites: Sequence[str] = ()
) -> tuple[Moderator, str]:
    """Make a moderator; returns them with their password, made up here where None.

    Raises:
        Invalid, AlreadyExists, NotFound: a value is wrong, the address taken, a site unknown.
    """
    password = password if password is not None else secrets.token_urlsafe(12)
    _check(email, password, role)
    hashed = _hasher().hash(password)
    moderator = Moderator(email=email.strip().lower(), password_hash=hashed, role=role)
    with writing() as session:
        for site_id in sites:
            if store_sites.get(session, site_id) is None:
                raise NotFound(f"There is no site “{site_id}”.")
        try:
            people.add(session, moderator, sites)
        except people.AlreadyThere as error:
            raise AlreadyExists(f"There is a moderator {moderator.email} already.") from error
    return moderator, password


def every() -> Sequence[Moderator]:
    with reading() as session:
        return people.every(session)


def name_of(moderator: Moderator) -> str:
    """What colleagues call a moderator: their name, or what stands before the @."""
    return moderator.name or moderator.email.partition("@")[0]


def issue_token(email: str) -> str:
    """A new token for the API, shown once.

    Raises:
        NotFound: nobody has this address.
    """
    token = f"tamis_mod_{secrets.token_urlsafe(32)}"
    moderator = _by_email(email)
    if moderator is None:
        raise NotFound(f"There is no moderator {email}.")
    with writing() as session:
        people.add_token(session, ModeratorToken(moderator_id=moderator.id, sha256=digest(token)))
    return token


def by_token(token: str) -> Person | None:
    with reading() as session:
        return _person(session, people.by_token(session, digest(token)))


def by_session(secret: str) -> Person | None:
    with reading() as session:
        return _person(session, people.by_session(session, digest(secret)))


def sign_in(email: str, password: str) -> str | None:
    """The secret of a new session, for a cookie; None where address or password is wrong."""
    moderator = _by_email(email)
    # An unknown address takes as long as a wrong password: nobody can probe for addresses.
    hashed = moderator.password_hash if moderator else _decoy_hash()
    if not _matches(hashed, password) or moderator is None:
        return None
    secret = secrets.token_urlsafe(32)
    with writing() as session:
        people.open_session(
            session,
            LoginSession(
                sha256=digest(secret), moderator_id=moderator.id, expires_at=now() + SESSION_LASTS
            ),
        )
    return secret


def sign_out(secret: str) -> None:
    with writing() as session:
        people.close_session(session, digest(secret))


def _by_email(email: str) -> Moderator | None:
    folded = email.strip().lower()
    # NUL and broken Unicode are in no address, and databases choke on them.
    if not folded.isprintable():
        return None
    with reading() as session:
        return people.by_email(session, folded)


def _person(session: Session, moderator: Moderator | None) -> Person | None:
    if moderator is None:
        return None
    return Person(moderator, tuple(people.site_ids(session, moderator)))


def _check(email: str, password: str, role: str) -> None:
    name, _, domain = email.strip().partition("@")
    if not name or not domain or len(email) > 320:
        raise Invalid("email", "Not an e-mail address.")
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("password", f"Use at least {SHORTEST_PASSWORD} characters.")
    if role not in ROLES:
        raise Invalid("role", f"Must be one of: {', '.join(ROLES)}.")


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@lru_cache(maxsize=1)
def _decoy_hash() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
