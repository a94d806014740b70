"""Leases: a moderator says what they are looking at, and the others are told."""

from typing import Any
from uuid import UUID

from api.auth import current_person, require_moderator
from api.contract import Contract
from api.inputs import LeaseQuery
from api.outputs import LeaseOut
from moderation import leases
from moderation.leases import Held

blueprint = Contract("leases", __name__, url_prefix="/v1/comments/<uuid:comment_id>/lease")
blueprint.before_request(require_moderator)


@blueprint.post("")
@blueprint.response(200, LeaseOut)
@blueprint.errors(400, 401, 404, 409, 503)
def take(comment_id: UUID) -> Held:
    """Take a comment up, or go on looking at it; 409 `leased` says who is looking already."""
    return leases.take(current_person(), str(comment_id))


@blueprint.delete("")
@blueprint.arguments(LeaseQuery, location="query")
@blueprint.response(204)
@blueprint.errors(400, 401, 404, 422, 503)
def release(query: dict[str, Any], comment_id: UUID) -> None:
    """Put a comment down. Nothing happens where the lease has passed on already."""
    leases.release(current_person(), str(comment_id), query["token"])
