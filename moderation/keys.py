"""Site keys: made here, shown once, looked up by their SHA-256."""

import secrets
import uuid
from collections.abc import Sequence

from moderation import audit
from moderation.audit import COMMAND, Actor
from moderation.errors import Invalid, NotFound
from moderation.words import digest
from store import sites
from store.engine import reading, writing
from store.tables import Site, SiteKey

# Akismet's clients take exactly twelve hexadecimal digits for a key.
MAKERS = {
    "native": lambda: f"tamis_{secrets.token_urlsafe(32)}",
    "akismet": lambda: secrets.token_hex(6),
    # Of its own kind, because it travels in addresses, which proxies write down.
    "perspective": lambda: f"tamis_{secrets.token_urlsafe(32)}",
}
SHOWN = {"native": 12, "akismet": 4, "perspective": 12, "coral": 6}
# Kept readable: Akismet's messages to a site carry the key as their proof, and Coral's
# signatures can only be checked with the secret itself.
KEPT = {"akismet", "coral"}
# Made by the other side and handed to us
TAKEN = {"coral"}
SHORTEST_TAKEN, LONGEST_TAKEN = 16, 200


def issue(site_id: str, kind: str = "native", *, by: Actor = COMMAND) -> str:
    """A new key for a site; this is the only time that it can be read.

    Raises:
        Invalid: `kind` is not one that is made here.
        NotFound: there is no such site.
    """
    if kind not in MAKERS:
        raise Invalid("kind", f"Must be one of: {', '.join(MAKERS)}.")
    key = MAKERS[kind]()
    _store(site_id, kind, key, digest(key), by)
    return key


def take(site_id: str, kind: str, secret: str, *, by: Actor = COMMAND) -> None:
    """Keep a secret that the other side made, beside those that it made before.

    Raises:
        Invalid: it is too short or too long to be one, or `kind` is made here.
        NotFound: there is no such site.
    """
    if kind not in TAKEN:
        raise Invalid("kind", f"Must be one of: {', '.join(sorted(TAKEN))}.")
    if not (SHORTEST_TAKEN <= len(secret) <= LONGEST_TAKEN and secret.isprintable()):
        raise Invalid("secret", f"Must have {SHORTEST_TAKEN} to {LONGEST_TAKEN} plain characters.")
    if secret not in secrets_of(site_id, kind):
        # Never looked up by its digest, so nobody can learn that another site has the same.
        _store(site_id, kind, secret, digest(f"{site_id} {kind} {uuid.uuid4()}"), by)


def _store(site_id: str, kind: str, key: str, sha256: str, by: Actor) -> None:
    prefix = key[: SHOWN[kind]]
    with writing() as session:
        if sites.get(session, site_id) is None:
            raise NotFound(f"There is no site “{site_id}”.")
        sites.add_key(
            session,
            SiteKey(
                site_id=site_id,
                kind=kind,
                prefix=prefix,
                sha256=sha256,
                plain=key if kind in KEPT else None,
            ),
        )
        changes = {"key": (None, f"{prefix}… ({kind})")}
        audit.note(session, by, "key.add", "site", site_id, changes)


def of_site(site_id: str) -> Sequence[SiteKey]:
    with reading() as session:
        return sites.keys(session, site_id)


def secrets_of(site_id: str, kind: str) -> Sequence[str]:
    """The live secrets of a kind that is kept readable."""
    live = (key for key in of_site(site_id) if key.kind == kind and not key.revoked_at)
    return [key.plain for key in live if key.plain]


def revoke(site_id: str, prefix: str, *, by: Actor = COMMAND) -> None:
    """End the site's keys that begin with `prefix`.

    Raises:
        NotFound: it has no live key that does.
    """
    with writing() as session:
        if not sites.revoke_keys(session, site_id, prefix):
            raise NotFound(f"“{site_id}” has no live key that begins with {prefix}.")
        audit.note(session, by, "key.end", "site", site_id, {"key": (f"{prefix}…", None)})


def end(site_id: str, key_id: str, *, by: Actor) -> None:
    """End one of a site's keys, by its id; its other keys go on.

    Raises:
        NotFound: it has no such live key.
    """
    with writing() as session:
        key = sites.revoke_key(session, site_id, key_id)
        if key is None:
            raise NotFound("There is no such live key.")
        changes = {"key": (f"{key.prefix}… ({key.kind})", None)}
        audit.note(session, by, "key.end", "site", site_id, changes)


def site_of(key: str, kind: str = "native") -> Site | None:
    """The site that a live key belongs to."""
    found = find(key, kind)
    return found[0] if found else None


def find(key: str, kind: str) -> tuple[Site, SiteKey] | None:
    """A live key with its site."""
    with reading() as session:
        return sites.by_key(session, digest(key), kind)
