"""The messages that a decision owes the outside: written with it, in its transaction.

While a decision is held, its messages wait with it. A later move of the same comment drops
those: who was never told of the first needs to hear of the second only, and where the second
takes the first back, of neither.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from store import callbacks, deliveries
from store.base import now
from store.engine import Session
from store.tables import Decision, Delivery, Site

KINDS = ("site", callbacks.KIND)


def announce(session: Session, site: Site, decision: Decision) -> None:
    """Leave a message of each kind that somebody is to hear."""
    moment, called = now(), callbacks.among(session, [decision.comment_id])
    for kind in KINDS:
        dropped = deliveries.drop_held(session, decision.comment_id, kind, moment)
        if not _is_heard(decision, kind, called, to_site=bool(site.webhook_url)):
            continue
        if dropped and decision.undoes and _is_known(session, decision, kind):
            continue
        deliveries.add(session, _message(decision, kind, moment))


def announce_first(session: Session, made: Sequence[Decision], *, to_site: bool) -> None:
    """`announce` for decisions on comments that were pending: nothing about them is held.

    `to_site`: their site wants to be told.
    """
    moment, called = now(), callbacks.among(session, [decision.comment_id for decision in made])
    for decision in made:
        for kind in KINDS:
            if _is_heard(decision, kind, called, to_site=to_site):
                deliveries.add(session, _message(decision, kind, moment))


def _is_heard(decision: Decision, kind: str, called: Collection[str], *, to_site: bool) -> bool:
    """Whether a message is owed; `called` are the comments whose clients named a callback."""
    if decision.to_status == "pending":
        return False
    if kind == "site":
        return to_site
    # A callback knows no word for "flagged": whoever was told before keeps what they were told.
    tells = decision.to_status != "flagged" and decision.action != "delete"
    return tells and decision.comment_id in called


def _is_known(session: Session, decision: Decision, kind: str) -> bool:
    """Whether the outside believes already what this decision leads to."""
    return deliveries.last_told(session, decision.comment_id, kind) == decision.to_status


def _message(decision: Decision, kind: str, moment: datetime) -> Delivery:
    return Delivery(
        site_id=decision.site_id,
        decision_id=decision.id,
        kind=kind,
        next_try_at=decision.held_until or moment,
    )
