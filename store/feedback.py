"""Queries on feedback, and on the comment that a piece of feedback is about."""

from datetime import datetime

from sqlalchemy import or_, select

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
    query = select(Comment).where(
        Comment.site_id == site_id,
        Comment.text_hash == text_hash,
        Comment.text == text,
        Comment.deleted_at.is_(None),
    )
    if author_name is not None:
        query = query.where(Comment.author_name == author_name)
    if author_email is not None:
        query = query.where(
            or_(Comment.author_email == author_email, Comment.author_email.is_(None))
        )
    if since is not None:
        query = query.where(Comment.created_at >= since)
    return session.scalars(query.order_by(Comment.id.desc()).limit(1)).first()
