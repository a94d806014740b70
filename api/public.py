"""What any reader may see: approved comments as JSON, JSON Feed and Atom. No key, CORS open."""

from typing import Any

from flask import Response, jsonify, request
from werkzeug.http import generate_etag

from api import feeds
from api.auth import public
from api.contract import Contract
from api.inputs import FeedQuery, PublicQuery
from api.outputs import PublicListOut, PublicOut
from moderation import publication, views

FEED_LENGTH = 50
PATH = "/<site:site_id>/comments"

blueprint = Contract("public", __name__, url_prefix="/public")
blueprint.before_request(public)


@blueprint.after_request
def _open_to_other_origins(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response


@blueprint.get(PATH)
@blueprint.arguments(PublicQuery, location="query")
@blueprint.response(200, PublicListOut)
@blueprint.alt_response(304, description="Nothing changed since that ETag.")
@blueprint.errors(404, 422, 503)
def comments(query: dict[str, Any], site_id: str) -> Response:
    """List approved comments, oldest first."""
    site, version = publication.version(site_id)
    if fresh := _not_modified(version):
        return fresh
    after, limit = query.get("after"), query["limit"]
    found = publication.approved(site.id, query.get("thread"), str(after) if after else None, limit)
    following = found[-1].id if len(found) == limit else None
    shown = {"comments": [views.for_public(comment) for comment in found], "next": following}
    return _cached(jsonify(PublicListOut().dump(shown)), version)


@blueprint.get(f"{PATH}.atom")
@blueprint.arguments(FeedQuery, location="query")
@blueprint.response(200, content_type="application/atom+xml", description="An Atom feed.")
@blueprint.alt_response(304, description="Nothing changed since that ETag.")
@blueprint.errors(404, 422, 503)
def atom(query: dict[str, Any], site_id: str) -> Response:
    """Follow the newest approved comments in a feed reader, as Atom."""
    site, version = publication.version(site_id)
    if fresh := _not_modified(version):
        return fresh
    found = publication.newest(site.id, query.get("thread"), FEED_LENGTH)
    body = feeds.atom(site, [views.for_public(comment) for comment in found], request.url)
    return _cached(Response(body, content_type="application/atom+xml; charset=utf-8"), version)


@blueprint.get(f"{PATH}.json")
@blueprint.arguments(FeedQuery, location="query")
@blueprint.response(200, content_type="application/feed+json", description="A JSON Feed.")
@blueprint.alt_response(304, description="Nothing changed since that ETag.")
@blueprint.errors(404, 422, 503)
def json_feed(query: dict[str, Any], site_id: str) -> Response:
    """Follow the newest approved comments in a feed reader, as JSON Feed."""
    site, version = publication.version(site_id)
    if fresh := _not_modified(version):
        return fresh
    found = publication.newest(site.id, query.get("thread"), FEED_LENGTH)
    shown = [PublicOut().dump(views.for_public(comment)) for comment in found]
    response = jsonify(feeds.json_feed(site, shown, request.url))
    response.content_type = "application/feed+json"
    return _cached(response, version)


def _etag(version: str) -> str:
    # The page is a function of the address and of the site's decisions that are out.
    return generate_etag(f"{request.full_path} {version}".encode("utf-8", "replace"))


def _not_modified(version: str) -> Response | None:
    if not request.if_none_match.contains(_etag(version)):
        return None
    return _cached(Response(status=304), version)


def _cached(response: Response, version: str) -> Response:
    response.set_etag(_etag(version))
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
