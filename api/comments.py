"""Sites' own comments: post, read back, edit, delete, report."""

from typing import Any
from uuid import UUID

from flask import url_for

from api import waiting
from api.auth import current_site, require_site
from api.contract import Contract
from api.inputs import CommentHeaders, CommentIn, CommentsQuery, EditIn, ReportIn
from api.languages import preferred
from api.outputs import CommentOut, CommentsOut, ReportOut
from api.submission import from_json
from moderation import intake, publication, reports, views
from store.tables import Comment, Site
from worker import publish

blueprint = Contract("comments", __name__, url_prefix="/v1/comments")
blueprint.before_request(require_site)

Answer = tuple[dict[str, Any], int, dict[str, str]]


@blueprint.post("")
@blueprint.arguments(CommentHeaders, location="headers")
@blueprint.arguments(CommentIn)
@blueprint.response(202, CommentOut, description="Stored; the verdict will come.")
@blueprint.alt_response(200, schema=CommentOut, description="Decided already.", success=True)
@blueprint.errors(400, 401, 409, 413, 415, 422, 503)
def submit(headers: dict[str, Any], body: dict[str, Any]) -> Answer:
    """Submit a comment.

    It is stored before this answers, then scored by a worker. Sent again with the same
    Idempotency-Key or external_id, it gives the first comment.
    """
    site = current_site()
    accepted = intake.accept(site, from_json(body, headers.get("idempotency_key")))
    if accepted.is_new:
        publish.score([accepted.comment.id])
    seconds = waiting.asked_for(headers.get("prefer"))
    comment = waiting.for_verdict(site, accepted.comment, seconds)
    return _shown(site, comment, seconds)


@blueprint.get("")
@blueprint.arguments(CommentsQuery, location="query")
@blueprint.response(200, CommentsOut)
@blueprint.errors(401, 422, 503)
def listing(query: dict[str, Any]) -> dict[str, Any]:
    """List comments of this site in order of arrival, of one status or thread if asked."""
    site, after, limit = current_site(), query.get("after"), query["limit"]
    found = publication.page(
        site, query.get("status"), query.get("thread"), str(after) if after else None, limit
    )
    return {
        "comments": [views.for_site(comment, _language(site)) for comment in found],
        "next": found[-1].id if len(found) == limit else None,
    }


@blueprint.get("/<uuid:comment_id>")
@blueprint.response(200, CommentOut)
@blueprint.errors(401, 404, 503)
def read(comment_id: UUID) -> dict[str, Any]:
    """Read one comment back, with its verdict once there is one."""
    site = current_site()
    return views.for_site(intake.get(site, str(comment_id)), _language(site))


@blueprint.patch("/<uuid:comment_id>")
@blueprint.arguments(EditIn)
@blueprint.response(202, CommentOut, description="Stored; will be scored again.")
@blueprint.errors(400, 401, 404, 409, 413, 415, 422, 503)
def edit(body: dict[str, Any], comment_id: UUID) -> Answer:
    """Give a comment another text. It is pending, and not published, until scored again."""
    site = current_site()
    edited = intake.edit(site, str(comment_id), body["text"])
    if edited.status == "pending":
        publish.score([edited.id])
    shown, _, headers = _shown(site, edited, 0)
    return shown, 202, headers


@blueprint.delete("/<uuid:comment_id>")
@blueprint.response(204)
@blueprint.errors(401, 404, 409, 503)
def delete(comment_id: UUID) -> None:
    """Delete a comment: what a person wrote is erased, and it is published no longer."""
    intake.delete(current_site(), str(comment_id))


@blueprint.post("/<uuid:comment_id>/reports")
@blueprint.arguments(ReportIn)
@blueprint.response(201, ReportOut)
@blueprint.errors(400, 401, 404, 409, 413, 415, 422, 503)
def report(body: dict[str, Any], comment_id: UUID) -> dict[str, Any]:
    """Pass on a reader's report; enough of them put an approved comment in the queue."""
    reported = reports.report(
        current_site(), str(comment_id), body["reporter"], body.get("reason"), body.get("note")
    )
    return {"status": reported.comment.status, "counted": reported.is_new}


def _shown(site: Site, comment: Comment, seconds: float) -> Answer:
    headers = {"Location": url_for("comments.read", comment_id=comment.id)}
    if seconds:
        headers["Preference-Applied"] = f"wait={seconds:g}"
    decided = comment.status != "pending"
    return views.for_site(comment, _language(site)), 200 if decided else 202, headers


def _language(site: Site) -> str:
    return preferred(default=site.language)
