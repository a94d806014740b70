"""Queries on feedback, and on the comment that a piece of feedback is about."""

from sqlalchemy import select

from store.engine import Session
from store.tables import Comment, Feedback


def add(session: Session, feedback: Feedback) -> None:
    session.add(feedback)


def newest_with_text(
    session: Session, site_id: str, text: str, text_hash: str, author_name: str | None = None
) -> Comment | None:
    """The newest comment of a site with exactly this text, by this author where one is named."""
    query = select(Comment).where(
        Comment.site_id == site_id,
        Comment.text_hash == text_hash,
        Comment.text == text,
        Comment.deleted_at.is_(None),
    )
    if author_name is not None:
        query = query.where(Comment.author_name == author_name)
    return session.scalars(query.order_by(Comment.id.desc()).limit(1)).first()
