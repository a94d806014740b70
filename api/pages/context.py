"""Around one comment: its thread, and what its author wrote here before.

A page of its own; scripts take its part `#around` into the list.
"""

from uuid import UUID

from flask import Blueprint, render_template, url_for

from api.auth import current_person
from api.pages import errors, guard
from api.pages.cards import cards, faults, told
from moderation import surroundings

blueprint = Blueprint("context", __name__, url_prefix="/moderation")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@blueprint.get("/comments/<uuid:comment_id>/context")
def show(comment_id: UUID) -> str:
    """The comment, the conversation it stands in, and its author's history on the site."""
    around = surroundings.context(current_person(), str(comment_id))
    [card] = cards([around.comment])
    return render_template(
        "pages/context.html",
        comment=card,
        before=[told(one) for one in around.before],
        behind=[told(one) for one in around.behind],
        others=[told(one) for one in around.others],
        reasons=faults(),
        back=url_for("dashboard.queue"),
    )
