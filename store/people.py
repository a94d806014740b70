"""Queries on moderators, their tokens and sessions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from store.base import now
from store.engine import Session, changed_rows
from store.tables import LoginSession, Moderator, ModeratorSite, ModeratorToken, Site


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


def by_email(session: Session, email: str) -> Moderator | None:
    return session.scalars(select(Moderator).where(Moderator.email == email)).first()


def by_token(session: Session, sha256: str) -> Moderator | None:
    return session.scalars(
        select(Moderator)
        .join(ModeratorToken, ModeratorToken.moderator_id == Moderator.id)
        .where(ModeratorToken.sha256 == sha256, ModeratorToken.revoked_at.is_(None))
    ).first()


def add_token(session: Session, token: ModeratorToken) -> None:
    session.add(token)


def by_session(session: Session, sha256: str) -> Moderator | None:
    """The moderator of a sign-in that has not expired."""
    return session.scalars(
        select(Moderator)
        .join(LoginSession, LoginSession.moderator_id == Moderator.id)
        .where(LoginSession.sha256 == sha256, LoginSession.expires_at > now())
    ).first()


def open_session(session: Session, login: LoginSession) -> None:
    session.add(login)


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
