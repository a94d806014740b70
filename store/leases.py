"""Queries on leases: each change is one conditional statement, so that nobody can be between."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import case, or_, select, update

from store.dialect import insert_of
from store.engine import Session, changed_rows
from store.tables import Lease, Moderator


def take(
    session: Session, comment_id: str, moderator_id: str, moment: datetime, until: datetime
) -> Lease:
    """Take or renew a lease where it is free or one's own; returns it as it stands then.

    Who takes it from somebody else gets the next token, who renews keeps theirs.
    """
    insert = insert_of(session)(Lease).values(
        comment_id=comment_id, moderator_id=moderator_id, token=1, until=until
    )
    mine = Lease.moderator_id == moderator_id
    session.execute(
        insert.on_conflict_do_update(
            index_elements=[Lease.comment_id],
            set_={
                "moderator_id": moderator_id,
                "until": until,
                "token": case((mine, Lease.token), else_=Lease.token + 1),
            },
            where=or_(mine, Lease.until <= moment, Lease.moderator_id.is_(None)),
        )
    )
    return session.get_one(Lease, comment_id, populate_existing=True)


def release(
    session: Session, comment_id: str, moderator_id: str, token: int, moment: datetime
) -> None:
    """End one's own lease; nothing where it is somebody else's by now."""
    session.execute(
        update(Lease)
        .where(
            Lease.comment_id == comment_id,
            Lease.moderator_id == moderator_id,
            Lease.token == token,
            Lease.until > moment,
        )
        .values(until=moment)
        .execution_options(synchronize_session=False)
    )


def pass_by(
    session: Session, comment_id: str, moderator_id: str, token: int | None, moment: datetime
) -> bool:
    """Let a decision through, and make every token given before it an old one.

    False where `token` is an old one already. A decision without a token always passes.
    """
    held = Lease.comment_id == comment_id
    passes = held if token is None else held & (Lease.token == token)
    if token is not None:
        passes &= Lease.moderator_id == moderator_id
    passed = session.execute(
        update(Lease)
        .where(passes)
        .values(token=Lease.token + 1, moderator_id=moderator_id, until=moment)
        .execution_options(synchronize_session=False)
    )
    return token is None or changed_rows(passed) == 1


def looking(
    session: Session, ids: Iterable[str], moment: datetime
) -> Sequence[tuple[str, Moderator]]:
    """(comment id, who looks at it) for those of `ids` under a live lease."""
    rows = session.execute(
        select(Lease.comment_id, Moderator)
        .join(Moderator, Moderator.id == Lease.moderator_id)
        .where(Lease.comment_id.in_(list(ids)), Lease.until > moment)
    )
    return [(comment_id, moderator) for comment_id, moderator in rows]
