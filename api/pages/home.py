"""The front page: what this is, and where to go from here."""

from flask import Blueprint, render_template

from api.auth import public
from api.pages import demo, errors
from moderation import sites

blueprint = Blueprint("home", __name__)
blueprint.before_request(public)
errors.pages_only(blueprint)


@blueprint.get("/")
def home() -> str:
    """Say what tamis is, in a few sentences, and lead on."""
    return render_template("pages/home.html", demo=sites.find(demo.SITE))
