"""Queries on sites and their keys."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError

from store.base import now
from store.engine import Session, changed_rows
from store.tables import Site, SiteKey

# Made once: it stands in every call.
_BY_KEY = (
    select(Site, SiteKey)
    .join(SiteKey, SiteKey.site_id == Site.id)
    .where(
        SiteKey.sha256 == bindparam("sha256"),
        SiteKey.kind == bindparam("kind"),
        SiteKey.revoked_at.is_(None),
    )
)


class AlreadyThere(Exception):
    """A site with this id exists."""


def add(session: Session, site: Site) -> None:
    try:
        with session.begin_nested():
            session.add(site)
    except IntegrityError as error:
        raise AlreadyThere from error


def get(session: Session, site_id: str) -> Site | None:
    return session.get(Site, site_id)


def lock(session: Session, site_id: str) -> Site | None:
    """A site whose row nobody else changes until the commit."""
    return session.get(Site, site_id, with_for_update=True, populate_existing=True)


def require(session: Session, site_id: str) -> Site:
    """The site that another row points at: it is there."""
    return session.get_one(Site, site_id)


def every(session: Session) -> Sequence[Site]:
    return session.scalars(select(Site).order_by(Site.id)).all()


def by_key(session: Session, sha256: str, kind: str) -> tuple[Site, SiteKey] | None:
    """The live key of this kind that has that digest, with its site."""
    row = session.execute(_BY_KEY, {"sha256": sha256, "kind": kind}).first()
    return (row[0], row[1]) if row else None


def add_key(session: Session, key: SiteKey) -> None:
    session.add(key)


def keys(session: Session, site_id: str) -> Sequence[SiteKey]:
    wanted = select(SiteKey).where(SiteKey.site_id == site_id).order_by(SiteKey.id)
    return session.scalars(wanted).all()


def revoke_keys(session: Session, site_id: str, prefix: str) -> int:
    """Revoke the site's live keys that begin with `prefix`; returns how many."""
    revoked = session.execute(
        update(SiteKey)
        .where(SiteKey.site_id == site_id, SiteKey.prefix == prefix, SiteKey.revoked_at.is_(None))
        .values(revoked_at=now())
    )
    return changed_rows(revoked)


def revoke_key(session: Session, site_id: str, key_id: str) -> SiteKey | None:
    """Revoke one live key of the site; None where it has no such live key."""
    key = session.get(SiteKey, key_id)
    if key is None or key.site_id != site_id or key.revoked_at:
        return None
    key.revoked_at = now()
    session.flush()
    return key


def change(session: Session, site: Site, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(site, name, value)
    session.flush()
