"""The demonstration: an article with the comment form that a French reader knows."""

import ipaddress
import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer

from api.auth import public
from api.pages import article, errors
from api.pages.forms import CommentForm, one_line
from moderation import intake, publication, sites, views
from moderation.intake import Submission
from moderation.words import digest
from store.base import now
from store.tables import Comment, Site
from worker import publish

SITE = "demo"
THREAD = "/demo"
OWN = "demo_comments"
MOST_OWN = 20
PAGE = 50

blueprint = Blueprint("demo", __name__, url_prefix="/demo")
blueprint.before_request(public)
errors.pages_only(blueprint)


@blueprint.get("")
def show() -> str:
    """The article, what is published under it, and what became of the reader's own comments."""
    return _page(sites.require(SITE), CommentForm(formdata=None, opened=_opened_now()))


@blueprint.post("")
def submit() -> ResponseReturnValue:
    """Take a comment in; the reader comes back to the page, where it stands."""
    site, form = sites.require(SITE), CommentForm()
    if not form.validate():
        return _page(site, form), 422
    accepted = intake.accept(site, _submission(form))
    if accepted.is_new:
        publish.score([accepted.comment.id])
    _remember(accepted.comment.id)
    anchor = f"comment-{accepted.comment.id}"
    return redirect(url_for("demo.show", _anchor=anchor), 303)


def _page(site: Site, form: CommentForm) -> str:
    after = _cursor()
    found = publication.newest(site.id, THREAD, PAGE, after)
    return render_template(
        "pages/demo.html",
        article=article,
        form=form,
        comments=[views.for_public(comment) for comment in found],
        number=publication.count(site.id, THREAD),
        following=found[-1].id if len(found) == PAGE else None,
        first_page=after is None,
        own=[_own(comment) for comment in _mine(site)],
    )


def _cursor() -> str | None:
    try:
        return str(UUID(request.args.get("after", "")))
    except ValueError:
        return None


def _submission(form: CommentForm) -> Submission:
    return Submission(
        thread=THREAD,
        text=form.comment.data,
        author_name=form.author.data,
        author_email=form.email.data,
        author_url=form.url.data or None,
        ip=_ip(),
        context=_context(form),
        idempotency_key=_once(form),
    )


def _context(form: CommentForm) -> dict[str, Any]:
    known = {
        "user_agent": one_line(request.user_agent.string)[:2000],
        "referrer": one_line(request.referrer)[:2000],
        "article_title": article.TITLE,
        "article_text": article.TEXT,
        "article_published_at": article.PUBLISHED.isoformat(),
        "honeypot": bool(form.subject.data),
        "seconds_to_submit": _seconds_open(form.opened.data),
    }
    return {name: value for name, value in known.items() if value not in (None, "")}


def _ip() -> str | None:
    """The reader's address, where what stands before us tells one."""
    try:
        return str(ipaddress.ip_address(request.remote_addr or ""))
    except ValueError:
        return None


def _once(form: CommentForm) -> str | None:
    """A key that a second click on the same button repeats, and another text does not."""
    if _seconds_open(form.opened.data) is None:
        return None
    return f"form:{digest(form.opened.data + form.comment.data)}"


def _clock() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="demo form opened")


def _opened_now() -> str:
    token = _clock().dumps(secrets.token_hex(8))
    return token if isinstance(token, str) else token.decode()


def _seconds_open(token: str | None) -> float | None:
    """Seconds since the form was made; None where the form does not truly say."""
    try:
        _, made = _clock().loads(token or "", return_timestamp=True)
    except BadData:
        return None
    return float(max(0.0, (now() - made).total_seconds()))


def _remember(comment_id: str) -> None:
    earlier = [kept for kept in _own_ids() if kept != comment_id]
    session[OWN] = [comment_id, *earlier][:MOST_OWN]


def _own_ids() -> list[str]:
    kept = session.get(OWN)
    return [known for known in kept if isinstance(known, str)] if isinstance(kept, list) else []


def _mine(site: Site) -> Sequence[Comment]:
    ids = _own_ids()
    return publication.of_ids(site.id, ids) if ids else ()


def _own(comment: Comment) -> dict[str, Any]:
    # Approved a moment ago, it still waits: its author must not see it vanish meanwhile.
    waits = comment.status == "approved" and not publication.is_public(comment)
    return views.for_public(comment) | {"status": "flagged" if waits else comment.status}
