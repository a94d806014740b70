"""What else the author of a comment wrote on the site.

The same author is whoever gave the same e-mail address; where none was given, whoever has the
same account at the site (`author_id`).
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ScalarSelect, Select, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from store.comments import AuthorHistory
from store.engine import Session
from store.tables import Comment

STATUSES = ("approved", "rejected", "flagged", "pending")

# Nobody's record needs counting further; an address that thousands share would take its time.
MOST_COUNTED = 1000

Key = tuple[str, InstrumentedAttribute[str | None], str]


def key(comment: Comment) -> Key | None:
    """(site, column, value) that the author is known by; None where nobody can tell."""
    for column in (Comment.author_email, Comment.author_id):
        if value := getattr(comment, column.key):
            return comment.site_id, column, value
    return None


def histories(session: Session, comments: Iterable[Comment]) -> dict[str, AuthorHistory]:
    """What became of the other comments of each author, by the comment's id.

    Counts up to MOST_COUNTED. Comments whose author nobody can tell are left out.
    """
    known = {comment.id: found[1] for comment in comments if (found := key(comment))}
    made: dict[str, AuthorHistory] = {}
    for column in set(known.values()):
        ids = [comment_id for comment_id, by in known.items() if by is column]
        for comment_id, approved, rejected in session.execute(_counts(column, ids)):
            made[comment_id] = AuthorHistory(approved, rejected)
    return made


def newest(session: Session, comment: Comment, limit: int) -> Sequence[Comment]:
    """Up to `limit` of the author's other comments, newest first."""
    known = key(comment)
    if known is None:
        return []
    site_id, column, value = known
    ids = union_all(*(_newest_of(site_id, column, value, status, limit + 1) for status in STATUSES))
    found = session.scalars(
        select(Comment)
        .where(Comment.id.in_(ids), Comment.id != comment.id, Comment.deleted_at.is_(None))
        .order_by(Comment.id.desc())
        .limit(limit)
    )
    return found.all()


def _newest_of(
    site_id: str, column: InstrumentedAttribute[str | None], value: str, status: str, limit: int
) -> Select[str]:
    """Of one status, so that an index gives them in order."""
    part = (
        select(Comment.id)
        .where(Comment.site_id == site_id, column == value, Comment.status == status)
        .order_by(Comment.id.desc())
        .limit(limit)
        .subquery()
    )
    return select(part.c.id)


def _counts(column: InstrumentedAttribute[str | None], ids: Sequence[str]) -> Select[str, int, int]:
    this, other = aliased(Comment), aliased(Comment)

    def number(status: str) -> ScalarSelect[int]:
        theirs = (
            select(other.id)
            .where(
                other.site_id == this.site_id,
                getattr(other, column.key) == getattr(this, column.key),
                other.status == status,
                other.id != this.id,
            )
            .limit(MOST_COUNTED)
            .correlate(this)
        )
        return select(func.count()).select_from(theirs.subquery()).scalar_subquery()

    return select(this.id, number("approved"), number("rejected")).where(this.id.in_(ids))
