"""Queries on one comment, and the conditional UPDATE that is the only lock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from store.base import now
from store.dialect import still
from store.engine import Session, changed_rows
from store.tables import Comment, Report, Signature

# New values of columns, by name
Values = dict[str, Any]


class AlreadyThere(Exception):
    """Another comment of this site holds the same external id or idempotency key."""


def add(session: Session, comment: Comment) -> None:
    """Insert `comment` at once.

    Raises:
        AlreadyThere: a unique key is taken; the transaction stays usable.
    """
    if comment.external_id is None and comment.idempotency_key is None:
        # Nothing that could be taken; a savepoint costs two statements more.
        session.add(comment)
        session.flush()
        return
    try:
        with session.begin_nested():
            session.add(comment)
    except IntegrityError as error:
        raise AlreadyThere from error


def get(session: Session, comment_id: str, site_id: str | None = None) -> Comment | None:
    """A comment that is not deleted; of `site_id` only, where that is given."""
    found = session.get(Comment, comment_id)
    if found is None or found.deleted_at or site_id not in (None, found.site_id):
        return None
    return found


def by_client_key(
    session: Session, site_id: str, idempotency_key: str | None, external_id: str | None
) -> Comment | None:
    """The comment that a client means when it sends one of its own keys again."""
    keys = [
        column == value
        for column, value in (
            (Comment.idempotency_key, idempotency_key),
            (Comment.external_id, external_id),
        )
        if value is not None
    ]
    if not keys:
        return None
    wanted = select(Comment).where(Comment.site_id == site_id, or_(*keys)).limit(1)
    return session.scalars(wanted).first()


_COMMENT = cast(Table, Comment.__table__)
# Made once, with the columns that change as its parameters: every move makes this statement.
_AS_SEEN = update(_COMMENT).where(
    _COMMENT.c.id == bindparam("of"),
    still(_COMMENT.c.status, bindparam("expected")),
    _COMMENT.c.revision == bindparam("seen"),
    _COMMENT.c.deleted_at.is_(None),
)


def change_as_seen(session: Session, comment: Comment, expected: str, values: Values) -> bool:
    """Change a comment's row if it still has this status, and the revision that the caller saw.

    `comment` itself stays as it is. False, changing nothing, where somebody else was first.
    """
    seen = {"of": comment.id, "expected": expected, "seen": comment.revision}
    return changed_rows(session.execute(_AS_SEEN, seen | values)) == 1


def show(comment: Comment, values: Values) -> None:
    """Let `comment` say what its row says by now."""
    for name, value in values.items():
        set_committed_value(comment, name, value)


def move(session: Session, comment: Comment, expected: str, values: Values) -> Comment | None:
    """`change_as_seen`; returns the comment as changed, or None where nothing was."""
    if not change_as_seen(session, comment, expected, values):
        return None
    # What leaves "pending" gets its signature after this, with its verdict.
    if expected != "pending" and "flagged" in (expected, values.get("status")):
        _note_flagged(session, comment.id, values.get("status") == "flagged")
    return session.get_one(Comment, comment.id, populate_existing=True)


def _note_flagged(session: Session, comment_id: str, flagged: bool) -> None:
    session.execute(
        update(Signature)
        .where(Signature.comment_id == comment_id)
        .values(flagged=flagged)
        .execution_options(synchronize_session=False)
    )


def change(session: Session, comment: Comment, values: dict[str, Any]) -> None:
    """Set columns that no other process races for."""
    for name, value in values.items():
        setattr(comment, name, value)
    session.flush()


# Made once, like what follows: asked for every comment that comes in.
_HISTORY = (
    select(Comment.status, func.count())
    .where(
        Comment.site_id == bindparam("site"),
        Comment.author_email == bindparam("email"),
        Comment.status.in_(("approved", "rejected")),
        Comment.id != bindparam("but"),
    )
    .group_by(Comment.status)
)
_SAME_TEXT = (
    select(Comment.status)
    .where(
        Comment.site_id == bindparam("site"),
        Comment.text_hash == bindparam("hash"),
        Comment.id < bindparam("id"),
        Comment.created_at >= bindparam("since"),
        Comment.deleted_at.is_(None),
    )
    .order_by(Comment.id.desc())
    .limit(20)
)


@dataclass(frozen=True, slots=True)
class AuthorHistory:
    approved: int
    rejected: int


def author_history(session: Session, comment: Comment) -> AuthorHistory:
    """What became of this site's other comments under the same e-mail address."""
    if not comment.author_email:
        return AuthorHistory(0, 0)
    author = {"site": comment.site_id, "email": comment.author_email, "but": comment.id}
    counts = dict(session.execute(_HISTORY, author).all())
    return AuthorHistory(counts.get("approved", 0), counts.get("rejected", 0))


def same_text(session: Session, comment: Comment, since: datetime) -> Sequence[str]:
    """Statuses of earlier comments on this site with the same text, newest first, 20 at most."""
    text = {"site": comment.site_id, "hash": comment.text_hash, "id": comment.id, "since": since}
    return session.scalars(_SAME_TEXT, text).all()


def add_report(session: Session, report: Report) -> bool:
    """Store a report; False where this reader had reported the comment before."""
    try:
        with session.begin_nested():
            session.add(report)
    except IntegrityError:
        return False
    return True


def count_reports(session: Session, comment_id: str, since: datetime | None) -> int:
    wanted = select(func.count()).select_from(Report).where(Report.comment_id == comment_id)
    if since is not None:
        wanted = wanted.where(Report.created_at > since)
    return session.scalar(wanted) or 0


def by_ids(session: Session, ids: Iterable[str]) -> Sequence[Comment]:
    return session.scalars(select(Comment).where(Comment.id.in_(list(ids)))).all()


def elsewhere(
    session: Session, ids: Iterable[str], site_ids: Sequence[str], status: str
) -> Sequence[Comment]:
    """Those of `ids` on these sites that have another status by now, or were deleted."""
    return session.scalars(
        select(Comment)
        .where(
            Comment.id.in_(list(ids)),
            Comment.site_id.in_(site_ids),
            or_(Comment.status != status, Comment.deleted_at.is_not(None)),
        )
        .order_by(Comment.id)
    ).all()


def forget_personal_data(session: Session, before: datetime) -> int:
    """Blank e-mail, IP and form signals of comments older than `before`; returns how many."""
    blanked = session.execute(
        update(Comment)
        .where(
            Comment.created_at < before,
            Comment.status != "pending",
            or_(Comment.author_email.is_not(None), Comment.ip.is_not(None)),
        )
        .values(author_email=None, ip=None, context={})
        .execution_options(synchronize_session=False)
    )
    return changed_rows(blanked)


def ids_of_author(session: Session, site_id: str, email: str) -> Sequence[str]:
    """Every comment of a site that came under this e-mail address, oldest first."""
    return session.scalars(
        select(Comment.id)
        .where(
            Comment.site_id == site_id,
            Comment.author_email == email,
            Comment.deleted_at.is_(None),
        )
        .order_by(Comment.id)
    ).all()


ERASED: dict[str, Any] = {
    "text": "",
    "author_name": None,
    "author_email": None,
    "author_url": None,
    "author_id": None,
    "ip": None,
    "context": {},
    "scores": None,
    "claimed_by": None,
}


def erase(session: Session, comment: Comment) -> None:
    """Empty the row of everything a person wrote; its decisions stay, its text does not."""
    session.execute(delete(Signature).where(Signature.comment_id == comment.id))
    change(session, comment, ERASED | {"deleted_at": now()})
