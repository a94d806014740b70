"""All comments between two scores: a picture, a sample, one decision with its guarantee."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from api.auth import current_person
from api.pages import batches, errors, guard
from api.pages.cards import FAULTS, cards, faults
from api.pages.forms import BulkForm
from classifier import ATTRIBUTES
from moderation import bulk, ranges, review
from moderation.bulk import Seen
from moderation.ranges import Scored

SIZES = (5, 10, 20, 50, 100)
SIZE = 20
LARGEST_SEED = 2**31 - 1
# Dots on top of each other; of more, each stands for several comments.
HIGHEST = 20

blueprint = Blueprint("ranges", __name__, url_prefix="/moderation/range")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@dataclass(frozen=True, slots=True)
class Asked:
    """The part of the queue that is asked for; what makes no sense counts as not asked."""

    attribute: str
    site: str | None
    low: int
    high: int
    size: int
    seed: int


@dataclass(frozen=True, slots=True)
class Column:
    """The comments of one percent of the scale: how many, and how many dots stand for them."""

    percent: int
    number: int
    dots: int


@blueprint.get("")
def show() -> str:
    """The queue along one score, and a random sample of what lies between two handles."""
    asked, person = _asked(), current_person()
    found = ranges.scored(person, asked.attribute, asked.site)
    inside = ranges.between(found, asked.low, asked.high)
    drawn = ranges.sample(inside, asked.size, asked.seed)
    sample = cards(review.still_flagged(person, drawn))
    each, columns = _columns(found)
    return render_template(
        "pages/range.html",
        asked=asked,
        attributes=ATTRIBUTES,
        sizes=SIZES,
        sites=person.site_ids,
        columns=columns,
        each=each,
        total=len(found),
        cut=len(found) == ranges.MOST_SHOWN,
        inside=inside,
        most=bulk.MOST,
        sample=sample,
        bounds=_bounds(len(inside), len(sample)),
        tenths=_tenths(found),
        reasons=faults(),
        likely=asked.attribute if asked.attribute in FAULTS else "",
        back=request.full_path.rstrip("?"),
    )


@blueprint.post("")
def decide() -> ResponseReturnValue:
    """One decision for the range as it was shown, without what was marked."""
    form = BulkForm()
    seen = batches.chosen()
    drawn, wrong = _among("drawn", seen), _among("wrong", seen)
    if not form.validate() or not wrong <= drawn or len(wrong) == len(seen):
        raise BadRequest
    rest = [one for one in seen if one.id not in wrong]
    made = bulk.decide_many(current_person(), rest, form.choice())
    done = batches.done(form.action.data, len(made.done))
    batches.tell(done, made, said=_said(len(seen), len(drawn), len(wrong)))
    return batches.back(url_for("ranges.show"))


def _asked() -> Asked:
    given = request.args
    low, high = sorted((_number("low", 0, 100, 0), _number("high", 0, 100, 100)))
    size = _number("size", SIZES[0], SIZES[-1], SIZE)
    attribute = given.get("attribute")
    return Asked(
        attribute=attribute if attribute in ATTRIBUTES else ATTRIBUTES[0],
        site=given.get("site") or None,
        low=low,
        high=high,
        size=size if size in SIZES else SIZE,
        seed=_number("seed", 0, LARGEST_SEED, secrets.randbelow(LARGEST_SEED)),
    )


def _number(name: str, least: int, most: int, default: int) -> int:
    try:
        number = int(request.args.get(name, ""))
    except ValueError:
        return default
    return number if least <= number <= most else default


def _columns(found: Sequence[Scored]) -> tuple[int, list[Column]]:
    """How many comments one dot stands for, and the columns that have any."""
    numbers = Counter(min(int(one.score * 100), 99) for one in found)
    each = -(-max(numbers.values(), default=0) // HIGHEST) or 1
    return each, [Column(at, number, -(-number // each)) for at, number in sorted(numbers.items())]


def _tenths(found: Sequence[Scored]) -> list[int]:
    numbers = Counter(min(int(one.score * 10), 9) for one in found)
    return [numbers[tenth] for tenth in range(10)]


def _bounds(total: int, seen: int) -> list[str]:
    """What can be said of all for each number of the sample that may be found wrong."""
    if not 0 < total <= bulk.MOST:
        return []
    return [_said(total, seen, wrong) for wrong in range(seen + 1)]


def _percent(part: float) -> int:
    """Rounded down: a guarantee never promises more than it keeps."""
    return int(part * 100 + 1e-9)


def _among(name: str, seen: Sequence[Seen]) -> set[str]:
    """The ids sent under a name, all of which must be among those that were on the page."""
    sent = set(request.form.getlist(name))
    if not sent <= {one.id for one in seen}:
        raise BadRequest
    return sent


def _said(total: int, seen: int, wrong: int) -> str:
    part = _percent(ranges.fine_at_least(total, seen, wrong))
    if not wrong:
        words = gettext(
            "%(seen)s read, all belong: at least %(part)s %% of the %(total)s do, with 95 %% "
            "confidence.",
            seen=seen,
            part=part,
            total=total,
        )
    else:
        words = gettext(
            "%(seen)s read, %(wrong)s do not belong: at least %(part)s %% of the %(total)s do, "
            "with 95 %% confidence.",
            seen=seen,
            wrong=wrong,
            part=part,
            total=total,
        )
    return str(words)
