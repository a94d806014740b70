"""The moves between states. Every move is a conditional UPDATE and one row in the log."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from moderation.errors import Overtaken
from store import callbacks, comments, decisions, deliveries, sites
from store.base import now
from store.engine import Session
from store.tables import Comment, Decision, Delivery

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
    batch: str | None = None
    # Further columns of the comment that change with it
    values: dict[str, Any] = field(default_factory=dict)


def make(session: Session, comment: Comment, move: Move) -> Decision:
    """Move `comment`, as the caller saw it, and log it; the webhook row goes with it.

    Raises:
        Overtaken: its status or text changed since the caller looked.
        ValueError: the move does not exist.
    """
    if (move.expected, move.to) not in MOVES[move.action]:
        raise ValueError(f"{move.action} never leads from {move.expected} to {move.to}.")
    number = decisions.take_number(session, comment.site_id)
    values = _projection(move) | move.values
    moved = comments.move(session, comment.id, move.expected, comment.revision, values)
    if moved is None:
        raise overtaken(session, comment)
    decision = decisions.append(session, _row(moved, move, number))
    _announce(session, decision)
    return decision


def overtaken(session: Session, comment: Comment) -> Overtaken:
    """The refusal that shows what the comment has become."""
    fresh = session.get_one(Comment, comment.id, populate_existing=True)
    last = decisions.last(session, comment.id)
    # Out of the session, whose rollback would empty them before anybody has read them.
    session.expunge_all()
    return Overtaken(f"The comment is {fresh.status} already.", fresh, last)


def _projection(move: Move) -> dict[str, Any]:
    return {
        "status": move.to,
        "reasons": list(move.reasons),
        "main_reason": move.reasons[0] if move.reasons else None,
        "decided_by": None if move.to == "pending" else move.actor,
        "decided_at": None if move.to == "pending" else now(),
        "claimed_by": None,
        "claimed_until": None,
    }


def _row(comment: Comment, move: Move, number: int) -> Decision:
    return Decision(
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
        batch=move.batch,
    )


def _announce(session: Session, decision: Decision) -> None:
    if decision.to_status == "pending":
        return
    site = sites.get(session, decision.site_id)
    kinds = ["site"] if site and site.webhook_url else []
    # A callback knows no word for "flagged": whoever was told before keeps what they were told.
    tells = decision.to_status != "flagged" and decision.action != "delete"
    if tells and callbacks.of(session, decision.comment_id):
        kinds.append(callbacks.KIND)
    for kind in kinds:
        row = Delivery(
            site_id=decision.site_id, decision_id=decision.id, kind=kind, next_try_at=now()
        )
        deliveries.add(session, row)
