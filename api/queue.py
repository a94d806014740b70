"""The moderation queue, as JSON for moderators."""

from typing import Any
from uuid import UUID

from api.auth import current_person, require_moderator
from api.contract import Contract
from api.inputs import DecisionIn, QueueQuery
from api.languages import preferred
from api.outputs import DecisionOut, QueueOut
from moderation import review, views
from moderation.narrow import Narrow
from moderation.review import Choice

blueprint = Contract("queue", __name__, url_prefix="/v1")
blueprint.before_request(require_moderator)


@blueprint.get("/queue")
@blueprint.arguments(QueueQuery, location="query")
@blueprint.response(200, QueueOut)
@blueprint.errors(401, 404, 422, 503)
def queue(query: dict[str, Any]) -> dict[str, Any]:
    """List flagged comments of the moderator's sites, with the number waiting by reason."""
    after, limit = query.get("after"), query["limit"]
    found = review.queue(
        current_person(),
        site=query.get("site"),
        reason=query.get("reason"),
        order=query["order"],
        after=str(after) if after else None,
        limit=limit,
        narrow=Narrow(attribute=query.get("attribute"), language=query.get("language")),
    )
    comments = [views.for_moderator(comment, preferred()) for comment in found.comments]
    following = comments[-1]["id"] if len(comments) == limit else None
    return {
        "comments": comments,
        "next": following,
        "total": found.total,
        "by_reason": found.by_reason,
    }


@blueprint.post("/comments/<uuid:comment_id>/decisions")
@blueprint.arguments(DecisionIn)
@blueprint.response(201, DecisionOut)
@blueprint.errors(400, 401, 404, 409, 413, 415, 422, 503)
def decide(body: dict[str, Any], comment_id: UUID) -> dict[str, Any]:
    """Approve or reject a comment; 409 shows what somebody else decided first."""
    decision = review.decide(current_person(), str(comment_id), Choice(**body))
    return views.of_decision(decision, preferred())


@blueprint.post("/decisions/<uuid:decision_id>/undo")
@blueprint.response(201, DecisionOut)
@blueprint.errors(400, 401, 404, 409, 422, 503)
def undo(decision_id: UUID) -> dict[str, Any]:
    """Take a moderator's decision back, as long as the comment has not moved since."""
    decision = review.undo(current_person(), str(decision_id))
    return views.of_decision(decision, preferred())
