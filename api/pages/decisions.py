"""What moderators press: approve, reject, undo.

A form leads back to the list it came from; a script that asks for JSON stays on its page.
"""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from api.auth import current_person
from api.pages import answers, errors, guard, language, preferences, words
from api.pages.cards import cards, faults
from api.pages.forms import DecisionForm
from api.pages.login import is_ours
from api.pages.told import tell
from moderation import exposure, people, review, views
from moderation.errors import LeaseLost, Overtaken
from moderation.review import Choice
from store.tables import Comment, Decision

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
    if answers.wanted():
        return answers.said(_done(decision), **_after(decision))
    tell(_done(decision), undo=decision.id)
    return _back()


@blueprint.post("/decisions/<uuid:decision_id>/undo")
def undo(decision_id: UUID) -> ResponseReturnValue:
    """Take a decision back."""
    try:
        decision = review.undo(current_person(), str(decision_id))
    except Overtaken as overtaken:
        return _conflict(overtaken)
    status = words.status(decision.to_status)
    text = gettext("Undone: the comment is %(status)s again.", status=status)
    if answers.wanted():
        comment = review.comment_of(current_person(), decision.comment_id)
        return answers.said(text, id=comment.id, card=_card(comment))
    tell(text)
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


def _after(decision: Decision) -> dict[str, Any]:
    """What a page that stays needs to know: how to undo, and how the day goes."""
    today = exposure.of(current_person())
    return {
        "id": decision.comment_id,
        "undo": url_for("decisions.undo", decision_id=decision.id),
        "today": words.today(today.read, today.hard),
        "pause": preferences.suggests_pause(today),
    }


def _back() -> ResponseReturnValue:
    return redirect(_return_address(), 303)


def _return_address() -> str:
    asked = request.form.get("back", "")
    return asked if is_ours(asked) else url_for("dashboard.queue")


def _conflict(overtaken: Overtaken) -> ResponseReturnValue:
    """What somebody else decided first, and the comment as it is now."""
    other = _other(overtaken.decision) if overtaken.decision else None
    looking = overtaken.looking if isinstance(overtaken, LeaseLost) else None
    if answers.wanted():
        said = other["said"] if other and not looking else gettext("Decided in the meantime")
        fresh = _card(overtaken.comment, conflict=True, other=other, looking=looking)
        return answers.said(said, 409, id=overtaken.comment.id, card=fresh)
    [card] = cards([overtaken.comment])
    page = render_template(
        "pages/conflict.html",
        comment=card,
        other=other,
        looking=looking,
        reasons=faults(),
        back=_return_address(),
    )
    return page, 409


def _card(comment: Comment, **more: Any) -> str:
    [card] = cards([comment])
    back = _return_address()
    return render_template("pages/card.html", comment=card, reasons=faults(), back=back, **more)


def _other(decision: Decision) -> dict[str, Any]:
    """The decision that came first, and who made it in a sentence: a colleague by name."""
    maker, is_me = decision.moderator_id, decision.moderator_id == current_person().moderator.id
    names = people.names({maker}) if maker and not is_me else {}
    name = names.get(maker or "") or words.who(decision.actor, is_me)
    said = words.did(decision.to_status, name, decision.created_at, is_me)
    return views.of_decision(decision, language.current()) | {"said": said}
