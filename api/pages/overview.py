"""The overview: figures about the last days, drawn here and told in tables too."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from api.auth import current_person
from api.pages import charts, errors, guard
from moderation import overview, sites

blueprint = Blueprint("overview", __name__, url_prefix="/moderation/overview")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@blueprint.get("")
def show() -> ResponseReturnValue:
    """All figures, of every site of the reader's or of the one that `site` names."""
    person, site = current_person(), request.args.get("site") or None
    found = overview.of(person, site)
    names = {known.id: known.name for known in sites.every() if person.may(known.id)}
    return render_template(
        "pages/overview.html",
        found=found,
        bars=charts.stacked(found.days),
        shown=overview.VERDICTS,
        names=names,
        site=site,
    )
