"""Many comments at once, for imports: each is answered on its own."""

from typing import Any

from flask import request
from marshmallow import ValidationError

from api import problems
from api.auth import current_site, require_site
from api.contract import Contract
from api.inputs import BatchIn, CommentIn
from api.languages import preferred
from api.limits import LARGEST_BATCH_BODY
from api.outputs import BatchOut
from api.submission import from_json
from moderation import intake, views
from moderation.errors import Refused
from moderation.intake import Accepted, Submission
from worker import names, publish

blueprint = Contract("batch", __name__, url_prefix="/v1/comments")
blueprint.before_request(require_site)


@blueprint.before_request
def _allow_a_large_body() -> None:
    request.max_content_length = LARGEST_BATCH_BODY


@blueprint.post("/batch")
@blueprint.arguments(BatchIn)
@blueprint.response(202, BatchOut, description="Each comment's own answer, in order.")
@blueprint.errors(400, 401, 413, 415, 422, 503)
def submit(body: dict[str, Any]) -> dict[str, Any]:
    """Submit up to 500 comments. They are scored behind live comments, never before."""
    checked = [_check(item) for item in body["comments"]]
    good = [item for item in checked if isinstance(item, Submission)]
    outcomes = intake.accept_many(current_site(), good)
    new = [done.comment.id for done in outcomes if isinstance(done, Accepted) and done.is_new]
    publish.score(new, names.BULK)
    stored = iter(outcomes)
    return {
        "results": [
            _answer(next(stored) if isinstance(item, Submission) else item) for item in checked
        ]
    }


def _check(item: Any) -> Submission | dict[str, Any]:
    """A submission, or the problem with it."""
    try:
        return from_json(CommentIn().load(item))
    except ValidationError as error:
        return problems.of_messages(error.messages)


def _answer(outcome: Accepted | Refused | dict[str, Any]) -> dict[str, Any]:
    if isinstance(outcome, Accepted):
        language = preferred(default=current_site().language)
        status = 202 if outcome.comment.status == "pending" else 200
        return {"status": status, "comment": views.for_site(outcome.comment, language)}
    made = problems.of_refusal(outcome) if isinstance(outcome, Refused) else outcome
    return {"status": made["status"], "problem": made}
