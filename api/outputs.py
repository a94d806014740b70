"""What the API answers: OpenAPI is made from these."""

from marshmallow import Schema, fields, validate

from classifier import ATTRIBUTES
from moderation.lifecycle import STATUSES


class ReasonOut(Schema):
    code = fields.String(required=True)
    message = fields.String(required=True)


class AuthorOut(Schema):
    name = fields.String(allow_none=True)
    url = fields.String(allow_none=True)


class CommentOut(Schema):
    id = fields.String(required=True)
    external_id = fields.String(allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    thread = fields.String(required=True)
    parent = fields.String(allow_none=True)
    text = fields.String(required=True)
    revision = fields.Integer(required=True)
    author = fields.Nested(AuthorOut, required=True)
    scores = fields.Dict(
        fields.String(validate=validate.OneOf(ATTRIBUTES)), fields.Float(), allow_none=True
    )
    reasons = fields.List(fields.Nested(ReasonOut), required=True)
    language = fields.String(allow_none=True)
    model = fields.String(allow_none=True)
    policy = fields.String(allow_none=True)
    decided_by = fields.String(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)
    posted_at = fields.AwareDateTime(allow_none=True)
    created_at = fields.AwareDateTime(required=True)


class QueuedOut(CommentOut):
    site = fields.String(required=True)
    article_title = fields.String(allow_none=True)


class DecisionOut(Schema):
    id = fields.String(required=True)
    comment = fields.String(required=True)
    action = fields.String(required=True)
    by = fields.String(required=True)
    from_ = fields.String(required=True, data_key="from", attribute="from")
    to = fields.String(required=True)
    reasons = fields.List(fields.Nested(ReasonOut), required=True)
    note = fields.String(allow_none=True)
    undoes = fields.String(allow_none=True)
    model = fields.String(allow_none=True)
    policy = fields.String(allow_none=True)
    at = fields.AwareDateTime(required=True)
    held_until = fields.AwareDateTime(
        allow_none=True,
        metadata={"description": "Until then the outside is not told; null: it is told at once."},
    )


class ChangeOut(DecisionOut):
    cursor = fields.String(required=True)
    external_id = fields.String(allow_none=True)
    thread = fields.String(required=True)
    status = fields.String(required=True)

    class Meta:
        exclude = ("note", "held_until")


class PublicOut(Schema):
    """An approved comment as any reader may see it."""

    id = fields.String(required=True)
    thread = fields.String(required=True)
    parent = fields.String(allow_none=True)
    author = fields.Nested(AuthorOut, required=True)
    text = fields.String(required=True)
    html = fields.String(required=True)
    posted_at = fields.AwareDateTime(required=True)


class ListOut(Schema):
    """`next` is the cursor of the next page, null at the end."""

    next = fields.String(allow_none=True)


class CommentsOut(ListOut):
    comments = fields.List(fields.Nested(CommentOut), required=True)


class PublicListOut(ListOut):
    comments = fields.List(fields.Nested(PublicOut), required=True)


class ChangesOut(ListOut):
    changes = fields.List(fields.Nested(ChangeOut), required=True)


class LeaseOut(Schema):
    """`token` grows with each taker: a decision that carries an older one is refused."""

    token = fields.Integer(required=True)
    until = fields.AwareDateTime(required=True)


class QueueOut(ListOut):
    comments = fields.List(fields.Nested(QueuedOut), required=True)
    total = fields.Integer(required=True)
    by_reason = fields.Dict(fields.String(), fields.Integer(), required=True)


class ReportOut(Schema):
    status = fields.String(required=True)
    counted = fields.Boolean(required=True)


class Problem(Schema):
    """RFC 9457. `code` is stable; `errors` maps the path of each bad field to what is wrong."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    errors = fields.Dict(fields.String(), fields.List(fields.String()))
    comment = fields.Nested(CommentOut)
    decision = fields.Nested(DecisionOut)
    looking = fields.String(metadata={"description": "Who is looking at the comment now."})
    request_id = fields.String()


class BatchItemOut(Schema):
    """One answer of a batch: the comment, or the problem with it."""

    status = fields.Integer(required=True)
    comment = fields.Nested(CommentOut)
    problem = fields.Nested(Problem)


class BatchOut(Schema):
    results = fields.List(fields.Nested(BatchItemOut), required=True)
