"""The moves between states. Every move is a conditional UPDATE and one row in the log."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moderation import outbox, window
from moderation.errors import LeaseLost, Overtaken
from moderation.moderators import name_of
from store import comments, decisions, leases, sites
from store.base import new_id, now
from store.decisions import Taken
from store.engine import Session
from store.tables import Comment, Decision

DECIDED = ("approved", "flagged", "rejected")
STATUSES = ("pending", *DECIDED)

# action -> (from, to) that it may make. Nothing else exists.
MOVES: dict[str, set[tuple[str, str]]] = {
    "score": {("pending", to) for to in DECIDED},
    "fail": {("pending", "flagged")},
    # By a moderator, or by the site's own people through a protocol's feedback
    "approve": {("flagged", "approved"), ("rejected", "approved")},
    "reject": {("flagged", "rejected"), ("approved", "rejected")},
    "undo": {(a, b) for a in DECIDED for b in DECIDED if a != b},
    "report": {("approved", "flagged")},
    "edit": {(status, "pending") for status in STATUSES},
    "delete": {(status, status) for status in STATUSES},
}


@dataclass(frozen=True, slots=True)
class Move:
    """One move: who does what, from where to where, and why."""

    action: str
    actor: str
    expected: str
    to: str
    reasons: Sequence[str] = ()
    moderator_id: str | None = None
    note: str | None = None
    model: str | None = None
    policy: str | None = None
    undoes: str | None = None
    # Of the lease under which a moderator read it; None: only the status is a guard
    token: int | None = None
    batch: str | None = None
    # Further columns of the comment that change with it
    values: dict[str, Any] = field(default_factory=dict)


def make(session: Session, comment: Comment, move: Move) -> Decision:
    """Move `comment`, as the caller saw it, and log it; its messages go with it.

    Raises:
        Overtaken: its status or text changed since the caller looked.
        LeaseLost: somebody took the comment up, or decided on it, after `move.token`.
        ValueError: the move does not exist.
    """
    if (move.expected, move.to) not in MOVES[move.action]:
        raise ValueError(f"{move.action} never leads from {move.expected} to {move.to}.")
    [number], moment = decisions.take_numbers(session, comment.site_id).numbers, now()
    site = sites.require(session, comment.site_id)
    _pass_lease(session, comment, move, moment)
    takes_back = window.still_held(session, move.undoes, moment)
    held_until = window.end_of(site, move.actor, takes_back, moment)
    values = _projection(move, moment, held_until) | move.values
    if takes_back:
        # What a held decision had hidden comes back as it was before.
        values.pop("public_from", None)
    moved = comments.move(session, comment, move.expected, values)
    if moved is None:
        raise overtaken(session, comment)
    decision = decisions.append(session, _row(moved, move, number, moment, held_until))
    outbox.announce(session, site, decision)
    return decision


def settle(session: Session, site_id: str, moves: Sequence[tuple[Comment, Move]]) -> list[Decision]:
    """Make the model's moves away from `pending`, all of one site, as `make` makes each alone.

    A batch needs few statements, for nobody holds a lease on what is pending, and an edit has
    dropped what messages were held. A comment that is not as the caller saw it (edited, deleted
    or decided meanwhile) has no decision; its number is left out of the log. The others show
    what they have become.
    """
    taken, moment = decisions.take_numbers(session, site_id, len(moves)), now()
    made = [
        _row(comment, move, number, moment, held_until=None)
        for number, (comment, move) in zip(taken.numbers, moves, strict=True)
        if _leaves_pending(session, comment, move, moment)
    ]
    _log_first(session, made, taken)
    return made


def settled(comment: Comment, move: Move) -> Comment:
    """`comment`, not stored yet, as the model's move leaves it: stored so, it is written once."""
    comments.show(comment, _projection(move, now(), None) | move.values)
    return comment


def note_settled(session: Session, comment: Comment, move: Move) -> Decision:
    """Log the move of a comment that was stored `settled` in this transaction."""
    taken = decisions.take_numbers(session, comment.site_id)
    decision = _row(comment, move, taken.numbers[0], now(), held_until=None)
    _log_first(session, [decision], taken)
    return decision


def _log_first(session: Session, made: Sequence[Decision], taken: Taken) -> None:
    decisions.append_all(session, made)
    outbox.announce_first(session, made, to_site=taken.has_webhook)


def _leaves_pending(session: Session, comment: Comment, move: Move, moment: datetime) -> bool:
    values = _projection(move, moment, None) | move.values
    changed = comments.change_as_seen(session, comment, "pending", values)
    if changed:
        comments.show(comment, values)
    return changed


def overtaken(session: Session, comment: Comment) -> Overtaken:
    """The refusal that shows what the comment has become."""
    fresh = session.get_one(Comment, comment.id, populate_existing=True)
    last = decisions.last(session, comment.id)
    # Out of the session, whose rollback would empty them before anybody has read them.
    session.expunge_all()
    return Overtaken(f"The comment is {fresh.status} already.", fresh, last)


def _pass_lease(session: Session, comment: Comment, move: Move, moment: datetime) -> None:
    """Let a person's move by, unless somebody took the comment up after them."""
    person = move.moderator_id
    if person is None or leases.pass_by(session, comment.id, person, move.token, moment):
        return
    found = leases.looking(session, [comment.id], moment)
    others = [name_of(moderator) for _, moderator in found if moderator.id != person]
    late = overtaken(session, comment)
    raise LeaseLost(late.comment, late.decision, others[0] if others else None)


def _projection(move: Move, moment: datetime, held_until: datetime | None) -> dict[str, Any]:
    shown = {"public_from": held_until} if move.to == "approved" else {}
    return shown | {
        "status": move.to,
        "reasons": list(move.reasons),
        "main_reason": move.reasons[0] if move.reasons else None,
        "decided_by": None if move.to == "pending" else move.actor,
        "decided_at": None if move.to == "pending" else moment,
        "claimed_by": None,
        "claimed_until": None,
    }


def _row(
    comment: Comment, move: Move, number: int, moment: datetime, held_until: datetime | None
) -> Decision:
    return Decision(
        id=new_id(),
        seq=number,
        site_id=comment.site_id,
        comment_id=comment.id,
        revision=comment.revision,
        action=move.action,
        actor=move.actor,
        moderator_id=move.moderator_id,
        from_status=move.expected,
        to_status=move.to,
        reasons=list(move.reasons),
        note=move.note,
        model=move.model,
        policy=move.policy,
        undoes=move.undoes,
        created_at=moment,
        held_until=held_until,
        batch=move.batch,
    )
