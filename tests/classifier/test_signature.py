"""Comparing words by the array says what comparing sets would say."""

from hypothesis import given
from hypothesis import strategies as st

from classifier import signature
from classifier.signature import PART, PART_OF_FEW, SHARED, SHARED_OF_FEW, packed

# Few numbers, so that sets meet; the largest is what a search in order falls off the end with.
words = st.frozensets(st.sampled_from([*range(40), 2**32 - 1]), max_size=30)


def by_sets(one: frozenset[int], other: frozenset[int]) -> bool:
    shared = len(one & other)
    part = shared / max(len(one | other), 1)
    much = shared >= SHARED and part >= PART
    return much or (shared >= SHARED_OF_FEW and part >= PART_OF_FEW)


@given(words, st.lists(words, max_size=5))
def test_it_says_of_each_what_the_sets_say(
    one: frozenset[int], others: list[frozenset[int]]
) -> None:
    found = signature.alike(packed(one), [packed(other) for other in others])
    assert found == [by_sets(one, other) for other in others]
