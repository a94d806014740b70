"""One comment by itself, with every move that was made about it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request

from api.auth import current_person
from api.pages import errors, guard, language
from api.pages.cards import cards, faults
from moderation import people, ranges, review, views
from store.tables import Decision

blueprint = Blueprint("comment", __name__, url_prefix="/moderation/comments")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@blueprint.get("/<uuid:comment_id>")
def show(comment_id: UUID) -> str:
    """The comment, and its log from the first move to the last."""
    person = current_person()
    found = review.comment_of(person, str(comment_id))
    [card] = cards([found])
    history = review.history(person, found.id)
    names = people.names({move.moderator_id for move in history if move.moderator_id})
    promises = ranges.promised(history)
    moves = [_shown(move, names) | {"promise": promises.get(move.batch or "")} for move in history]
    return render_template(
        "pages/comment.html", comment=card, moves=moves, reasons=faults(), back=request.path
    )


def _shown(move: Decision, names: Mapping[str, str]) -> dict[str, Any]:
    is_me = move.moderator_id == current_person().moderator.id
    name = None if is_me else names.get(move.moderator_id or "")
    return views.of_decision(move, language.current()) | {"is_me": is_me, "name": name}
