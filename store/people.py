"""Queries on moderators, their tokens and sessions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from store.base import now
from store.engine import Session, changed_rows
from store.tables import LoginSession, Moderator, ModeratorSite, ModeratorToken, Site

ACTIVE = Moderator.deactivated_at.is_(None)


class AlreadyThere(Exception):
    """A moderator with this e-mail address exists."""


def add(session: Session, moderator: Moderator, site_ids: Sequence[str]) -> None:
    try:
        with session.begin_nested():
            session.add(moderator)
    except IntegrityError as error:
        raise AlreadyThere from error
    session.add_all(
        ModeratorSite(moderator_id=moderator.id, site_id=site_id) for site_id in site_ids
    )


def every(session: Session) -> Sequence[Moderator]:
    return session.scalars(select(Moderator).order_by(Moderator.email)).all()


def get(session: Session, moderator_id: str) -> Moderator | None:
    return session.get(Moderator, moderator_id)


def by_ids(session: Session, ids: Iterable[str]) -> Sequence[Moderator]:
    return session.scalars(select(Moderator).where(Moderator.id.in_(list(ids)))).all()


def lock(session: Session, moderator_id: str) -> Moderator | None:
    """A moderator whom nobody else changes until the commit."""
    return session.get(Moderator, moderator_id, with_for_update=True, populate_existing=True)


def lock_admins(session: Session) -> Sequence[str]:
    """Ids of the active admins; nobody else changes any of them until the commit."""
    wanted = select(Moderator.id).where(Moderator.role == "admin", ACTIVE).order_by(Moderator.id)
    return session.scalars(wanted.with_for_update()).all()


def change(session: Session, moderator: Moderator, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(moderator, name, value)
    session.flush()


def by_email(session: Session, email: str) -> Moderator | None:
    return session.scalars(select(Moderator).where(Moderator.email == email)).first()


def by_token(session: Session, sha256: str) -> Moderator | None:
    return session.scalars(
        select(Moderator)
        .join(ModeratorToken, ModeratorToken.moderator_id == Moderator.id)
        .where(ModeratorToken.sha256 == sha256, ModeratorToken.revoked_at.is_(None), ACTIVE)
    ).first()


def add_token(session: Session, token: ModeratorToken) -> None:
    session.add(token)


def by_session(session: Session, sha256: str) -> Moderator | None:
    """The moderator of a sign-in that has not expired."""
    return session.scalars(
        select(Moderator)
        .join(LoginSession, LoginSession.moderator_id == Moderator.id)
        .where(LoginSession.sha256 == sha256, LoginSession.expires_at > now(), ACTIVE)
    ).first()


def open_session(session: Session, login: LoginSession) -> None:
    session.add(login)


def sessions(session: Session, moderator_id: str) -> Sequence[LoginSession]:
    """The open sign-ins of one moderator, newest first."""
    return session.scalars(
        select(LoginSession)
        .where(LoginSession.moderator_id == moderator_id, LoginSession.expires_at > now())
        .order_by(LoginSession.created_at.desc())
    ).all()


def close_sessions(session: Session, moderator_id: str, keep: str | None = None) -> int:
    """Sign a moderator out everywhere, but for the session with the digest `keep`."""
    closing = delete(LoginSession).where(LoginSession.moderator_id == moderator_id)
    if keep is not None:
        closing = closing.where(LoginSession.sha256 != keep)
    return changed_rows(session.execute(closing))


def revoke_tokens(session: Session, moderator_id: str) -> int:
    """End every token of a moderator; returns how many were live."""
    revoked = session.execute(
        update(ModeratorToken)
        .where(ModeratorToken.moderator_id == moderator_id, ModeratorToken.revoked_at.is_(None))
        .values(revoked_at=now())
    )
    return changed_rows(revoked)


def live_tokens(session: Session, moderator_id: str) -> Sequence[ModeratorToken]:
    return session.scalars(
        select(ModeratorToken)
        .where(ModeratorToken.moderator_id == moderator_id, ModeratorToken.revoked_at.is_(None))
        .order_by(ModeratorToken.id)
    ).all()


def close_session(session: Session, sha256: str) -> None:
    session.execute(delete(LoginSession).where(LoginSession.sha256 == sha256))


def drop_expired_sessions(session: Session, moment: datetime) -> int:
    dropped = session.execute(delete(LoginSession).where(LoginSession.expires_at < moment))
    return changed_rows(dropped)


def site_ids(session: Session, moderator: Moderator) -> Sequence[str]:
    """The sites a moderator works on: all of them for an admin."""
    if moderator.role == "admin":
        return session.scalars(select(Site.id).order_by(Site.id)).all()
    return session.scalars(
        select(ModeratorSite.site_id)
        .where(ModeratorSite.moderator_id == moderator.id)
        .order_by(ModeratorSite.site_id)
    ).all()


def chosen_sites(session: Session) -> dict[str, list[str]]:
    """The sites given to each moderator, by the moderator's id; admins need none."""
    rows = session.execute(
        select(ModeratorSite.moderator_id, ModeratorSite.site_id).order_by(ModeratorSite.site_id)
    )
    found: dict[str, list[str]] = {}
    for moderator_id, site_id in rows:
        found.setdefault(moderator_id, []).append(site_id)
    return found


def choose_sites(session: Session, moderator_id: str, site_ids: Sequence[str]) -> None:
    """Give a moderator these sites and no others."""
    session.execute(delete(ModeratorSite).where(ModeratorSite.moderator_id == moderator_id))
    session.add_all(
        ModeratorSite(moderator_id=moderator_id, site_id=site_id) for site_id in site_ids
    )
    session.flush()
