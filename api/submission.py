"""From checked JSON to what the rules call a submission."""

from typing import Any

from moderation.intake import Submission


def from_json(data: dict[str, Any], idempotency_key: str | None = None) -> Submission:
    """A submission from loaded `CommentIn` data; empty text means not given."""
    author = data.get("author") or {}
    context = dict(data.get("context") or {})
    return Submission(
        thread=data["thread"],
        text=data["text"],
        author_name=author.get("name") or None,
        author_email=author.get("email") or None,
        author_url=author.get("url") or None,
        author_id=author.get("id") or None,
        parent=data.get("parent") or None,
        external_id=data.get("external_id") or None,
        language=data.get("language") or None,
        posted_at=data.get("posted_at"),
        ip=context.pop("ip", None),
        context=context,
        idempotency_key=idempotency_key,
    )
