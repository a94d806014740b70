"""Passwords: what is asked of them, and argon2."""

import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from moderation.errors import Invalid

SHORTEST = 10
# argon2 would take more, at a price; nobody types more
LONGEST = 1000


def check(password: str, email: str) -> None:
    """Refuse what is too easy to guess.

    Raises:
        Invalid: too short, too long, or made of the e-mail address.
    """
    if len(password) < SHORTEST:
        raise Invalid("password", f"Use at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise Invalid("password", f"Use at most {LONGEST} characters.")
    if is_guessable(password, email):
        raise Invalid("password", "Use something else than your e-mail address.")


def is_guessable(password: str, email: str) -> bool:
    """Whether the password is the address, or only one character over and over."""
    folded, address = password.strip().casefold(), email.strip().casefold()
    return folded == address or len(set(folded)) < 2


def hashed(password: str) -> str:
    return _hasher().hash(password)


def matches(hashed_password: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed_password, password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def decoy() -> str:
    """A hash that no password has, to take as long over an unknown address."""
    return hashed(secrets.token_urlsafe(16))


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()
