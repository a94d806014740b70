"""A site's policy as it is stored: only what differs from the defaults, checked on the way in."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, validate, validates_schema
from marshmallow import fields as ma

from classifier import ATTRIBUTES
from moderation import scorer
from moderation.errors import Invalid
from moderation.policy import Policy, Threshold
from store.tables import Site

EFFECTS = validate.OneOf(("ignore", "flag", "reject"))
WORDS = ma.List(ma.String(validate=validate.Length(2, 100)), validate=validate.Length(max=1000))


class ThresholdSchema(Schema):
    """Above 1 means never; `reject` may not lie below `flag`."""

    flag = ma.Float(required=True, validate=validate.Range(0, 2))
    reject = ma.Float(required=True, validate=validate.Range(0, 2))

    class Meta:
        unknown = RAISE

    @validates_schema
    def _in_order(self, data: dict[str, float], **_: Any) -> None:
        if data["reject"] < data["flag"]:
            raise ValidationError("Must not be below flag.", "reject")


class PolicySchema(Schema):
    """What a site may change about its policy; everything left out keeps its default."""

    thresholds = ma.Dict(ma.String(validate=validate.OneOf(ATTRIBUTES)), ma.Nested(ThresholdSchema))
    max_links = ma.Integer(strict=True, validate=validate.Range(0, 100))
    min_seconds = ma.Float(validate=validate.Range(0, 3600))
    too_fast = ma.String(validate=EFFECTS)
    honeypot = ma.String(validate=EFFECTS)
    duplicates = ma.String(validate=EFFECTS)
    first_time_authors = ma.String(validate=EFFECTS)
    shorteners = ma.String(validate=EFFECTS)
    disposable_email = ma.String(validate=EFFECTS)
    keyword_names = ma.String(validate=EFFECTS)
    foreign_languages = ma.String(validate=EFFECTS)
    known_after = ma.Integer(strict=True, validate=validate.Range(1, 1000))
    trust_staff = ma.Boolean()
    reports_to_flag = ma.Integer(strict=True, validate=validate.Range(1, 1000))
    flag_words = WORDS
    reject_words = WORDS
    akismet_hold = ma.Boolean()

    class Meta:
        unknown = RAISE


def of(site: Site) -> Policy:
    """The policy in force for `site`: the model's thresholds, then the site's own choices."""
    return build(site.policy, scorer.model().thresholds)


def build(choices: Mapping[str, Any], recommended: Mapping[str, Mapping[str, float]]) -> Policy:
    """A policy from stored `choices` over the thresholds that the model recommends."""
    thresholds = {name: dict(recommended[name]) for name in ATTRIBUTES}
    thresholds |= choices.get("thresholds", {})
    named = {name: Threshold(at["flag"], at["reject"]) for name, at in thresholds.items()}
    simple = {
        field.name: _frozen(choices[field.name])
        for field in fields(Policy)
        if field.name != "thresholds" and field.name in choices
    }
    return Policy(thresholds=named, **simple)


def merged(choices: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Stored choices with `changes` laid over them; a change to None restores the default.

    Raises:
        Invalid: a change is malformed; names its field.
    """
    restored = {name for name, value in changes.items() if value is None}
    checked = _checked({name: value for name, value in changes.items() if name not in restored})
    if "thresholds" in checked:
        checked["thresholds"] = {**choices.get("thresholds", {}), **checked["thresholds"]}
    kept = {name: value for name, value in choices.items() if name not in restored}
    return {**kept, **checked}


def _checked(changes: dict[str, Any]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = PolicySchema().load(changes)
    except ValidationError as error:
        path, text = _first(error.messages)
        raise Invalid(path, text) from error
    return loaded


def _first(messages: Any, path: str = "") -> tuple[str, str]:
    if isinstance(messages, dict):
        name, inner = next(iter(messages.items()))
        return _first(inner, f"{path}.{name}".lstrip("."))
    return path, messages[0] if isinstance(messages, list) else str(messages)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
