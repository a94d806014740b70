"""What clients send: read leniently where Google is, and refused in Google's words."""

from typing import Any

from flask import Request
from marshmallow import Schema, ValidationError, fields, validate

from api import body
from api.dropin.perspective import attributes, errors
from api.dropin.perspective.fields import UNKNOWN, Language, Message, Probability, clean, first
from api.limits import LARGEST_BODY, LONGEST_ANALYSED

SHORT = validate.Length(max=1000)
MOST_SPANS = 1000


class TextEntry(Message):
    text = fields.String(load_default="")
    type = fields.String(load_default="PLAIN_TEXT")


class ArticleAndParentComment(Message):
    article = fields.Nested(TextEntry)
    parent_comment = fields.Nested(TextEntry, data_key="parentComment")


class Context(Message):
    entries = fields.List(fields.Nested(TextEntry), validate=validate.Length(max=100))
    around = fields.Nested(ArticleAndParentComment, data_key="articleAndParentComment")


class AttributeParameters(Message):
    score_type = fields.String(data_key="scoreType", load_default="PROBABILITY")
    threshold = Probability(data_key="scoreThreshold", load_default=0.0)


class Score(Message):
    value = Probability(load_default=0.0)
    type = fields.String(load_default="PROBABILITY")


class SpanScore(Message):
    begin = fields.Integer(strict=True, required=True, validate=validate.Range(min=0))
    end = fields.Integer(strict=True, required=True, validate=validate.Range(min=0))
    score = fields.Nested(Score, load_default=lambda: {"value": 0.0})


class AttributeScores(Message):
    summary = fields.Nested(Score, data_key="summaryScore")
    spans = fields.List(
        fields.Nested(SpanScore), data_key="spanScores", validate=validate.Length(max=MOST_SPANS)
    )


def by_attribute(inner: type[Message]) -> fields.Dict:
    return fields.Dict(
        fields.String(), fields.Nested(inner), validate=validate.Length(max=100), load_default=dict
    )


class Call(Message):
    """What both calls have."""

    comment = fields.Nested(TextEntry, load_default=lambda: {"text": "", "type": "PLAIN_TEXT"})
    context = fields.Nested(Context, load_default=dict)
    languages = fields.List(Language(), load_default=list, validate=validate.Length(max=20))
    token = fields.String(data_key="clientToken", validate=SHORT)
    # Taken, and not looked at: who sat before the browser is nobody's business here.
    session = fields.String(data_key="sessionId", validate=SHORT)
    community = fields.String(data_key="communityId", validate=SHORT)


class AnalyzeComment(Call):
    wanted = by_attribute(AttributeParameters)
    wanted.data_key = "requestedAttributes"
    spans = fields.Boolean(data_key="spanAnnotations", load_default=False)
    private = fields.Boolean(data_key="doNotStore", load_default=False)
    drop = fields.Boolean(data_key="dropUnsupportedAttributes", load_default=False)


class SuggestCommentScore(Call):
    scores = by_attribute(AttributeScores)
    scores.data_key = "attributeScores"


def analyze(request: Request) -> dict[str, Any]:
    """The fields of a `comments:analyze`.

    Raises:
        errors.Refusal: it is not one that can be answered.
    """
    found = _read(request, AnalyzeComment())
    if not found["wanted"]:
        raise errors.invalid("Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES")
    for name, asked in found["wanted"].items():
        if asked["score_type"] not in ("PROBABILITY", "SCORE_TYPE_UNSPECIFIED"):
            kind = asked["score_type"][:40]
            raise errors.invalid(
                f"Requested score type {kind} is not supported by attribute {name[:80]}"
            )
    return found


def suggest(request: Request) -> dict[str, Any]:
    """The fields of a `comments:suggestscore`.

    Raises:
        errors.Refusal: it is not one that can be kept.
    """
    found = _read(request, SuggestCommentScore())
    if not found["scores"]:
        raise errors.invalid("Missing attribute_scores: suggest a score of some attribute.")
    for name, given in found["scores"].items():
        if name not in attributes.KNOWN:
            raise errors.invalid(f"Unknown attribute: {name[:80]}")
        if "summary" not in given and not given.get("spans"):
            raise errors.malformed(f"attributeScores.{name}", "Send a summaryScore or spanScores.")
    return found


def _read(request: Request, schema: Schema) -> dict[str, Any]:
    request.max_content_length = LARGEST_BODY
    try:
        # Whatever the media type: Google takes JSON without one.
        found: dict[str, Any] = schema.load(body.loads(request.get_data() or b"{}"))
    except ValidationError as error:
        path, text = first(error.messages)
        if text == UNKNOWN:
            name = path.rpartition(".")[2][:80]
            words = f'Invalid JSON payload received. Unknown name "{name}": {UNKNOWN}'
            raise errors.Refusal(400, words, *errors.malformed(path[:200], words).details) from None
        raise errors.malformed(path[:200] or "body", text) from None
    _check(found)
    return found


def _check(found: dict[str, Any]) -> None:
    text = found["comment"]["text"]
    if found["comment"]["type"] not in ("PLAIN_TEXT", "TEXT_TYPE_UNSPECIFIED"):
        raise errors.invalid("Currently, only 'PLAIN_TEXT' comments are supported")
    if not clean(text).strip():
        raise errors.invalid("Comment must be non-empty.", "COMMENT_EMPTY")
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LONGEST_ANALYSED:
        words = f"Comment text was too many bytes. Value ({size}) exceeded limit "
        raise errors.invalid(f"{words}({LONGEST_ANALYSED}).", "COMMENT_TOO_LONG")
    if "entries" in found["context"] and "around" in found["context"]:
        raise errors.invalid(
            "Context can have either entries or article_and_parent_comment, "
            "but both fields were populated."
        )
