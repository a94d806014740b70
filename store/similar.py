"""Queries on signatures: writing them, and finding comments that share a band or a contact."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, delete, func, select, true, union_all

from store.engine import Session, changed_rows
from store.tables import Comment, Signature
from store.tables.signature import BANDS, CONTACTS

# Of the comments behind one band or contact, the newest: common words make crowded bands.
NEWEST = 400
NEWEST_WHEN_SCORING = 50
# What comments are found by: a column and its value; a contact may stand in any of its columns
Key = tuple[str, int]
CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Signed:
    """A comment as it is compared, and what it is found by; a contact counts the same
    wherever it stands."""

    comment_id: str
    words: bytes
    keys: list[Key]


@dataclass(frozen=True, slots=True)
class Kin:
    """A recent comment that may be like another, as far as a verdict may depend on it."""

    words: bytes
    status: str
    decided_by: str | None
    main_reason: str | None
    text_hash: str
    author: str | None


def put(
    session: Session,
    comment_id: str,
    words: bytes,
    bands: Sequence[int],
    contacts: Sequence[int],
    *,
    flagged: bool,
) -> None:
    """Write the signature of a comment that has none."""
    named = dict(zip(BANDS, bands, strict=False)) | dict(zip(CONTACTS, contacts, strict=False))
    session.add(Signature(comment_id=comment_id, words=words, flagged=flagged, **named))


def drop(session: Session, comment_id: str) -> None:
    session.execute(delete(Signature).where(Signature.comment_id == comment_id))


def of(session: Session, ids: Collection[str]) -> list[Signed]:
    """The signatures of these comments, of those that have one."""
    return _signed(session, Signature.comment_id.in_(ids))


def flagged(session: Session, wanted: Collection[Key]) -> list[Signed]:
    """Signatures of flagged comments that share any of the keys, each once."""
    parts = [
        select(Signature.number)
        .where(Signature.flagged == true(), getattr(Signature, column).in_(values))
        .limit(NEWEST * len(values))
        .subquery()
        for column, values in _by_column(wanted).items()
    ]
    if not parts:
        return []
    near = union_all(*(select(part.c.number) for part in parts)).subquery()
    return _signed(session, Signature.number.in_(select(near.c.number)))


def _signed(session: Session, condition: ColumnElement[bool]) -> list[Signed]:
    columns = [getattr(Signature, name) for name in (*BANDS, *CONTACTS)]
    rows = session.execute(select(Signature.comment_id, Signature.words, *columns).where(condition))
    names = (*BANDS, *(CONTACT for _ in CONTACTS))
    return [
        Signed(
            comment_id,
            words,
            [key for key in zip(names, values, strict=True) if key[1] is not None],
        )
        for comment_id, words, *values in rows
    ]


def recent(session: Session, bands: Sequence[int], since: datetime, but: str) -> Sequence[Kin]:
    """Comments since then that share a band, without the one named `but`."""
    if not bands:
        return []
    given = dict(zip(BANDS, bands, strict=True)) | {"since": since, "but": but}
    return [Kin(*row) for row in session.execute(_recent(), given)]


@lru_cache(maxsize=1)
def _recent() -> Select[*tuple[Any, ...]]:
    """The query of `recent`, made once: it is asked for each comment that comes in."""
    near = [_newest(name, bindparam(name), NEWEST_WHEN_SCORING) for name in BANDS]
    return (
        select(
            Signature.words,
            Comment.status,
            Comment.decided_by,
            Comment.main_reason,
            Comment.text_hash,
            func.coalesce(Comment.author_email, Comment.author_name),
        )
        .join(Comment, Comment.id == Signature.comment_id)
        .where(
            Signature.number.in_(select(union_all(*near).subquery().c.number)),
            Comment.created_at >= bindparam("since"),
            Comment.id != bindparam("but"),
        )
    )


def welcome(session: Session, contacts: Collection[int]) -> set[int]:
    """Those contacts that more comments were approved with here than not."""
    if not contacts:
        return set()
    found: set[int] = set()
    near = _numbers([(CONTACT, contact) for contact in contacts], NEWEST)
    for column in (getattr(Signature, name) for name in CONTACTS):
        rows = session.execute(
            select(column)
            .join(Comment, Comment.id == Signature.comment_id)
            .where(Signature.number.in_(near), column.in_(contacts))
            .group_by(column)
            .having(func.sum(case((Comment.status == "approved", 1), else_=-1)) > 0)
        )
        found |= set(rows.scalars())
    return found


def unsigned(session: Session, limit: int) -> Sequence[Comment]:
    """Flagged comments without a signature, but those that no scorer could read."""
    return session.scalars(
        select(Comment)
        .outerjoin(Signature, Signature.comment_id == Comment.id)
        .where(
            Comment.status == "flagged",
            Comment.deleted_at.is_(None),
            Comment.model.is_not(None),
            Signature.number.is_(None),
        )
        .limit(limit)
    ).all()


def prune(session: Session, before: datetime) -> int:
    """Drop the signatures of comments older than that and decided; returns how many."""
    old = (
        select(Signature.number)
        .join(Comment, Comment.id == Signature.comment_id)
        .where(Comment.created_at < before, Comment.status != "flagged")
    )
    dropped = delete(Signature).where(Signature.number.in_(old))
    return changed_rows(session.execute(dropped.execution_options(synchronize_session=False)))


def _by_column(wanted: Collection[Key]) -> dict[str, list[int]]:
    """The values to look for in each column; a contact may stand in any of its columns."""
    found: dict[str, list[int]] = {}
    for name, value in wanted:
        for column in CONTACTS if name == CONTACT else (name,):
            found.setdefault(column, []).append(value)
    return found


def _numbers(wanted: Collection[Key], newest: int) -> Select[tuple[int]]:
    """The numbers of the newest rows behind each column's values."""
    by_column = _by_column(wanted)
    parts = [_newest(name, values, newest) for name, values in by_column.items()]
    return select(union_all(*parts).subquery().c.number)


def _newest(name: str, wanted: Any, most: int) -> Select[tuple[int]]:
    """The numbers of the newest rows with this value, or one of these, in a column."""
    column = getattr(Signature, name)
    several = isinstance(wanted, list)
    inner = (
        select(Signature.number)
        .where(column.in_(wanted) if several else column == wanted)
        .order_by(Signature.number.desc())
        .limit(most * (len(wanted) if several else 1))
        .subquery()
    )
    return select(inner.c.number)
