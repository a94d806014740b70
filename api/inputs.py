"""What clients may send: the shapes and limits of every body, query and header."""

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields, post_load, validate

from api.fields import (
    CleanText,
    EmailAddress,
    Identifier,
    IpAddress,
    LanguageTag,
    Moment,
    Optional,
    Trap,
    WholeNumber,
)
from api.limits import LARGEST_BATCH, LARGEST_BULK, LARGEST_PAGE, LONGEST_ARTICLE, LONGEST_TEXT
from classifier import ATTRIBUTES
from moderation.lifecycle import STATUSES
from moderation.narrow import LANGUAGES
from moderation.reasons import FOR_PEOPLE
from moderation.review import ORDERS

TOKEN = validate.Range(1, 2**31 - 1)


class Strict(Schema):
    """Input: a field that is not known is an error, so that a typing mistake is seen."""

    error_messages = {"type": "Must be a JSON object."}  # noqa: RUF012 (as the base class has it)

    class Meta:
        unknown = RAISE


class AuthorIn(Strict):
    name = Optional(longest=250)
    email = EmailAddress(longest=320, metadata={"description": "Never shown to anyone."})
    url = Optional(longest=2000)
    id = Identifier(longest=200, metadata={"description": "The site's own id of the author."})


class ContextIn(Strict):
    """What the site knows about how the comment was sent. All of it helps, none is needed."""

    ip = IpAddress(
        longest=45,
        metadata={
            "description": "Never shown to anyone.",
            "anyOf": [{"format": "ipv4"}, {"format": "ipv6"}, {"type": "null"}, {"maxLength": 0}],
        },
    )
    user_agent = Optional(longest=2000)
    referrer = Optional(longest=2000)
    article_title = Optional(longest=500)
    article_text = Optional(longest=LONGEST_ARTICLE)
    article_published_at = Moment(allow_none=True)
    honeypot = Trap(
        allow_none=True,
        metadata={
            "description": "True, or the text of the hidden field: a robot fills it.",
            "type": ["boolean", "string"],
        },
    )
    seconds_to_submit = fields.Float(allow_none=True, validate=validate.Range(0, 1e9))
    javascript = fields.Boolean(allow_none=True)
    author_role = Optional(longest=100)

    @post_load
    def _storable(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        if published := data.get("article_published_at"):
            data["article_published_at"] = published.isoformat()
        return {name: value for name, value in data.items() if value not in (None, "")}


class CommentIn(Strict):
    thread = CleanText(required=True, longest=2000, metadata={"description": "Page or topic."})
    text = CleanText(required=True, longest=LONGEST_TEXT)
    author = fields.Nested(AuthorIn, allow_none=True)
    parent = Identifier(longest=200, metadata={"description": "The comment this replies to."})
    external_id = Identifier(longest=200, metadata={"description": "The site's own id."})
    language = LanguageTag(longest=35)
    posted_at = Moment(allow_none=True)
    context = fields.Nested(ContextIn, allow_none=True)


class CommentHeaders(Schema):
    idempotency_key = CleanText(
        data_key="Idempotency-Key",
        longest=200,
        metadata={"description": "The same key again gives the first comment."},
    )
    prefer = fields.String(
        data_key="Prefer",
        metadata={"description": "`wait=N`: wait up to N (at most 10) seconds for the verdict."},
    )

    class Meta:
        unknown = EXCLUDE


class Unchecked(fields.Nested):
    """Documented as its schema, but passed on as it came: each is checked on its own."""

    def deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return value


class BatchIn(Strict):
    comments = fields.List(
        Unchecked(CommentIn),
        required=True,
        validate=validate.Length(1, LARGEST_BATCH),
        metadata={"description": f"Up to {LARGEST_BATCH} comments, as for POST /v1/comments."},
    )


class EditIn(Strict):
    text = CleanText(required=True, longest=LONGEST_TEXT)


class ReportIn(Strict):
    reporter = CleanText(
        required=True, longest=200, metadata={"description": "Tells readers apart; kept hashed."}
    )
    reason = fields.String(allow_none=True, validate=validate.OneOf([*FOR_PEOPLE]))
    note = Optional(longest=2000)


class DecisionIn(Strict):
    action = fields.String(required=True, validate=validate.OneOf(("approve", "reject")))
    reason = fields.String(allow_none=True, validate=validate.OneOf([*FOR_PEOPLE]))
    note = Optional(longest=2000)
    expected_status = fields.String(allow_none=True, validate=validate.OneOf(STATUSES))
    expected_revision = WholeNumber(allow_none=True, validate=validate.Range(1, 2**31 - 1))
    lease = WholeNumber(
        allow_none=True,
        validate=TOKEN,
        metadata={"description": "The token of your lease: refused where somebody took it since."},
    )


class LeaseQuery(Strict):
    token = fields.Integer(required=True, validate=TOKEN)


class SeenIn(Strict):
    """A comment as it was on the moderator's screen."""

    id = fields.UUID(required=True)
    expected_status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    expected_revision = WholeNumber(allow_none=True, validate=validate.Range(1, 2**31 - 1))


class BulkIn(Strict):
    comments = fields.List(
        fields.Nested(SeenIn),
        required=True,
        validate=validate.Length(1, LARGEST_BULK),
        metadata={"description": f"Up to {LARGEST_BULK} comments, each once."},
    )
    action = fields.String(required=True, validate=validate.OneOf(("approve", "reject")))
    reason = fields.String(allow_none=True, validate=validate.OneOf([*FOR_PEOPLE]))
    note = Optional(longest=2000)


class Page(Schema):
    """The query of every listing."""

    after = fields.UUID(metadata={"description": "The cursor that the last page ended with."})
    limit = fields.Integer(load_default=50, validate=validate.Range(1, LARGEST_PAGE))

    class Meta:
        unknown = RAISE


class CommentsQuery(Page):
    status = fields.String(validate=validate.OneOf(STATUSES))
    thread = CleanText(longest=2000)


class PublicQuery(Page):
    thread = CleanText(longest=2000)


class FeedQuery(Strict):
    thread = CleanText(longest=2000)


class ChangesQuery(Strict):
    after = fields.Integer(load_default=0, validate=validate.Range(0, 2**31 - 1))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, LARGEST_PAGE))


class QueueQuery(Page):
    site = CleanText(longest=64)
    reason = CleanText(longest=64)
    order = fields.String(load_default="oldest", validate=validate.OneOf(ORDERS))
    attribute = fields.String(
        validate=validate.OneOf(ATTRIBUTES),
        metadata={"description": "Only comments whose score reaches their site's threshold."},
    )
    language = fields.String(validate=validate.OneOf(LANGUAGES))
