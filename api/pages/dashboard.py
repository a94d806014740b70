"""The moderators' lists: what waits, what was decided, what they did themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from api.auth import current_person
from api.pages import errors, guard, language
from moderation import bulk, evidence, groups, review, surroundings, views
from moderation.evidence import Evidence
from moderation.reasons import FOR_PEOPLE, Reason
from moderation.surroundings import Surroundings
from store.tables import Comment, Decision

PAGE = 25
# What a rejection can be for.
FAULTS = tuple(reason for reason in FOR_PEOPLE if reason is not Reason.FINE)

blueprint = Blueprint("dashboard", __name__, url_prefix="/moderation")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked to show; what makes no sense counts as not asked."""

    site: str | None
    reason: str | None
    order: str
    after: str | None


@blueprint.get("")
def queue() -> ResponseReturnValue:
    """Flagged comments, with the number waiting by reason."""
    wanted, person = _wanted(), current_person()
    found = review.queue(person, wanted.site, wanted.reason, wanted.order, wanted.after, limit=PAGE)
    if not found.comments and wanted.after:
        return redirect(url_for("dashboard.queue", **_filters(wanted)), 303)
    return render_template(
        "pages/queue.html",
        **_list(found.comments, wanted),
        total=found.total,
        waiting=sum(found.by_reason.values()),
        by_reason=sorted(found.by_reason.items(), key=lambda pair: -pair[1]),
        orders=review.ORDERS,
    )


@blueprint.get("/<any(approved, rejected):status>")
def decided(status: str) -> str:
    """Approved or rejected comments, newest first; any of them can be reversed."""
    wanted = _wanted()
    found = review.listing(current_person(), status, wanted.site, wanted.after, PAGE)
    return render_template("pages/decided.html", **_list(found, wanted), listed=status)


@blueprint.get("/mine")
def mine() -> str:
    """The moderator's own newest decisions, to look back at and undo."""
    made = review.recent(current_person(), limit=50)
    batches = bulk.batches([decision for decision, _ in made])
    return render_template("pages/mine.html", entries=_with_undo(made), batches=batches)


def cards(comments: Sequence[Comment]) -> list[dict[str, Any]]:
    """What a moderator may see of each comment, why it is there, and the likely choice."""
    why, around = evidence.of(comments), surroundings.of(comments)
    alike = groups.sizes([comment.id for comment in comments if comment.status == "flagged"])
    return [
        _card(comment)
        | _shown(why[comment.id], around[comment.id])
        | {"similar": alike.get(comment.id, 0)}
        for comment in comments
    ]


def _card(comment: Comment) -> dict[str, Any]:
    likely = next((code for code in comment.reasons if code in FAULTS), "")
    return views.for_moderator(comment, language.current()) | {"likely": likely}


def _shown(why: Evidence, around: Surroundings) -> dict[str, Any]:
    parent = views.for_moderator(around.parent, language.current()) if around.parent else None
    return {
        "marks": why.marks,
        "flags": why.flags or {},
        "answers": parent,
        "history": around.history,
    }


def _wanted() -> Wanted:
    given = request.args
    reason, order = given.get("reason"), given.get("order")
    return Wanted(
        site=given.get("site") or None,
        reason=reason if reason in list(Reason) else None,
        order=order if order in review.ORDERS else review.ORDERS[0],
        after=_uuid(given.get("after")),
    )


def _uuid(text: str | None) -> str | None:
    try:
        return str(UUID(text or ""))
    except ValueError:
        return None


def _filters(wanted: Wanted) -> dict[str, Any]:
    """The query that keeps the filters from page to page; defaults stay out of addresses."""
    order = wanted.order if wanted.order != review.ORDERS[0] else None
    return {"site": wanted.site, "reason": wanted.reason, "order": order}


def _here(wanted: Wanted, **changes: Any) -> str:
    """This list's address with other filters; None takes one away."""
    kept = {**(request.view_args or {}), **_filters(wanted), **changes}
    return url_for(request.endpoint or "dashboard.queue", **kept)


def _list(found: Sequence[Comment], wanted: Wanted) -> dict[str, Any]:
    return {
        "comments": cards(found),
        "following": found[-1].id if len(found) == PAGE else None,
        "wanted": wanted,
        "here": partial(_here, wanted),
        "sites": current_person().site_ids,
        "reasons": FAULTS,
        "back": request.full_path.rstrip("?"),
    }


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
