"""Many comments decided at once by a moderator, and taken back at once."""

from typing import Any
from uuid import UUID

from api import problems
from api.auth import current_person, require_moderator
from api.contract import Contract
from api.inputs import BulkIn
from api.languages import preferred
from api.outputs import BulkOut
from moderation import bulk, views
from moderation.bulk import Outcome, Result, Seen
from moderation.review import Choice

blueprint = Contract("bulk", __name__, url_prefix="/v1/decisions/bulk")
blueprint.before_request(require_moderator)


@blueprint.post("")
@blueprint.arguments(BulkIn)
@blueprint.response(200, BulkOut, description="What became of each comment, in order.")
@blueprint.errors(400, 401, 413, 415, 422, 503)
def decide(body: dict[str, Any]) -> dict[str, Any]:
    """Approve or reject up to 1,000 comments; those that changed since are left and told."""
    seen = [
        Seen(str(one["id"]), one["expected_status"], one.get("expected_revision"))
        for one in body["comments"]
    ]
    choice = Choice(body["action"], body.get("reason"), body.get("note"))
    return _answer(bulk.decide_many(current_person(), seen, choice))


@blueprint.post("/<uuid:batch>/undo")
@blueprint.response(200, BulkOut, description="What became of each comment.")
@blueprint.errors(400, 401, 404, 422, 503)
def undo(batch: UUID) -> dict[str, Any]:
    """Take back every decision of a batch that still stands; the others are told."""
    return _answer(bulk.undo_batch(current_person(), str(batch)))


def _answer(outcome: Outcome) -> dict[str, Any]:
    return {
        "batch": outcome.batch,
        "decided": len(outcome.done),
        "results": [_item(result) for result in outcome.results],
    }


def _item(result: Result) -> dict[str, Any]:
    if result.refused:
        made = problems.of_refusal(result.refused)
        return {"id": result.comment_id, "status": made["status"], "problem": made}
    shown = views.of_decision(result.decision, preferred()) if result.decision else None
    return {"id": result.comment_id, "status": 201, "decision": shown}
