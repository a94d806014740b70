"""One decision about all that was on the screen, and taking it back."""

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.exceptions import BadRequest

from api.auth import current_person
from api.pages import errors, guard
from api.pages.forms import BulkForm
from api.pages.login import is_ours
from moderation import bulk
from moderation.bulk import Outcome, Seen
from moderation.lifecycle import STATUSES
from moderation.review import Choice

LARGEST_REVISION = 2**31 - 1

blueprint = Blueprint("batches", __name__, url_prefix="/moderation")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@blueprint.post("/bulk")
def decide() -> ResponseReturnValue:
    """Approve or reject the chosen comments as they were on the screen."""
    form = BulkForm()
    chosen = [_seen(text) for text in dict.fromkeys(request.form.getlist("seen"))]
    if not form.validate() or not chosen or len(chosen) > bulk.MOST:
        raise BadRequest
    reason = form.reason.data if form.action.data == "reject" else None
    made = bulk.decide_many(current_person(), chosen, Choice(form.action.data, reason or None))
    _tell(_done(form.action.data, len(made.done)), made, undo=bool(made.done))
    return _back()


@blueprint.post("/batches/<uuid:batch>/undo")
def undo(batch: UUID) -> ResponseReturnValue:
    """Take back all of a batch that still stands."""
    made = bulk.undo_batch(current_person(), str(batch))
    number = len(made.done)
    text = ngettext("%(num)s decision taken back.", "%(num)s decisions taken back.", number)
    _tell(str(text), made, undo=False)
    return _back()


def _seen(text: str) -> Seen:
    """`id:status:revision`, as the page wrote it."""
    name, _, rest = text.partition(":")
    status, _, revision = rest.partition(":")
    try:
        number, comment_id = int(revision), str(UUID(name))
    except ValueError as error:
        raise BadRequest from error
    if status not in STATUSES or not 1 <= number <= LARGEST_REVISION:
        raise BadRequest
    return Seen(comment_id, status, number)


def _done(action: str, number: int) -> str:
    if action == "approve":
        return str(ngettext("%(num)s comment approved.", "%(num)s comments approved.", number))
    return str(ngettext("%(num)s comment rejected.", "%(num)s comments rejected.", number))


def _tell(text: str, made: Outcome, *, undo: bool) -> None:
    if made.left:
        left = ngettext(
            "%(num)s had changed in the meantime and was left alone.",
            "%(num)s had changed in the meantime and were left alone.",
            made.left,
        )
        text = gettext("%(done)s %(left)s", done=text, left=left)
    flash({"text": text, "batch": made.batch if undo else None})  # type: ignore[arg-type]


def _back() -> ResponseReturnValue:
    asked = request.form.get("back", "")
    return redirect(asked if is_ours(asked) else url_for("dashboard.queue"), 303)
