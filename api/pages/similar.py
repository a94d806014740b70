"""A flood of comments that are like each other, as one list with one decision."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, url_for

from api.auth import current_person
from api.pages import errors, guard, language
from api.pages.cards import FAULTS, faults
from moderation import groups, review, similar, views
from store.tables import Comment

blueprint = Blueprint("similar", __name__, url_prefix="/moderation/similar")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@blueprint.get("/<uuid:comment_id>")
def show(comment_id: UUID) -> str:
    """A flagged comment and all flagged ones that are like it."""
    first = review.comment_of(current_person(), str(comment_id))
    found = review.still_flagged(current_person(), groups.group(first.id))
    return render_template(
        "pages/similar.html",
        members=_members(first, found),
        reasons=faults(),
        likely=next((code for code in first.reasons if code in FAULTS), "spam"),
        back=url_for("dashboard.queue"),
    )


def _members(first: Comment, found: Sequence[Comment]) -> list[dict[str, Any]]:
    differences = similar.differences(first.text, [comment.text for comment in found])
    spoken = language.current()
    return [
        views.for_moderator(comment, spoken) | {"differences": marks}
        for comment, marks in zip(found, differences, strict=True)
    ]
