"""A site's policy as it is stored: only what differs from the defaults, checked on the way in."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from functools import lru_cache
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, validate, validates_schema
from marshmallow import fields as ma

from classifier import ATTRIBUTES, Model
from moderation import audit, scorer
from moderation.errors import Invalid
from moderation.policy import UNDO_SECONDS, Policy, Threshold
from moderation.words import digest
from store.tables import Site

EFFECTS_IN_ORDER = ("ignore", "flag", "reject")
EFFECTS = validate.OneOf(EFFECTS_IN_ORDER)
LONGEST_UNDO = 600
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
    campaigns = ma.String(validate=EFFECTS)
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
    perspective_store = ma.Boolean()
    undo_seconds = ma.Integer(strict=True, validate=validate.Range(0, LONGEST_UNDO))

    class Meta:
        unknown = RAISE


def of(site: Site) -> Policy:
    """The policy in force for `site`: the model's thresholds, then the site's own choices."""
    return _of(json.dumps(site.policy, sort_keys=True), scorer.model())


@lru_cache(maxsize=256)
def _of(choices: str, model: Model) -> Policy:
    """Put together once, and not for every comment."""
    return build(json.loads(choices), model.thresholds)


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


def undo_window(site: Site) -> timedelta:
    """How long the outside is not told of what a person decided; needs no model."""
    return timedelta(seconds=site.policy.get("undo_seconds", UNDO_SECONDS))


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


def with_choices(choices: Mapping[str, Any]) -> Policy:
    """What these choices would come to over the thresholds of the model in use.

    Raises:
        classifier.ModelError: there is no usable model.
    """
    return build(choices, scorer.model().thresholds)


def without_choices() -> Policy:
    """What holds for a site that has chosen nothing."""
    return with_choices({})


def refused(choices: Mapping[str, Any]) -> list[str]:
    """What the schema says no to: names of choices, of thresholds as `thresholds.spam`."""
    found: dict[str, Any] = PolicySchema().validate(choices)
    attributes = found.pop("thresholds", {})
    return [*found, *(f"thresholds.{name}" for name in attributes)]


def limits(name: str) -> tuple[float, float] | None:
    """The least and the greatest number that a choice can be; None where it is no number."""
    checks = PolicySchema().fields[name].validators
    ranges = [check for check in checks if isinstance(check, validate.Range)]
    return (ranges[0].min, ranges[0].max) if ranges else None


def mark(choices: Mapping[str, Any]) -> str:
    """Eight hexadecimal digits that change whenever anything in the stored choices does."""
    return digest(json.dumps(choices, sort_keys=True))[:8]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What differs between stored choices, for the audit log: (from, to) by name.

    Thresholds by attribute; of lists only what went and what came.
    """
    changes = audit.differences(_flat(before), _flat(after))
    return {name: _shortened(*pair) for name, pair in changes.items()}


def _flat(choices: Mapping[str, Any]) -> dict[str, Any]:
    named = {f"thresholds.{name}": at for name, at in choices.get("thresholds", {}).items()}
    return named | {name: value for name, value in choices.items() if name != "thresholds"}


def _shortened(before: Any, after: Any) -> list[Any]:
    if not isinstance(before or after, list):
        return [before, after]
    gone, come = before or [], after or []
    return [
        [word for word in gone if word not in come],
        [word for word in come if word not in gone],
    ]


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
