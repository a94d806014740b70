"""One decision about all that was on the screen, and taking it back."""

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from werkzeug.exceptions import BadRequest

from api.auth import current_person
from api.pages import errors, guard
from api.pages.forms import BulkForm
from api.pages.login import is_ours
from moderation import bulk
from moderation.bulk import Outcome, Seen
from moderation.lifecycle import STATUSES

LARGEST_REVISION = 2**31 - 1

blueprint = Blueprint("batches", __name__, url_prefix="/moderation")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@blueprint.post("/bulk")
def decide() -> ResponseReturnValue:
    """Approve or reject the chosen comments as they were on the screen."""
    form, seen = BulkForm(), chosen()
    if not form.validate():
        raise BadRequest
    made = bulk.decide_many(current_person(), seen, form.choice(), _read())
    tell(done(form.action.data, len(made.done)), made)
    return back(url_for("dashboard.queue"))


@blueprint.post("/batches/<uuid:batch>/undo")
def undo(batch: UUID) -> ResponseReturnValue:
    """Take back all of a batch that still stands."""
    made = bulk.undo_batch(current_person(), str(batch))
    number = len(made.done)
    text = ngettext("%(num)s decision taken back.", "%(num)s decisions taken back.", number)
    tell(str(text), made, undo=False)
    return back(url_for("dashboard.queue"))


def chosen() -> list[Seen]:
    """What the form says was on the screen; 400 where the page cannot have written it."""
    seen = [_seen(text) for text in dict.fromkeys(request.form.getlist("seen"))]
    if not 0 < len(seen) <= bulk.MOST or len({one.id for one in seen}) < len(seen):
        raise BadRequest
    return seen


def _read() -> set[str] | None:
    """The comments that came into view, as far as a script tells; None without one."""
    try:
        return {str(UUID(one)) for one in request.form.getlist("read")[: bulk.MOST]} or None
    except ValueError as error:
        raise BadRequest from error


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


def done(action: str, number: int) -> str:
    if action == "approve":
        return str(ngettext("%(num)s comment approved.", "%(num)s comments approved.", number))
    return str(ngettext("%(num)s comment rejected.", "%(num)s comments rejected.", number))


def tell(text: str, made: Outcome, *, said: str = "", undo: bool = True) -> None:
    """Say on the next page what was done, what was left alone, and offer to take it back."""
    parts = [text, said]
    if made.left:
        left = ngettext(
            "%(num)s had changed in the meantime and was left alone.",
            "%(num)s had changed in the meantime and were left alone.",
            made.left,
        )
        parts.insert(1, str(left))
    told = {"text": " ".join(filter(None, parts)), "batch": made.batch if undo else None}
    flash(told if made.done else told | {"batch": None})  # type: ignore[arg-type]


def back(otherwise: str) -> ResponseReturnValue:
    asked = request.form.get("back", "")
    return redirect(asked if is_ours(asked) else otherwise, 303)
