"""From Coral's question to what the rules call a submission."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from api.dropin.coral.markup import plain
from api.fields import FORBIDDEN
from api.limits import LONGEST_TEXT
from moderation.intake import Submission


class Part(Schema):
    """Coral adds fields with its versions; those that are not known here do no harm."""

    class Meta:
        unknown = EXCLUDE


class CommentPart(Part):
    body = fields.String(required=True)
    parentID = fields.String(allow_none=True)


class AuthorPart(Part):
    id = fields.String(allow_none=True)
    role = fields.String(allow_none=True)


class StoryPart(Part):
    id = fields.String(allow_none=True)
    url = fields.String(allow_none=True)


class Question(Part):
    """One comment, about to be published (`NEW`) or changed (`EDIT`)."""

    action = fields.String(load_default="NEW")
    comment = fields.Nested(CommentPart, required=True)
    author = fields.Nested(AuthorPart, load_default=dict)
    story = fields.Nested(StoryPart, load_default=dict)


def submission(asked: dict[str, Any]) -> Submission:
    """`asked` as `Question` loads it. Coral gives a comment no id that it could be found by."""
    comment, author, story = asked["comment"], asked["author"], asked["story"]
    context = {
        "author_role": _clean(author.get("role"), 100).lower(),
        "comment_type": _clean(asked["action"], 100).lower(),
    }
    return Submission(
        thread=_clean(story.get("url"), 2000) or _clean(story.get("id"), 2000) or "/",
        text=_clean(plain(comment["body"]), LONGEST_TEXT),
        author_id=_clean(author.get("id"), 200) or None,
        parent=_clean(comment.get("parentID"), 200) or None,
        context={name: value for name, value in context.items() if value},
    )


def _clean(value: str | None, longest: int) -> str:
    return FORBIDDEN.sub("", value or "").strip()[:longest]
