"""What a moderator's open page asks every few seconds: who else looks, what has gone."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, jsonify, request
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from api.auth import current_person
from api.pages import errors, guard, words
from api.watch import Watch
from moderation import live
from moderation.lifecycle import STATUSES
from moderation.live import Gone
from store.tables import Decision

MOST = 100
WATCH = "tamis_watch"

blueprint = Blueprint("live", __name__, url_prefix="/moderation")
blueprint.before_request(guard.require_moderator)
blueprint.record_once(lambda setup: setup.app.extensions.setdefault(WATCH, Watch()))
errors.pages_only(blueprint)


@blueprint.get("/live")
def state() -> Response:
    """What became of the comments `ids`, as JSON; 304 where nothing did."""
    found = live.state(current_person(), _ids(), request.args.get("site") or None, _status())
    watch: Watch = current_app.extensions[WATCH]
    response = jsonify(
        gone=[_gone(one) for one in found.gone],
        looking=[_looking(comment_id, name) for comment_id, name in sorted(found.looking.items())],
        waiting=found.waiting,
        trouble=words.trouble(watch.failing()),
    )
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(("Cookie", "Accept-Language"))
    response.add_etag()
    response.make_conditional(request)
    return response


def _ids() -> list[str]:
    """The comments of the page, `ids=a,b,c`."""
    given = [part for part in request.args.get("ids", "").split(",") if part]
    if len(given) > MOST:
        raise BadRequest
    try:
        return [str(UUID(part)) for part in given]
    except ValueError as error:
        raise BadRequest from error


def _status() -> str:
    """The status of the comments on the list."""
    status = request.args.get("status", "flagged")
    if status not in STATUSES:
        raise BadRequest
    return status


def _looking(comment_id: str, name: str) -> dict[str, str]:
    told = gettext("%(name)s is looking at this.", name=name)
    return {"id": comment_id, "name": name, "words": told}


def _gone(one: Gone) -> dict[str, Any]:
    decision, deleted = one.decision, one.comment.deleted_at is not None
    by = _by(one, decision) if decision else None
    reasons = decision.reasons if decision else []
    return {
        "id": one.comment.id,
        "status": "deleted" if deleted else one.comment.status,
        "by": by,
        "reason": words.reason(reasons[0]) if reasons else None,
        "words": words.gone(one.comment.author_name, one.comment.status, deleted, by),
    }


def _by(one: Gone, decision: Decision) -> str:
    if decision.moderator_id == current_person().moderator.id:
        return words.who(decision.actor, is_me=True)
    return one.by or words.who(decision.actor)
