"""What moderators press: approve, reject, undo. Each leads back to the list it came from."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from api.auth import current_person
from api.pages import errors, guard, language, words
from api.pages.dashboard import FAULTS, cards
from api.pages.forms import DecisionForm
from api.pages.login import is_ours
from moderation import review, views
from moderation.errors import LeaseLost, Overtaken
from moderation.review import Choice
from store.tables import Decision

blueprint = Blueprint("decisions", __name__, url_prefix="/moderation")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@blueprint.post("/comments/<uuid:comment_id>/decision")
def decide(comment_id: UUID) -> ResponseReturnValue:
    """Approve or reject a comment as it was on the screen."""
    form = DecisionForm()
    if not form.validate():
        raise BadRequest
    try:
        decision = review.decide(current_person(), str(comment_id), _choice(form))
    except Overtaken as overtaken:
        return _conflict(overtaken)
    _tell(_done(decision), undo=decision.id)
    return _back()


@blueprint.post("/decisions/<uuid:decision_id>/undo")
def undo(decision_id: UUID) -> ResponseReturnValue:
    """Take a decision back."""
    try:
        decision = review.undo(current_person(), str(decision_id))
    except Overtaken as overtaken:
        return _conflict(overtaken)
    status = words.status(decision.to_status)
    _tell(gettext("Undone: the comment is %(status)s again.", status=status))
    return _back()


def _choice(form: DecisionForm) -> Choice:
    # The list of reasons is about rejecting; an approval says nothing more.
    reason = form.reason.data if form.action.data == "reject" else None
    return Choice(
        action=form.action.data,
        reason=reason or None,
        expected_status=form.expected_status.data,
        expected_revision=form.expected_revision.data,
        lease=form.lease.data,
    )


def _done(decision: Decision) -> str:
    if decision.to_status == "approved":
        return str(gettext("Comment approved."))
    reason = words.reason(decision.reasons[0])
    return str(gettext("Comment rejected: %(reason)s.", reason=reason))


def _tell(text: str, undo: str | None = None) -> None:
    flash({"text": text, "undo": undo})  # type: ignore[arg-type]


def _back() -> ResponseReturnValue:
    return redirect(_return_address(), 303)


def _return_address() -> str:
    asked = request.form.get("back", "")
    return asked if is_ours(asked) else url_for("dashboard.queue")


def _conflict(overtaken: Overtaken) -> ResponseReturnValue:
    """What somebody else decided first, and the comment as it is now."""
    [card] = cards([overtaken.comment])
    page = render_template(
        "pages/conflict.html",
        comment=card,
        other=_other(overtaken.decision) if overtaken.decision else None,
        looking=overtaken.looking if isinstance(overtaken, LeaseLost) else None,
        reasons=FAULTS,
        back=_return_address(),
    )
    return page, 409


def _other(decision: Decision) -> dict[str, Any]:
    is_me = decision.moderator_id == current_person().moderator.id
    return views.of_decision(decision, language.current()) | {"is_me": is_me}
