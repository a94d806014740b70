"""Queries on what came lately and may be like a new comment, or lead to the same place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select, union_all

from store.engine import Session
from store.similar import COLUMNS, Key, keys_of, newest, numbers
from store.tables import Comment, Signature
from store.tables.signature import BANDS, CONTACTS

# Of the comments behind one band or contact, the newest: common words make crowded bands.
NEWEST = 50


@dataclass(frozen=True, slots=True)
class Kin:
    """A recent comment that may be like another, as far as a verdict may depend on it."""

    words: bytes
    keys: list[Key]
    status: str
    decided_by: str | None
    main_reason: str | None
    text_hash: str
    author: str | None


def recent(
    session: Session, bands: Sequence[int], contacts: Sequence[int], since: datetime, but: str
) -> list[Kin]:
    """Comments since then that share a band or a contact, without the one named `but`."""
    shapes, given = [], {"since": since, "but": but}
    for column, value in zip(BANDS, bands, strict=False):
        shapes.append((column, column))
        given[column] = value
    for number, value in enumerate(contacts):
        shapes += [(column, f"place_{number}") for column in CONTACTS]
        given[f"place_{number}"] = value
    rows = session.execute(_recent(tuple(shapes)), given) if shapes else ()
    return [Kin(words, keys_of(rest[:-5]), *rest[-5:]) for words, *rest in rows]


@lru_cache(maxsize=8)
def _recent(shapes: Sequence[tuple[str, str]]) -> Select[*tuple[Any, ...]]:
    """The query of `recent` for columns and the parameters that they have to equal, made
    once: it is asked for each comment that comes in."""
    near = [newest(column, bindparam(name), NEWEST) for column, name in shapes]
    return (
        select(
            Signature.words,
            *COLUMNS,
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


def rejected(
    session: Session, wanted: Collection[Key], reason: str, by: Sequence[str], since: datetime
) -> Sequence[bytes]:
    """The words of comments since then that share any of these keys and that one of `by`
    rejected for this reason."""
    return session.scalars(
        select(Signature.words)
        .join(Comment, Comment.id == Signature.comment_id)
        .where(
            Signature.number.in_(numbers(wanted, NEWEST)),
            Comment.created_at >= since,
            Comment.status == "rejected",
            Comment.main_reason == reason,
            Comment.decided_by.in_(by),
        )
    ).all()
