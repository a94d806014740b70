"""All comments between two scores: a picture, a sample, one decision with its guarantee."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from api.auth import current_person
from api.pages import batches, errors, filters, guard, words
from api.pages.cards import FAULTS, faults, marked
from api.pages.forms import BulkForm
from classifier import ATTRIBUTES
from moderation import bulk, ranges, review
from moderation.errors import Invalid
from moderation.ranges import Range, Scored

SIZES = (5, 10, 20, 50, 100)
SIZE = 20
# Dots on top of each other; of more, each stands for several comments.
HIGHEST = 20

blueprint = Blueprint("ranges", __name__, url_prefix="/moderation/range")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@dataclass(frozen=True, slots=True)
class Column:
    """The comments of one percent of the scale: how many, and how many dots stand for them."""

    percent: int
    number: int
    dots: int


@blueprint.get("")
def show() -> ResponseReturnValue:
    """The queue along one score, and a random sample of what lies between two handles."""
    asked, person = _asked(request.args), current_person()
    # The score is what the picture is of, not what narrows it.
    wanted = replace(filters.read(), attribute=None)
    scale = ranges.scored(person, asked.attribute, wanted.site, wanted.narrow())
    inside = ranges.between(scale.found, asked.low, asked.high)
    ids = [one.id for one in inside]
    drawn = ranges.sample(ids, asked.size, ranges.seed_of(_secret(), ids))
    sample = marked(review.still_flagged(person, drawn))
    if len(sample) < len(drawn):
        # Somebody decided on one of them at this very moment: the range is another now.
        return redirect(_here(), 303)
    return render_template(
        "pages/range.html",
        **filters.parts(wanted),
        asked=asked,
        sizes=[(size, size) for size in SIZES],
        sites=[(site, site) for site in person.site_ids],
        limits=ranges.limits(person, asked.attribute, wanted.site),
        columns=(columns := _columns(scale.found))[1],
        each=columns[0],
        shown=len(scale.found),
        total=scale.total,
        inside=inside,
        most=bulk.MOST,
        sample=sample,
        bounds=_bounds(len(inside), len(sample)),
        tenths=_tenths(scale.found),
        reasons=faults(),
        likely=asked.attribute if asked.attribute in FAULTS else "",
        back=_here(),
    )


@blueprint.post("")
def decide() -> ResponseReturnValue:
    """One decision for the range as it was shown, without what was marked."""
    form, seen, asked = BulkForm(), batches.chosen(), _asked(request.form)
    if not form.validate():
        raise BadRequest
    wrong = set(request.form.getlist("wrong"))
    try:
        made, promise = ranges.decide(
            current_person(), seen, wrong, asked, form.choice(), _secret()
        )
    except Invalid as error:
        raise BadRequest from error
    done = batches.done(form.action.data, len(made.done))
    batches.tell(done, made, said=words.promise(promise))
    return batches.back(url_for("ranges.show"))


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _here() -> str:
    return request.full_path.rstrip("?")


def _asked(given: MultiDict[str, str]) -> Range:
    """The range that is asked for; what makes no sense counts as not asked."""
    low, high = sorted((_number(given, "low", 0), _number(given, "high", 100)))
    size, attribute = _number(given, "size", SIZE), given.get("attribute")
    return Range(
        attribute=attribute if attribute in ATTRIBUTES else ATTRIBUTES[0],
        low=low,
        high=high,
        size=size if size in SIZES else SIZE,
    )


def _number(given: MultiDict[str, str], name: str, default: int) -> int:
    try:
        number = int(given.get(name, ""))
    except ValueError:
        return default
    return number if 0 <= number <= 100 else default


def _columns(found: Sequence[Scored]) -> tuple[int, list[Column]]:
    """How many comments one dot stands for, and the columns that have any."""
    numbers = Counter(min(int(one.score * 100), 99) for one in found)
    each = -(-max(numbers.values(), default=0) // HIGHEST) or 1
    return each, [Column(at, number, -(-number // each)) for at, number in sorted(numbers.items())]


def _tenths(found: Sequence[Scored]) -> list[int]:
    numbers = Counter(min(int(one.score * 10), 9) for one in found)
    return [numbers[tenth] for tenth in range(10)]


def _bounds(total: int, read: int) -> list[str]:
    """What can be said of all for each number of the sample that may be found wrong."""
    if not 0 < total <= bulk.MOST:
        return []
    parts = [ranges.percent(ranges.fine_at_least(total, read, bad)) for bad in range(read + 1)]
    return [words.promised(total, read, bad, part) for bad, part in enumerate(parts)]
