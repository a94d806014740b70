"""Queries on feedback, and on the comment that a piece of feedback is about."""

from datetime import datetime
from functools import lru_cache

from sqlalchemy import Select, bindparam, or_, select

from store.engine import Session
from store.tables import Comment, Feedback


def add(session: Session, feedback: Feedback) -> None:
    session.add(feedback)


def newest_with_text(
    session: Session,
    site_id: str,
    text: str,
    text_hash: str,
    author_name: str | None = None,
    author_email: str | None = None,
    since: datetime | None = None,
) -> Comment | None:
    """The newest comment of a site with exactly this text, by this author where one is named.

    `author_email` is as stored, folded; a comment whose address was forgotten still fits.
    """
    named = {"name": author_name, "email": author_email, "since": since}
    given = {name: value for name, value in named.items() if value is not None}
    text_of = {"site": site_id, "hash": text_hash, "text": text}
    return session.scalars(_newest(frozenset(given)), text_of | given).first()


@lru_cache
def _newest(given: frozenset[str]) -> Select[Comment]:
    """The query for the newest comment by what is `given` besides its text, made once: every
    inline check asks it."""
    also = {
        "name": Comment.author_name == bindparam("name"),
        "email": or_(Comment.author_email == bindparam("email"), Comment.author_email.is_(None)),
        "since": Comment.created_at >= bindparam("since"),
    }
    return (
        select(Comment)
        .where(
            Comment.site_id == bindparam("site"),
            Comment.text_hash == bindparam("hash"),
            Comment.text == bindparam("text"),
            Comment.deleted_at.is_(None),
            *(also[name] for name in sorted(given)),
        )
        .order_by(Comment.id.desc())
        .limit(1)
    )
