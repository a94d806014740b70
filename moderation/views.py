"""What others may see of a comment: one function for each kind of reader.

None of them ever holds an e-mail address or an IP. The public sees no score.
"""

from typing import Any
from urllib.parse import urlsplit

import nh3

from moderation.reasons import in_words
from store.tables import Comment, Decision

LINKS = {"a": {"href"}}
TAGS = {"a", "b", "blockquote", "br", "code", "em", "i", "p", "strong"}


def for_site(comment: Comment, language: str) -> dict[str, Any]:
    """All that the site which sent a comment may read back."""
    return {
        "id": comment.id,
        "external_id": comment.external_id,
        "status": comment.status,
        "thread": comment.thread,
        "parent": comment.parent,
        "text": comment.text,
        "revision": comment.revision,
        "author": {"name": comment.author_name, "url": comment.author_url},
        "scores": comment.scores,
        "reasons": in_words(comment.reasons, language),
        "language": comment.detected_language or comment.language,
        "model": comment.model,
        "policy": comment.policy,
        "decided_by": comment.decided_by,
        "decided_at": comment.decided_at,
        "posted_at": comment.posted_at,
        "created_at": comment.created_at,
    }


def for_moderator(comment: Comment, language: str) -> dict[str, Any]:
    """What a moderator judges by: the site's view, and where it stands."""
    title = comment.context.get("article_title")
    return for_site(comment, language) | {"site": comment.site_id, "article_title": title}


def for_public(comment: Comment) -> dict[str, Any]:
    """What any reader may see of an approved comment."""
    return {
        "id": comment.id,
        "thread": comment.thread,
        "parent": comment.parent,
        "author": {"name": comment.author_name, "url": safe_url(comment.author_url)},
        "text": comment.text,
        "html": as_html(comment.text),
        "posted_at": comment.posted_at or comment.created_at,
    }


def of_decision(decision: Decision, language: str) -> dict[str, Any]:
    """One move of the log."""
    return {
        "id": decision.id,
        "comment": decision.comment_id,
        "action": decision.action,
        "by": decision.actor,
        "from": decision.from_status,
        "to": decision.to_status,
        "reasons": in_words(decision.reasons, language),
        "note": decision.note,
        "undoes": decision.undoes,
        "model": decision.model,
        "policy": decision.policy,
        "at": decision.created_at,
        "held_until": decision.held_until,
    }


def of_change(decision: Decision, comment: Comment, language: str) -> dict[str, Any]:
    """One entry of the changes feed; `cursor` is what to ask behind next time."""
    seen = of_decision(decision, language)
    del seen["note"], seen["held_until"]
    return seen | {
        "cursor": str(decision.seq),
        "external_id": comment.external_id,
        "thread": comment.thread,
        "status": decision.to_status,
    }


def as_html(text: str) -> str:
    """`text` as safe HTML: few tags, links that search engines ignore, line breaks kept."""
    broken = text.replace("\r\n", "\n").replace("\n", "<br>")
    return nh3.clean(
        broken,
        tags=TAGS,
        attributes=LINKS,
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    )


def safe_url(url: str | None) -> str | None:
    """`url` if it is plain http or https, else None: a link may not run a script."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
