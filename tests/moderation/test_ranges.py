"""A part of the queue by its score: what lies in it, what is drawn, what can be promised."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import intake, ranges, review, sites
from moderation.errors import NotFound
from moderation.moderators import Person
from moderation.ranges import Scored
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


def test_both_ends_belong_to_a_range_and_a_seed_draws_the_same_again() -> None:
    found = [Scored(str(n), 1, n / 100) for n in range(101)]
    inside = ranges.between(found, 20, 40)
    assert (inside[0].id, inside[-1].id) == ("20", "40")
    drawn = ranges.sample(inside, 5, seed=7)
    assert drawn == ranges.sample(inside, 5, seed=7) != ranges.sample(inside, 5, seed=8)
    assert len({*drawn}) == 5 and {*drawn} <= {one.id for one in inside}
    assert len(ranges.sample(inside, 50, seed=7)) == len(inside)


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
    assert [(one.id, one.revision, one.score) for one in found] == [
        (weak.id, 1, 0.65),
        (strong.id, 1, 0.8),
    ]
    with pytest.raises(NotFound):
        ranges.scored(camille, "spam", "autre")
