"""Queries on signatures: writing them, and finding comments that share a band or a contact."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Select,
    Table,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    select,
    true,
    union_all,
)

from store.engine import Session, changed_rows
from store.tables import Comment, Signature
from store.tables.signature import BANDS, CONTACTS

# Of the comments behind one band or contact, the newest: common words make crowded bands.
NEWEST = 400
# What comments are found by: a column and its value; a contact may stand in any of its columns
Key = tuple[str, int]
CONTACT = "contact"
COLUMNS = [getattr(Signature, name) for name in (*BANDS, *CONTACTS)]
NAMES = (*BANDS, *(CONTACT for _ in CONTACTS))


# Of the bare table: SQLAlchemy's unit of work takes longer than all that it is for.
_PUT = insert(cast(Table, Signature.__table__))


@dataclass(frozen=True, slots=True)
class Signed:
    """A comment as it is compared, and what it is found by; a contact counts the same
    wherever it stands."""

    number: int
    comment_id: str
    words: bytes
    keys: list[Key]


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
    named = dict.fromkeys((*BANDS, *CONTACTS))
    named |= dict(zip(BANDS, bands, strict=False)) | dict(zip(CONTACTS, contacts, strict=False))
    row = {"comment_id": comment_id, "words": words, "flagged": flagged}
    session.execute(_PUT, row | named)


def drop(session: Session, comment_id: str) -> None:
    session.execute(delete(Signature).where(Signature.comment_id == comment_id))


def of(session: Session, ids: Collection[str]) -> list[Signed]:
    """The signatures of these comments, of those that have one."""
    return _signed(session, Signature.comment_id.in_(ids))


def numbered(session: Session, numbers: Collection[int]) -> list[Signed]:
    """The signatures with these numbers."""
    return _signed(session, Signature.number.in_(written(numbers))) if numbers else []


def ids(session: Session, numbers: Collection[int]) -> Sequence[str]:
    """The comments that the signatures with these numbers are of."""
    wanted = select(Signature.comment_id).where(Signature.number.in_(written(numbers)))
    return session.scalars(wanted).all() if numbers else ()


def words(session: Session, numbers: Collection[int]) -> dict[int, bytes]:
    """The words alone of the signatures with these numbers, which most are compared by only."""
    if not numbers:
        return {}
    rows = session.execute(
        select(Signature.number, Signature.words).where(Signature.number.in_(written(numbers)))
    )
    return dict(rows.all())


def flagged(session: Session, wanted: Collection[Key]) -> dict[Key, set[int]]:
    """The numbers of the signatures of flagged comments behind each of the keys."""
    near: dict[Key, set[int]] = {key: set() for key in wanted}
    parts = [
        select(literal_column(str(place)).label("place"), column.label("value"), Signature.number)
        .where(Signature.flagged == true(), column.in_(written(values)))
        .limit(NEWEST * len(values))
        .subquery()
        for place, column in enumerate(COLUMNS)
        if (values := [value for name, value in wanted if name == NAMES[place]])
    ]
    if parts:
        for place, value, number in session.execute(union_all(*map(select, parts))).all():
            near[NAMES[place], value].add(number)
    return near


def written(numbers: Collection[int]) -> BindParameter[int]:
    """Numbers for an IN, as part of the statement: sent one by one, thousands take longer than
    what they ask for."""
    return bindparam(None, list(numbers), BigInteger, expanding=True, literal_execute=True)


def _signed(session: Session, condition: ColumnElement[bool]) -> list[Signed]:
    columns = (Signature.number, Signature.comment_id, Signature.words, *COLUMNS)
    rows = session.execute(select(*columns).where(condition)).all()
    return [
        Signed(number, comment_id, words, keys_of(values))
        for number, comment_id, words, *values in rows
    ]


def keys_of(values: Sequence[int | None]) -> list[Key]:
    """What a row with these values in COLUMNS is found by."""
    return [key for key in zip(NAMES, values, strict=True) if key[1] is not None]  # type: ignore[misc]


def welcome(session: Session, contacts: Collection[int]) -> set[int]:
    """Those contacts that more comments were approved with here than not."""
    if not contacts:
        return set()
    found: set[int] = set()
    near = numbers([(CONTACT, contact) for contact in contacts], NEWEST)
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


def numbers(wanted: Collection[Key], most: int) -> Select[tuple[int]]:
    """The numbers of the newest rows behind each column's values."""
    by_column = _by_column(wanted)
    parts = [newest(name, values, most) for name, values in by_column.items()]
    return select(union_all(*parts).subquery().c.number)


def newest(name: str, wanted: Any, most: int) -> Select[tuple[int]]:
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
