"""One decision about many comments, and taking it back. What changed meanwhile is left alone.

Each comment is moved on its own, as it was on the screen; the rows that one act made share
a `batch`. Comments go site by site and some at a time, so that no other hand waits long.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from moderation import exposure, review
from moderation.errors import Invalid, NotFound, Refused
from moderation.moderators import Person
from moderation.review import Choice
from store import batches, comments, sites
from store.base import new_id
from store.batches import Standing
from store.engine import Session, reading, writing
from store.tables import Batch, Comment, Decision

MOST = 1000
# Comments decided in one transaction, which holds their site's row
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Seen:
    """A comment as its reader had it before their eyes."""

    id: str
    status: str
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one comment: its decision, or why there is none."""

    comment_id: str
    decision: Decision | None = None
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The results in the order asked for. `batch` is what takes all of it back."""

    batch: str
    results: Sequence[Result]

    @property
    def done(self) -> list[Decision]:
        return [result.decision for result in self.results if result.decision]

    @property
    def left(self) -> int:
        """How many were not touched, because they had changed or were gone."""
        return sum(result.refused is not None for result in self.results)


def decide_many(
    person: Person,
    seen: Sequence[Seen],
    choice: Choice,
    read: Collection[str] | None = None,
    promise: Mapping[str, Any] | None = None,
) -> Outcome:
    """Approve or reject comments that were on the screen; never one that changed since.

    `read` are the ids that their maker had before their eyes, decided on or not; None where
    that is not known: then all count. `promise` is kept with the decisions.

    Raises:
        Invalid: none or too many are named, one twice, or the reason is not one people give.
    """
    asked = {one.id: one for one in seen}
    if not 0 < len(seen) <= MOST:
        raise Invalid("comments", f"Name 1 to {MOST} comments.")
    if len(asked) < len(seen):
        raise Invalid("comments", "Name each comment once.")
    review.reason_of(choice)
    batch = new_id()

    def decide(session: Session, comment_id: str) -> Decision:
        one = asked[comment_id]
        own = replace(choice, expected_status=one.status, expected_revision=one.revision)
        return review.decide_in(session, person, comment_id, own, batch)

    before_eyes = asked.keys() if read is None else {*read}
    with reading() as session:
        found = _theirs(session, person, asked.keys() | before_eyes)
    hard = [exposure.is_hard(found[one].scores) for one in before_eyes if one in found]
    with writing() as session:
        session.add(_note(person, batch, hard, promise))
    made = _each({one: found[one].site_id for one in asked if one in found}, decide)
    return Outcome(batch, [made.get(one) or Result(one, refused=_unknown()) for one in asked])


def undo_batch(person: Person, batch: str) -> Outcome:
    """Take back every decision of a batch that still stands; the others are told.

    Raises:
        NotFound: there is no such batch on a site of theirs.
    """
    with reading() as session:
        found = batches.decisions(session, batch)
    mine = {row.comment_id: row for row in found if person.may(row.site_id)}
    if not mine:
        raise NotFound("There are no decisions that were made together under this id.")
    undoing = new_id()

    def undo(session: Session, comment_id: str) -> Decision:
        return review.undo_in(session, person, mine[comment_id].id, undoing)

    made = _each({row.comment_id: row.site_id for row in mine.values()}, undo)
    return Outcome(undoing, [made[one] for one in mine])


def standing(made: Sequence[Decision]) -> dict[str, Standing]:
    """The batches that some of these decisions belong to, by their ids."""
    with reading() as session:
        return batches.standing(session, {row.batch for row in made if row.batch})


def promises(made: Sequence[Decision]) -> dict[str, dict[str, Any]]:
    """What a random sample said of the batches of these decisions, by their ids."""
    with reading() as session:
        return batches.promises(session, {row.batch for row in made if row.batch})


def _theirs(session: Session, person: Person, ids: Collection[str]) -> dict[str, Comment]:
    found = comments.by_ids(session, ids)
    return {comment.id: comment for comment in found if person.may(comment.site_id)}


def _note(
    person: Person, batch: str, hard: Sequence[bool], promise: Mapping[str, Any] | None
) -> Batch:
    return Batch(
        id=batch,
        moderator_id=person.moderator.id,
        read=len(hard),
        hard=sum(hard),
        promise=dict(promise) if promise else None,
    )


def _each(site_of: Mapping[str, str], act: Callable[[Session, str], Decision]) -> dict[str, Result]:
    """Do `act` with each comment; a refusal stands in its decision's place."""
    results: dict[str, Result] = {}
    for site_id, ids in _parts(site_of):
        with writing() as session:
            # Every move locks the site first: from here on nobody else can make one.
            sites.lock(session, site_id)
            results |= {one: _attempt(session, one, act) for one in ids}
    return results


def _attempt(session: Session, one: str, act: Callable[[Session, str], Decision]) -> Result:
    try:
        return Result(one, act(session, one))
    except Refused as refused:
        return Result(one, refused=refused)


def _parts(site_of: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    for site_id in sorted({*site_of.values()}):
        ids = sorted(one for one, site in site_of.items() if site == site_id)
        for start in range(0, len(ids), AT_ONCE):
            yield site_id, ids[start : start + AT_ONCE]


def _unknown() -> NotFound:
    return NotFound("There is no such comment, or it was deleted.")
