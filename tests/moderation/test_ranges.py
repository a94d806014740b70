"""A part of the queue by its score: what lies in it, what is drawn, what can be promised."""

from collections import Counter
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import exposure, intake, ranges, review, sites
from moderation.bulk import Seen
from moderation.errors import Invalid, NotFound
from moderation.moderators import Person
from moderation.ranges import Promise, Range, Scored
from moderation.review import Choice
from store.tables import Site
from tests.conftest import ScriptedModel
from tests.helpers import decided


def test_the_promise_of_the_issue_holds() -> None:
    assert int(ranges.fine_at_least(312, 20, 0) * 100) == 86


def test_who_read_everything_knows_everything() -> None:
    assert ranges.fine_at_least(20, 20, 3) == pytest.approx(17 / 20)
    assert ranges.fine_at_least(7, 7, 0) == 1
    assert ranges.fine_at_least(7, 7, 7) == 0


def test_nothing_read_promises_nothing() -> None:
    assert ranges.fine_at_least(100, 0, 0) == 0


@pytest.mark.parametrize(("total", "seen", "wrong"), [(0, 0, 0), (5, 6, 0), (5, 2, 3), (5, 2, -1)])
def test_an_impossible_sample_is_a_bug(total: int, seen: int, wrong: int) -> None:
    with pytest.raises(ValueError, match=" of "):
        ranges.fine_at_least(total, seen, wrong)


def chance(total: int, bad: int, seen: int, wrong: int) -> Fraction:
    """How likely exactly `wrong` of `seen` are bad, of `total` with `bad` bad ones."""
    return Fraction(comb(bad, wrong) * comb(total - bad, seen - wrong), comb(total, seen))


@given(st.integers(1, 60), st.data())
def test_whatever_is_in_the_range_the_promise_is_kept_19_times_of_20(
    total: int, data: st.DataObject
) -> None:
    seen, bad = data.draw(st.integers(0, total)), data.draw(st.integers(0, total))
    broken = sum(
        chance(total, bad, seen, wrong)
        for wrong in range(max(0, seen - (total - bad)), min(seen, bad) + 1)
        if ranges.fine_at_least(total, seen, wrong) > (total - bad) / total + 1e-12
    )
    assert broken <= Fraction(1, 20)


def test_both_ends_belong_to_a_range() -> None:
    found = [Scored(str(n), 1, n / 100) for n in range(101)]
    inside = ranges.between(found, 20, 40)
    assert (inside[0].id, inside[-1].id) == ("20", "40")


def test_a_draw_hangs_on_the_secret_and_on_what_is_drawn_from_alone() -> None:
    ids = [str(n) for n in range(100)]
    seed = ranges.seed_of("secret", ids)
    assert seed == ranges.seed_of("secret", ids[::-1])
    assert len({seed, ranges.seed_of("other", ids), ranges.seed_of("secret", ids[1:])}) == 3
    drawn = ranges.sample(ids, 5, seed)
    assert drawn == ranges.sample(ids[::-1], 5, seed) == ranges.sample(ids, 10, seed)[:5]
    assert len({*drawn}) == 5 and {*drawn} <= {*ids}
    assert len(ranges.sample(ids, 500, seed)) == len(ids)


def test_each_comment_is_drawn_as_often_as_any_other() -> None:
    ids, times = [str(n) for n in range(20)], 2000
    drawn = Counter(
        one
        for n in range(times)
        for one in ranges.sample(ids, 5, ranges.seed_of(f"secret {n}", ids))
    )
    # Each a quarter of the time, within five standard deviations
    assert all(abs(drawn[one] - times / 4) < 5 * (times * 3 / 16) ** 0.5 for one in ids)


def test_the_promise_is_kept_with_the_decisions(site: Site, camille: Person) -> None:
    made = [decided(site, f"Une promo, {n}.") for n in range(12)]
    seen = [Seen(one.id, one.status, one.revision) for one in made]
    asked = Range("spam", 60, 80, size=5)
    seed = ranges.seed_of("secret", [one.id for one in made])
    drawn = ranges.sample([one.id for one in made], 5, seed)
    outcome, promise = ranges.decide(
        camille, seen, {drawn[2]}, asked, Choice("reject", "spam"), "secret"
    )
    assert promise == Promise("spam", 60, 80, seed, total=12, read=5, wrong=1, part=promise.part)
    assert promise.part == int(ranges.fine_at_least(12, 5, 1) * 100)
    assert ranges.promised(outcome.done) == {outcome.batch: promise}
    assert intake.get(site, drawn[2]).status == "flagged"
    today = exposure.of(camille)
    assert (len(outcome.done), today.read) == (11, 5)


def test_what_was_not_drawn_cannot_be_marked(site: Site, camille: Person) -> None:
    made = [decided(site, f"Une promo, {n}.") for n in range(6)]
    seen = [Seen(one.id, one.status, one.revision) for one in made]
    ids = [one.id for one in made]
    drawn = ranges.sample(ids, 5, ranges.seed_of("secret", ids))
    [other] = {*ids} - {*drawn}
    for wrong, of in (({other}, seen), ({*ids}, seen)):
        with pytest.raises(Invalid):
            ranges.decide(camille, of, wrong, Range("spam", 0, 100, 5), Choice("reject"), "secret")
    assert exposure.of(camille).read == 0


def test_only_what_waits_on_ones_own_sites_is_on_the_scale(
    site: Site, camille: Person, model: ScriptedModel
) -> None:
    model.words |= {"rabais": {"spam": 0.8}, "solde": {"spam": 0.65}}
    strong, weak, gone, rejected = (
        decided(site, f"Un {word} ici.") for word in ("rabais", "solde", "solde", "rabais")
    )
    intake.delete(site, gone.id)
    review.decide(camille, rejected.id, Choice("reject"))
    decided(sites.add("autre", "Autre"), "Un rabais ici.")
    found = ranges.scored(camille, "spam", site.id)
    assert found.total == 2
    assert [(one.id, one.revision, one.score) for one in found.found] == [
        (weak.id, 1, 0.65),
        (strong.id, 1, 0.8),
    ]
    with pytest.raises(NotFound):
        ranges.scored(camille, "spam", "autre")
