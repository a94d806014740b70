"""What moderators do: read the queue, decide, undo. Two of them can never both win."""

from collections.abc import Sequence
from dataclasses import dataclass

from moderation import lifecycle
from moderation.errors import Invalid, NotFound, Overtaken
from moderation.intake import find
from moderation.lifecycle import Move
from moderation.moderators import Person
from moderation.reasons import FOR_PEOPLE, Reason
from store import decisions, listings
from store.engine import Session, reading, writing
from store.listings import Filter
from store.tables import Comment, Decision

OUTCOMES = {"approve": "approved", "reject": "rejected"}
# What a person says by approving or rejecting without naming a reason
UNSAID = {"approve": Reason.FINE, "reject": Reason.OTHER}
ORDERS = ("oldest", "harm", "doubt")


@dataclass(frozen=True, slots=True)
class Choice:
    """A moderator's decision as asked for; what was expected is what they saw."""

    action: str
    reason: str | None = None
    note: str | None = None
    expected_status: str | None = None
    expected_revision: int | None = None
    # The fencing token of the lease under which they read it
    lease: int | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    comments: Sequence[Comment]
    total: int
    by_reason: dict[str, int]


def queue(
    person: Person,
    site: str | None = None,
    reason: str | None = None,
    order: str = "oldest",
    after: str | None = None,
    limit: int = 50,
) -> Queue:
    """A page of the flagged comments of a moderator's sites.

    Raises:
        NotFound: `site` is none of theirs.
    """
    site_ids = sites_of(person, site)
    wanted = Filter(site_ids, "flagged", reason=reason)
    with reading() as session:
        if order == "oldest":
            found = listings.page(session, wanted, after, limit)
        else:
            found = listings.ranked(session, wanted, order, after, limit)
        by_reason = listings.count_by_reason(session, Filter(site_ids, "flagged"))
    total = by_reason.get(reason, 0) if reason else sum(by_reason.values())
    return Queue(found, total, by_reason)


def listing(
    person: Person, status: str, site: str | None = None, after: str | None = None, limit: int = 50
) -> Sequence[Comment]:
    """A page of the comments of a moderator's sites with one status, newest first.

    Raises:
        NotFound: `site` is none of theirs.
    """
    with reading() as session:
        return listings.newest(session, Filter(sites_of(person, site), status), limit, after)


def decide(person: Person, comment_id: str, choice: Choice) -> Decision:
    """Approve or reject a comment.

    Raises:
        NotFound: no such comment on a site of theirs.
        Invalid: the reason is not one that people give.
        Overtaken: it is not as the moderator saw it; shows the other's decision.
        LeaseLost: somebody took it up after them.
    """
    with writing() as session:
        comment = mine(session, person, comment_id)
        _check_unchanged(session, comment, choice)
        move = Move(
            choice.action,
            "moderator",
            comment.status,
            OUTCOMES[choice.action],
            (_reason(choice),),
            moderator_id=person.moderator.id,
            note=choice.note,
            token=choice.lease,
        )
        return lifecycle.make(session, comment, move)


def undo(person: Person, decision_id: str) -> Decision:
    """Take back a person's decision, as long as nothing has moved the comment since.

    Raises:
        NotFound: no such decision on a site of theirs.
        Invalid: it was not a person's.
        Overtaken: the comment has moved on, or somebody undid the same decision first.
    """
    with writing() as session:
        decision = decisions.get(session, decision_id)
        if decision is None:
            raise NotFound("There is no such decision.")
        comment = mine(session, person, decision.comment_id)
        _check_undoable(session, comment, decision)
        before = _before(session, decision)
        move = Move(
            "undo",
            "moderator",
            decision.to_status,
            decision.from_status,
            before.reasons if before else (),
            moderator_id=person.moderator.id,
            undoes=decision.id,
        )
        try:
            return lifecycle.make(session, comment, move)
        except decisions.AlreadyUndone as error:
            raise Overtaken("Somebody undid this already.", comment, decision) from error


def recent(person: Person, limit: int = 20) -> Sequence[tuple[Decision, Comment]]:
    """A moderator's own newest decisions on sites that are still theirs, to look back at."""
    with reading() as session:
        made = decisions.recent_by(session, person.moderator.id, limit)
    return [(decision, comment) for decision, comment in made if person.may(comment.site_id)]


def history(person: Person, comment_id: str) -> Sequence[Decision]:
    """Every decision on a comment, oldest first.

    Raises:
        NotFound: no such comment on a site of theirs.
    """
    with reading() as session:
        mine(session, person, comment_id)
        return decisions.of_comment(session, comment_id)


def sites_of(person: Person, site: str | None) -> tuple[str, ...]:
    """The sites that a list is about: the one named, else all of theirs.

    Raises:
        NotFound: `site` is none of theirs.
    """
    if site is None:
        return person.site_ids
    if not person.may(site):
        raise NotFound(f"You do not moderate a site “{site}”.")
    return (site,)


def mine(session: Session, person: Person, comment_id: str) -> Comment:
    """A comment on a site of theirs; any other is as good as none.

    Raises:
        NotFound: there is none.
    """
    comment = find(session, comment_id)
    if not person.may(comment.site_id):
        raise NotFound("There is no such comment, or it was deleted.")
    return comment


def _check_unchanged(session: Session, comment: Comment, choice: Choice) -> None:
    seen = choice.expected_status in (None, comment.status)
    same_text = choice.expected_revision in (None, comment.revision)
    possible = (comment.status, OUTCOMES[choice.action]) in lifecycle.MOVES[choice.action]
    if not (seen and same_text and possible):
        raise lifecycle.overtaken(session, comment)


def _check_undoable(session: Session, comment: Comment, decision: Decision) -> None:
    if decision.action not in decisions.PEOPLE:
        raise Invalid("id", "Only a moderator's decision can be undone.")
    last = decisions.last(session, comment.id)
    if last is None or last.id != decision.id:
        raise lifecycle.overtaken(session, comment)


def _before(session: Session, decision: Decision) -> Decision | None:
    """The decision that was in force before `decision`: undoing brings its reasons back."""
    earlier = [
        row for row in decisions.of_comment(session, decision.comment_id) if row.seq < decision.seq
    ]
    standing = [row for row in earlier if row.to_status == decision.from_status]
    return standing[-1] if standing else None


def _reason(choice: Choice) -> Reason:
    if choice.reason is None:
        return UNSAID[choice.action]
    if choice.reason not in FOR_PEOPLE:
        raise Invalid("reason", f"Must be one of: {', '.join(FOR_PEOPLE)}.")
    return Reason(choice.reason)


def comment_of(person: Person, comment_id: str) -> Comment:
    """One comment of a moderator's sites, whatever its status.

    Raises:
        NotFound: no such comment on a site of theirs.
    """
    with reading() as session:
        return mine(session, person, comment_id)
