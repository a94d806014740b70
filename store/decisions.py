"""The append-only log: adding to it, reading it in order, finding the last move."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, Table, bindparam, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from store.engine import Session
from store.tables import Comment, Decision, Moderator, Site

# Moves of the status; a deletion or a report that changes nothing is none.
PEOPLE = ("approve", "reject", "undo")
# Above every number that a site's log can reach
ENDLESS = 2**31 - 1


class AlreadyUndone(Exception):
    """Somebody else undid the same decision first."""


# Made once: they stand in every move, while everybody else who writes may wait.
_SITE = cast(Table, Site.__table__)
_TAKE = (
    update(_SITE)
    .where(_SITE.c.id == bindparam("of"))
    .values(last_seq=_SITE.c.last_seq + bindparam("count"))
    .returning(_SITE.c.last_seq, _SITE.c.webhook_url)
)
_DECISION = cast(Table, Decision.__table__)
# Of the bare table: SQLAlchemy's unit of work takes longer than all that it is for.
_APPEND = insert(_DECISION)


class Taken(NamedTuple):
    """Numbers in a site's log, and whether the site wants to be told of what gets them."""

    numbers: range
    has_webhook: bool


def take_numbers(session: Session, site_id: str, count: int = 1) -> Taken:
    """The site's next numbers; its row stays locked until the commit.

    To be called before the comment's row is touched: everybody who locks both locks the
    site first, so that no two transactions can wait for each other.
    """
    last, webhook_url = session.execute(_TAKE, {"of": site_id, "count": count}).one()
    return Taken(range(last - count + 1, last + 1), bool(webhook_url))


def append(session: Session, decision: Decision) -> Decision:
    """Store a numbered decision.

    Raises:
        AlreadyUndone: it undoes a decision that another row undoes already.
    """
    session.add(decision)
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyUndone from error
    return decision


def append_all(session: Session, made: Sequence[Decision]) -> None:
    """Store numbered decisions that undo none; they stay outside of the session."""
    columns = _DECISION.columns.keys()
    rows = [{name: getattr(one, name) for name in columns} for one in made]
    if rows:
        session.execute(_APPEND, rows)


def get(session: Session, decision_id: str) -> Decision | None:
    return session.get(Decision, decision_id)


def last(session: Session, comment_id: str, actions: Sequence[str] = ()) -> Decision | None:
    """The newest decision on a comment, of the named actions only where any are named."""
    wanted = select(Decision).where(Decision.comment_id == comment_id)
    if actions:
        wanted = wanted.where(Decision.action.in_(actions))
    return session.scalars(wanted.order_by(Decision.seq.desc()).limit(1)).first()


def newest_of(session: Session, ids: Sequence[str]) -> dict[str, tuple[Decision, Moderator | None]]:
    """The newest decision on each of these comments, with the moderator who made it."""
    rows = session.execute(
        select(Decision, Moderator)
        .outerjoin(Moderator, Moderator.id == Decision.moderator_id)
        .where(Decision.comment_id.in_(ids))
        .order_by(Decision.seq)
    )
    return {decision.comment_id: (decision, moderator) for decision, moderator in rows}


def of_comment(session: Session, comment_id: str) -> Sequence[Decision]:
    """All decisions on a comment, oldest first."""
    wanted = select(Decision).where(Decision.comment_id == comment_id).order_by(Decision.seq)
    return session.scalars(wanted).all()


def after(
    session: Session, site_id: str, seq: int, limit: int, moment: datetime
) -> Sequence[tuple[Decision, Comment]]:
    """Decisions of a site with a number above `seq`, in order, each with its comment.

    They end before the first that is still held at `moment`: a reader who remembers the
    last number it saw finds the held one, and what followed it, when its time has come.
    """
    # + 0: else PostgreSQL may look for the least by walking the log in order of numbers.
    first_held = select(func.min(Decision.seq + 0)).where(*_held(site_id, moment)).scalar_subquery()
    rows = session.execute(
        select(Decision, Comment)
        .join(Comment, Comment.id == Decision.comment_id)
        .where(
            Decision.site_id == site_id,
            Decision.seq > seq,
            # One statement sees one state: asked for apart, a decision held since would slip in.
            Decision.seq < func.coalesce(first_held, ENDLESS),
        )
        .order_by(Decision.seq)
        .limit(limit)
    )
    return [(decision, comment) for decision, comment in rows]


def count_held(session: Session, site_id: str, moment: datetime) -> int:
    """How many decisions of a site the outside is not told of yet."""
    held = select(func.count()).select_from(Decision).where(*_held(site_id, moment))
    return session.scalar(held) or 0


def recent_by(
    session: Session, moderator_id: str, limit: int
) -> Sequence[tuple[Decision, Comment]]:
    """The newest decisions of one moderator, each with its comment; one for each batch."""
    other, its_comment = aliased(Decision), aliased(Comment)
    first = (
        select(func.min(other.id))
        .join(its_comment, its_comment.id == other.comment_id)
        .where(other.batch == Decision.batch, its_comment.deleted_at.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(Decision, Comment)
        .join(Comment, Comment.id == Decision.comment_id)
        .where(
            Decision.moderator_id == moderator_id,
            Comment.deleted_at.is_(None),
            or_(Decision.batch.is_(None), Decision.id == first),
        )
        .order_by(Decision.created_at.desc(), Decision.seq.desc())
        .limit(limit)
    )
    return [(decision, comment) for decision, comment in rows]


def judged_by(
    session: Session, moderator_id: str, since: datetime
) -> Sequence[tuple[datetime, dict[str, float] | None]]:
    """When a moderator approved or rejected something by itself, oldest first, and its scores."""
    rows = session.execute(
        select(Decision.created_at, Comment.scores)
        .join(Comment, Comment.id == Decision.comment_id)
        .where(
            Decision.moderator_id == moderator_id,
            Decision.created_at >= since,
            Decision.action.in_(("approve", "reject")),
            Decision.batch.is_(None),
        )
        .order_by(Decision.created_at)
    )
    return [(at, scores) for at, scores in rows]


def counts(session: Session) -> Sequence[tuple[str, str, str, int]]:
    """(site, action, to_status, count) over the whole log."""
    rows = session.execute(
        select(Decision.site_id, Decision.action, Decision.to_status, func.count()).group_by(
            Decision.site_id, Decision.action, Decision.to_status
        )
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]


def _held(site_id: str, moment: datetime) -> tuple[ColumnElement[bool], ...]:
    return Decision.site_id == site_id, Decision.held_until > moment
