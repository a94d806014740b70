"""What else the author of a comment wrote on the site.

The same author is whoever gave the same e-mail address; where none was given, whoever has the
same account at the site (`author_id`).
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from store.comments import AuthorHistory
from store.engine import Session
from store.tables import Comment

STATUSES = ("approved", "rejected", "flagged", "pending")

Key = tuple[str, str, str]


def key(comment: Comment) -> Key | None:
    """(site, column, value) that the author is known by; None where nobody can tell."""
    for column in ("author_email", "author_id"):
        if value := getattr(comment, column):
            return comment.site_id, column, value
    return None


def histories(session: Session, comments: Iterable[Comment]) -> dict[str, AuthorHistory]:
    """What became of the other comments of each author, by the comment's id.

    Comments whose author nobody can tell are left out.
    """
    known = {comment: found for comment in comments if (found := key(comment))}
    counts = _counts(session, set(known.values()))
    return {comment.id: _others(comment, counts.get(at, {})) for comment, at in known.items()}


def newest(session: Session, comment: Comment, limit: int) -> Sequence[Comment]:
    """Up to `limit` of the author's other comments, newest first."""
    known = key(comment)
    if known is None:
        return []
    site_id, column, value = known
    ids = union_all(
        *(_newest_of(site_id, _column(column), value, status, limit + 1) for status in STATUSES)
    )
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


def _counts(session: Session, keys: set[Key]) -> dict[Key, dict[str, int]]:
    """(site, column, value) -> status -> number, in one query for each site and column."""
    found: dict[Key, dict[str, int]] = {}
    for site_id, column in {(site_id, column) for site_id, column, _ in keys}:
        values = [value for site, name, value in keys if (site, name) == (site_id, column)]
        who = _column(column)
        rows = session.execute(
            select(who, Comment.status, func.count())
            .where(
                Comment.site_id == site_id,
                who.in_(values),
                Comment.status.in_(("approved", "rejected")),
            )
            .group_by(who, Comment.status)
        )
        for value, status, number in rows:
            found.setdefault((site_id, column, value or ""), {})[status] = number
    return found


def _others(comment: Comment, counts: dict[str, int]) -> AuthorHistory:
    """The counts without the comment itself."""
    other = {status: number - (status == comment.status) for status, number in counts.items()}
    return AuthorHistory(other.get("approved", 0), other.get("rejected", 0))


def _column(name: str) -> InstrumentedAttribute[str | None]:
    return Comment.author_email if name == "author_email" else Comment.author_id
