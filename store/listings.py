"""Pages of comments. Always by cursor (an id), never by offset: offsets skip and repeat."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)

from store.engine import Session
from store.patterns import contains
from store.tables import Comment

# The languages that comments are told apart by; all others are "other".
SPOKEN = ("fr", "en")
# SQLite joins at most 500 selects; beyond this many sites all are asked at once.
MOST_PARTS = 100


@dataclass(frozen=True, slots=True)
class Filter:
    """Which comments a listing shows; None means no condition."""

    site_ids: Sequence[str] | None = None
    status: str | None = None
    thread: str | None = None
    reason: str | None = None
    # Leaves out threads that begin so
    without: str | None = None
    # Only what readers may see at that time
    public_at: datetime | None = None
    # Whose score of `attribute` is at least its site's number in `limits`
    attribute: str | None = None
    limits: Mapping[str, float] | None = None
    # `fr`, `en`, or `other` for all others
    language: str | None = None
    # Ids between which the comments lie (ids sort by age), the first included
    since: str | None = None
    until: str | None = None
    # Words that must all stand in the text, the author's name, the page
    text: str | None = None
    author: str | None = None
    page: str | None = None


def page(session: Session, wanted: Filter, after: str | None, limit: int) -> Sequence[Comment]:
    """Up to `limit` comments in order of arrival, beginning behind the id `after`."""
    behind = (Comment.id > after,) if after else ()
    return _first(session, wanted, behind, (Comment.id.asc(),), limit)


def newest(
    session: Session, wanted: Filter, limit: int, after: str | None = None
) -> Sequence[Comment]:
    """Up to `limit` comments, newest first, beginning behind the id `after`."""
    behind = (Comment.id < after,) if after else ()
    return _first(session, wanted, behind, (Comment.id.desc(),), limit)


def ranked(
    session: Session, wanted: Filter, order: str, after: str | None, limit: int
) -> Sequence[Comment]:
    """Comments with the highest `harm` or `doubt` first; `after` is the last id seen."""
    column = getattr(Comment, order)
    behind: tuple[ColumnElement[bool], ...] = ()
    if after and (mark := session.get(Comment, after)):
        seen = getattr(mark, order)
        # The first condition alone is implied; it is what an index can begin at.
        behind = (column <= seen, or_(column < seen, Comment.id < after))
    return _first(session, wanted, behind, (column.desc(), Comment.id.desc()), limit)


def edge(session: Session, wanted: Filter, after: str | None, number: int) -> str | None:
    """The id of the `number`th comment behind `after`, newest first; None where fewer are left.

    Looks at sites, status and age only, which an index answers: how far back a search reads.
    """
    plain = Filter(wanted.site_ids, wanted.status, since=wanted.since, until=wanted.until)
    behind = (Comment.id < after,) if after else ()
    ids = _ids(session, plain, behind, (Comment.id.desc(),), number, deleted_too=True).subquery()
    return session.scalar(select(ids.c.id).order_by(ids.c.id.desc()).offset(number - 1).limit(1))


def scores(
    session: Session, wanted: Filter, attribute: str, limit: int
) -> Sequence[tuple[str, int, float]]:
    """(id, revision, score) of the newest comments that have a score for an attribute."""
    score = Comment.scores[attribute].as_float()
    columns = (Comment.id, Comment.revision, score.label("score"))
    newest_first = (Comment.id.desc(),)
    there = (score.is_not(None), Comment.deleted_at.is_(None))
    found = _parts(session, wanted, columns, there, newest_first, limit).subquery()
    rows = session.execute(select(found).order_by(found.c.id.desc()).limit(limit))
    return [(comment_id, revision, value) for comment_id, revision, value in rows.all()]


def count(session: Session, wanted: Filter) -> int:
    return sum(_by_reason(session, wanted).values())


def count_by_reason(session: Session, site_ids: Sequence[str], status: str) -> dict[str, int]:
    """How many comments of one status there are for each first reason, over these sites."""
    counted = _by_reason(session, Filter(site_ids, status))
    return {reason: number for reason, number in counted.items() if reason}


def _by_reason(session: Session, wanted: Filter) -> Counter[str | None]:
    counted: Counter[str | None] = Counter()
    sites = [(one,) for one in wanted.site_ids] if wanted.site_ids is not None else [None]
    # Site by site and by reason, also where only the sum is asked for: only so does every planner
    # read nothing but the index of what waits.
    for site_ids in sites:
        rows = session.execute(
            _select(session, replace(wanted, site_ids=site_ids))
            .with_only_columns(Comment.main_reason, func.count())
            .group_by(Comment.main_reason)
        )
        counted.update(dict(rows.all()))
    return counted


def _first(
    session: Session,
    wanted: Filter,
    behind: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
    limit: int,
) -> Sequence[Comment]:
    ids = _ids(session, wanted, behind, order, limit)
    query = select(Comment).where(Comment.id.in_(ids)).order_by(*order).limit(limit)
    return session.scalars(query).all()


def _ids(
    session: Session,
    wanted: Filter,
    behind: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
    limit: int,
    deleted_too: bool = False,
) -> Select[str] | CompoundSelect[str]:
    there = () if deleted_too else (Comment.deleted_at.is_(None),)
    return _parts(session, wanted, (Comment.id,), (*behind, *there), order, limit)


def _parts(
    session: Session,
    wanted: Filter,
    columns: Sequence[Any],
    further: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
    limit: int,
) -> Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]:
    """The first rows of each site, one after the other.

    An index gives the first of one site at once, but of several sites together only after
    sorting all of them: each is asked for its own few.
    """
    conditions = (*_conditions(session, wanted), *further)
    query = select(*columns).where(*conditions).order_by(*order).limit(limit)
    if wanted.site_ids is None:
        return query
    if len(wanted.site_ids) not in range(1, MOST_PARTS):
        return query.where(Comment.site_id.in_(wanted.site_ids))
    parts = [query.where(Comment.site_id == site_id).subquery() for site_id in wanted.site_ids]
    return union_all(*(select(part) for part in parts))


def _select(session: Session, wanted: Filter) -> Select[Comment]:
    query = select(Comment).where(Comment.deleted_at.is_(None), *_conditions(session, wanted))
    if wanted.site_ids is None:
        return query
    if len(wanted.site_ids) == 1:
        return query.where(Comment.site_id == wanted.site_ids[0])
    return query.where(Comment.site_id.in_(wanted.site_ids))


def _conditions(session: Session, wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """Everything but the sites."""
    if wanted.status is not None:
        # Written into the statement: an index on flagged comments alone serves no other value.
        yield Comment.status == literal(wanted.status, literal_execute=True)
    for column, value in ((Comment.thread, wanted.thread), (Comment.main_reason, wanted.reason)):
        if value is not None:
            yield column == value
    if wanted.without is not None:
        yield ~Comment.thread.startswith(wanted.without, autoescape=True)
    if wanted.public_at is not None:
        yield or_(Comment.public_from.is_(None), Comment.public_from <= wanted.public_at)
    if wanted.since is not None:
        yield Comment.id >= wanted.since
    if wanted.until is not None:
        yield Comment.id < wanted.until
    if wanted.language is not None:
        yield _speaks(wanted.language)
    if wanted.attribute is not None:
        yield _scored(wanted.attribute, wanted.limits or {})
    dialect = session.get_bind().dialect.name
    for searched, words in (
        (Comment.text, wanted.text),
        (Comment.author_name, wanted.author),
        (Comment.thread, wanted.page),
    ):
        yield from contains(searched, words or "", dialect)


def _speaks(language: str) -> ColumnElement[bool]:
    if language in SPOKEN:
        return Comment.detected_language == language
    spoken = Comment.detected_language
    return or_(spoken.is_(None), spoken.not_in(SPOKEN))


def _scored(attribute: str, limits: Mapping[str, float]) -> ColumnElement[bool]:
    value = Comment.scores[attribute].as_float()
    return or_(
        false(),
        *(and_(Comment.site_id == site, value >= limit) for site, limit in limits.items()),
    )
