"""Moderators: making them, knowing them again, and the sites they work on."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from moderation import audit, passwords
from moderation.audit import COMMAND, Actor
from moderation.errors import AlreadyExists, Invalid, NotFound
from moderation.words import digest
from store import people
from store import sites as store_sites
from store.base import now
from store.engine import Session, reading, writing
from store.tables import LoginSession, Moderator, ModeratorToken

ROLES = ("moderator", "admin")
SESSION_LASTS = timedelta(hours=12)
LONGEST_EMAIL = 320


@dataclass(frozen=True, slots=True)
class Person:
    """A moderator who is signed in, and the sites that are theirs."""

    moderator: Moderator
    site_ids: tuple[str, ...]

    @property
    def is_admin(self) -> bool:
        return self.moderator.role == "admin"

    @property
    def actor(self) -> Actor:
        return Actor("moderator", self.moderator.id)

    def may(self, site_id: str) -> bool:
        return site_id in self.site_ids


def add(
    email: str,
    password: str | None = None,
    role: str = "moderator",
    sites: Sequence[str] = (),
    *,
    name: str = "",
    by: Actor = COMMAND,
) -> tuple[Moderator, str]:
    """Make a moderator; returns them with their password, made up here where None.

    Raises:
        Invalid, AlreadyExists, NotFound: a value is wrong, the address taken, a site unknown.
    """
    password = password if password is not None else secrets.token_urlsafe(12)
    check(email, role)
    passwords.check(password, email)
    hashed = passwords.hashed(password)
    moderator = Moderator(email=folded(email), password_hash=hashed, role=role, name=name)
    with writing() as session:
        insert(session, moderator, sites)
        audit.note(session, by, "person.add", "moderator", moderator.id, granted(role, sites))
    return moderator, password


def insert(session: Session, moderator: Moderator, sites: Sequence[str]) -> None:
    """Store a new moderator with their sites.

    Raises:
        NotFound, AlreadyExists: a site is unknown, the address taken.
    """
    check_sites(session, sites)
    try:
        people.add(session, moderator, tuple(dict.fromkeys(sites)))
    except people.AlreadyThere as error:
        raise AlreadyExists(f"There is a moderator {moderator.email} already.") from error


def every() -> Sequence[Moderator]:
    with reading() as session:
        return people.every(session)


def name_of(moderator: Moderator) -> str:
    """What colleagues call a moderator: their name, or what stands before the @."""
    return moderator.name or moderator.email.partition("@")[0]


def issue_token(email: str, *, by: Actor = COMMAND) -> str:
    """A new token for the API, shown once.

    Raises:
        NotFound: nobody active has this address.
    """
    token = f"tamis_mod_{secrets.token_urlsafe(32)}"
    moderator = by_email(email)
    if moderator is None or moderator.deactivated_at:
        raise NotFound(f"There is no moderator {email}.")
    with writing() as session:
        people.add_token(session, ModeratorToken(moderator_id=moderator.id, sha256=digest(token)))
        audit.note(session, by, "person.token", "moderator", moderator.id)
    return token


def by_token(token: str) -> Person | None:
    with reading() as session:
        return _person(session, people.by_token(session, digest(token)))


def by_session(secret: str) -> Person | None:
    with reading() as session:
        return _person(session, people.by_session(session, digest(secret)))


def sign_in(email: str, password: str, browser: str = "") -> str | None:
    """The secret of a new session, for a cookie; None where address or password is wrong."""
    moderator = by_email(email)
    # An unknown address takes as long as a wrong password: nobody can probe for addresses.
    hashed = moderator.password_hash if moderator else passwords.decoy()
    if not passwords.matches(hashed, password) or moderator is None:
        return None
    with writing() as session:
        # Since the password was compared it may have been changed, or its owner sent away.
        fresh = people.lock(session, moderator.id)
        if fresh is None or fresh.password_hash != hashed or fresh.deactivated_at:
            return None
        return open_session(session, moderator.id, browser)


def let_in(email: str, browser: str = "") -> str | None:
    """The secret of a new session for an address that a provider vouched for; None where it
    is no active moderator's.
    """
    moderator = by_email(email)
    if moderator is None:
        return None
    with writing() as session:
        fresh = people.lock(session, moderator.id)
        if fresh is None or fresh.deactivated_at:
            return None
        return open_session(session, moderator.id, browser)


def open_session(session: Session, moderator_id: str, browser: str = "") -> str:
    """The secret of a new session of somebody who has proved who they are."""
    secret = secrets.token_urlsafe(32)
    row = LoginSession(
        sha256=digest(secret),
        moderator_id=moderator_id,
        browser="".join(filter(str.isprintable, browser))[:200],
        expires_at=now() + SESSION_LASTS,
    )
    people.open_session(session, row)
    return secret


def sign_out(secret: str) -> None:
    with writing() as session:
        people.close_session(session, digest(secret))


def by_email(email: str) -> Moderator | None:
    address = folded(email)
    # NUL and broken Unicode are in no address, and databases choke on them.
    if not address.isprintable():
        return None
    with reading() as session:
        return people.by_email(session, address)


def folded(email: str) -> str:
    """An e-mail address as it is stored and compared."""
    return email.strip().lower()


def check(email: str, role: str) -> None:
    """Refuse what is no address, and roles that do not exist.

    Raises:
        Invalid: names the field.
    """
    name, _, domain = email.strip().partition("@")
    if not name or not domain or len(email) > LONGEST_EMAIL or not email.isprintable():
        raise Invalid("email", "Not an e-mail address.")
    if role not in ROLES:
        raise Invalid("role", f"Must be one of: {', '.join(ROLES)}.")


def check_sites(session: Session, sites: Sequence[str]) -> None:
    """Raises NotFound for a site that does not exist."""
    for site_id in sites:
        if store_sites.get(session, site_id) is None:
            raise NotFound(f"There is no site “{site_id}”.")


def granted(role: str, sites: Sequence[str]) -> dict[str, tuple[None, object]]:
    """What a new person or an invitation gives, for the audit log."""
    return {"role": (None, role), "sites": (None, list(sites))}


def _person(session: Session, moderator: Moderator | None) -> Person | None:
    if moderator is None:
        return None
    return Person(moderator, tuple(people.site_ids(session, moderator)))
