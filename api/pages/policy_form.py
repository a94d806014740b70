"""A site's policy as a form: what stands in its fields, and the choices they come to.

What was not touched stays as it is stored: a choice that follows the default, or the model,
goes on following it, and a threshold is not rounded for having been shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from flask_babel import gettext

from api.pages.forms import clean, one_line
from classifier import ATTRIBUTES
from moderation import policies
from moderation.policy import Policy

Fields = Mapping[str, str]
SIDES = ("flag", "reject")
# A threshold that no probability reaches
NEVER = 2.0
OTHERS = tuple(field for field in fields(Policy) if field.name != "thresholds")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a form came to: stored choices, and what is wrong with which field."""

    choices: dict[str, Any]
    errors: dict[str, str]


def kind(name: str) -> str:
    """`switch`, `words`, `effect`, `whole` or `number`: how a choice is edited."""
    default = _default(name)
    kinds = {bool: "switch", tuple: "words", str: "effect", int: "whole"}
    return kinds.get(type(default), "number")


def shown(policy: Policy) -> dict[str, str]:
    """The fields as they stand for a policy; a switch that is off has none."""
    texts = {
        f"{side}_{name}": percent(getattr(policy.thresholds[name], side))
        for name in ATTRIBUTES
        for side in SIDES
    }
    return texts | {
        field.name: text
        for field in OTHERS
        if (text := _text(getattr(policy, field.name))) is not None
    }


def percent(probability: float) -> str:
    """`62.5` for 0.625, to a hundredth; nothing for never."""
    if probability > 1:
        return ""
    return f"{probability * 100:.2f}".rstrip("0").rstrip(".")


def read(sent: Fields, stored: Mapping[str, Any], followed: Policy) -> Answer:
    """The choices that the fields `sent` come to.

    `stored` are the site's choices so far; `followed` is what holds without any.
    """
    errors: dict[str, str] = {}
    choices: dict[str, Any] = {}
    thresholds = _thresholds(sent, stored.get("thresholds", {}), followed, errors)
    if thresholds:
        choices["thresholds"] = thresholds
    for field in OTHERS:
        value = _value(sent, field.name, errors)
        if field.name not in errors and _is_chosen(field.name, value, stored):
            choices[field.name] = value
    return Answer(choices, {**_refused(choices), **errors})


def _thresholds(
    sent: Fields, stored: Mapping[str, Any], followed: Policy, errors: dict[str, str]
) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for name in ATTRIBUTES:
        typed = {side: _number(sent.get(f"{side}_{name}", "")) for side in SIDES}
        model = followed.thresholds[name]
        if _same(typed, stored.get(name)):
            found[name] = stored[name]
        elif not _same(typed, {"flag": model.flag, "reject": model.reject}):
            found[name] = {
                side: _probability(typed[side], f"{side}_{name}", errors) for side in SIDES
            }
    return found


def _number(text: str) -> str:
    """What was typed, with a point for the comma and without the sign for percent."""
    return one_line(text).replace(",", ".").removesuffix("%").strip()


def _same(typed: Mapping[str, str], known: Mapping[str, float] | None) -> bool:
    return known is not None and all(typed[side] == percent(known[side]) for side in SIDES)


def _probability(text: str, field: str, errors: dict[str, str]) -> float:
    if not text:
        return NEVER
    try:
        value = float(text) / 100
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        errors[field] = gettext("Enter a number from 0 to 100, or nothing for never.")
        # What the other side is not blamed for
        return 0.0 if field.startswith(SIDES[0]) else NEVER
    return round(value, 6)


def _value(sent: Fields, name: str, errors: dict[str, str]) -> Any:
    text = clean(sent.get(name, ""))
    match kind(name):
        case "switch":
            return name in sent
        case "words":
            return [" ".join(line.split()) for line in text.split("\n") if line.strip()]
        case "effect":
            return text
    try:
        number = float(_number(text))
        return int(number) if number.is_integer() else number
    except (ValueError, OverflowError):
        errors[name] = gettext("Enter a number.")
        return None


def _is_chosen(name: str, value: Any, stored: Mapping[str, Any]) -> bool:
    if stored.get(name, ()) == value:
        return name in stored
    default = _default(name)
    return bool(value != (list(default) if isinstance(default, tuple) else default))


def _refused(choices: Mapping[str, Any]) -> dict[str, str]:
    """What the rules refuse, by field, in the words of the page."""
    found: dict[str, str] = {}
    for path in policies.refused(choices):
        name, _, attribute = path.partition(".")
        if attribute:
            found[f"reject_{attribute}"] = gettext("Must not be below the value that flags.")
        else:
            found[name] = _words(name)
    return found


def _words(name: str) -> str:
    limits = policies.limits(name)
    if limits is not None:
        low, high = limits
        return str(gettext("Enter a number from %(low)s to %(high)s.", low=low, high=high))
    if kind(name) == "words":
        return str(gettext("At most 1,000 lines, each of 2 to 100 characters."))
    return str(gettext("Choose one of these."))


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "on" if value else None
    if isinstance(value, tuple):
        return "\n".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _default(name: str) -> Any:
    return next(field.default for field in OTHERS if field.name == name)
