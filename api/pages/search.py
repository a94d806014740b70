"""Looking back: comments by status, words, author, page and date, each of them reversible."""

from flask import Blueprint, render_template

from api.auth import current_person
from api.pages import errors, filters, guard, lists
from moderation import search

blueprint = Blueprint("search", __name__, url_prefix="/moderation")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@blueprint.get("/<any(approved, rejected, flagged):status>")
def found(status: str) -> str:
    """Comments of one status, newest first."""
    wanted = filters.read()
    page = search.search(
        current_person(), status, wanted.site, wanted.narrow(), wanted.after, lists.PAGE
    )
    return render_template(
        "pages/search.html",
        **lists.parts(page.comments, page.after, wanted),
        listed=status,
        searched=search.READ_AT_ONCE,
    )
