"""The conversation that a comment stands in."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, or_, select, union_all

from store.engine import Session
from store.tables import Comment

STATUSES = ("approved", "rejected", "flagged", "pending")


def parents(session: Session, comments: Iterable[Comment]) -> dict[str, Comment]:
    """The comment that each one answers, by the answer's id; those not here are left out."""
    answers = [comment for comment in comments if comment.parent]
    by_reference: dict[tuple[str, str | None], Comment] = {}
    for site_id in {comment.site_id for comment in answers}:
        wanted = {comment.parent for comment in answers if comment.site_id == site_id}
        for found in session.scalars(_referred(site_id, wanted)):
            by_reference[site_id, found.id] = by_reference[site_id, found.external_id] = found
    matched = {one.id: by_reference.get((one.site_id, one.parent)) for one in answers}
    return {comment_id: parent for comment_id, parent in matched.items() if parent}


def before(session: Session, comment: Comment, limit: int) -> Sequence[Comment]:
    """The comments of the same page just before this one, oldest first."""
    return list(reversed(_neighbours(session, comment, limit, earlier=True)))


def behind(session: Session, comment: Comment, limit: int) -> Sequence[Comment]:
    """The comments of the same page just after this one, oldest first."""
    return _neighbours(session, comment, limit, earlier=False)


def _referred(site_id: str, references: set[str | None]) -> Select[Comment]:
    return select(Comment).where(
        Comment.site_id == site_id,
        or_(Comment.external_id.in_(references), Comment.id.in_(references)),
        Comment.deleted_at.is_(None),
    )


def _neighbours(session: Session, comment: Comment, limit: int, earlier: bool) -> Sequence[Comment]:
    order = Comment.id.desc() if earlier else Comment.id.asc()
    side = Comment.id < comment.id if earlier else Comment.id > comment.id
    query = (
        select(Comment.id)
        .where(Comment.site_id == comment.site_id, Comment.thread == comment.thread, side)
        .order_by(order)
        .limit(limit)
    )
    # Of one status at a time, so that an index gives them in order.
    parts = [query.where(Comment.status == status).subquery() for status in STATUSES]
    ids = union_all(*(select(part.c.id) for part in parts))
    found = select(Comment).where(Comment.id.in_(ids), Comment.deleted_at.is_(None))
    return session.scalars(found.order_by(order).limit(limit)).all()
