"""The calls of Perspective's protocol, one function each, under any path that ends in theirs."""

from urllib.parse import quote

from flask import Blueprint, Response, g, request

from api.auth import public
from api.dropin.deadline import Deadline
from api.dropin.perspective import analyze, discovery, errors, inputs, suggest
from moderation import keys

VERSION = "v1alpha1"
# Google's clients put the version in front; Coral puts whatever its settings say.
ANY = "/<path:prefix>"
# Not POST alone: what else is tried is refused in this protocol's shape too.
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

open_calls = Blueprint("perspective-open", __name__)
open_calls.before_request(public)
keyed = Blueprint("perspective", __name__)
for part in (open_calls, keyed):
    part.register_error_handler(Exception, errors.shown)


@keyed.before_request
def require_key() -> None:
    """Guard: a live key of the kind perspective, in the address or in Google's header."""
    g.deadline = Deadline()
    if request.method != "POST":
        raise errors.Refusal(404, "There is no such method: send this call by POST.")
    key = request.args.get("key") or request.headers.get("X-Goog-Api-Key")
    if not key:
        raise errors.no_key()
    site = g.deadline.run(lambda: keys.site_of(key, "perspective"))
    if site is None:
        raise errors.wrong_key()
    g.site = site


@keyed.route("/comments:analyze", methods=METHODS)
@keyed.route(f"{ANY}/comments:analyze", methods=METHODS)
def comments_analyze(prefix: str = "") -> Response:
    return errors.body(analyze.answer(g.site, inputs.analyze(request), g.deadline))


@keyed.route("/comments:suggestscore", methods=METHODS)
@keyed.route(f"{ANY}/comments:suggestscore", methods=METHODS)
def comments_suggestscore(prefix: str = "") -> Response:
    return errors.body(suggest.answer(g.site, inputs.suggest(request), g.deadline))


@open_calls.get("/$discovery/rest")
@open_calls.get(f"{ANY}/$discovery/rest")
def rest(prefix: str = "") -> Response:
    """Where the calls are: this address as the client sees it, and the prefix it came by."""
    if request.args.get("version", VERSION) != VERSION:
        raise errors.Refusal(404, f"Only version {VERSION} is spoken here.")
    root = request.root_url + (f"{quote(prefix)}/" if prefix else "")
    response = errors.body(discovery.document(root))
    # It holds the address that it was asked under: for nobody else.
    response.headers["Cache-Control"] = "no-store"
    return response
