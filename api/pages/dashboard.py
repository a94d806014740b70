"""The moderators' desk: what waits for a decision, and what they decided themselves."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from api.auth import current_person
from api.pages import errors, filters, guard, language, lists
from api.pages.cards import cards
from moderation import bulk, ranges, review, views
from store.tables import Comment, Decision

blueprint = Blueprint("dashboard", __name__, url_prefix="/moderation")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@blueprint.get("")
def queue() -> ResponseReturnValue:
    """Flagged comments, with the number waiting by reason."""
    wanted, order = (asked := filters.read()), asked.order or review.ORDERS[0]
    found = review.queue(
        current_person(), wanted.site, wanted.reason, order, wanted.after, lists.PAGE,
        wanted.narrow(),
    )  # fmt: skip
    if not found.comments and wanted.after:
        return redirect(filters.address(wanted), 303)
    return render_template(
        "pages/queue.html",
        **lists.parts(found.comments, _following(found.comments), wanted),
        waiting=sum(found.by_reason.values()),
        by_reason=sorted(found.by_reason.items(), key=lambda pair: -pair[1]),
        orders=review.ORDERS,
        order=order,
    )


@blueprint.get("/mine")
def mine() -> str:
    """The moderator's own newest decisions, to look back at and undo."""
    made = review.recent(current_person(), limit=50)
    decisions = [decision for decision, _ in made]
    return render_template(
        "pages/mine.html",
        entries=_with_undo(made),
        batches=bulk.standing(decisions),
        promises=ranges.promised(decisions),
    )


def _following(found: Sequence[Comment]) -> str | None:
    return found[-1].id if len(found) == lists.PAGE else None


def _with_undo(made: Sequence[tuple[Decision, Comment]]) -> list[dict[str, Any]]:
    """Each decision with whether it still stands: only the last on a comment can."""
    entries, seen = [], set[str]()
    shown_cards = {card["id"]: card for card in cards([comment for _, comment in made])}
    for decision, comment in made:
        stands = comment.id not in seen and comment.status == decision.to_status
        seen.add(comment.id)
        shown = views.of_decision(decision, language.current())
        entries.append({"decision": shown, "comment": shown_cards[comment.id], "stands": stands})
    return entries
