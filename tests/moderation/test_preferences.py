"""What a moderator prefers follows the person, and nobody else."""

import pytest

from moderation import preferences
from moderation.errors import Invalid
from moderation.moderators import Person
from moderation.preferences import Preferences


def test_defaults_hold_until_something_is_chosen(camille: Person, dominique: Person) -> None:
    assert preferences.of(camille) == Preferences("list", veil=False, keys=True, pauses=True)
    preferences.change(camille, {"veil": True})
    preferences.change(camille, {"view": "one"})
    assert preferences.of(camille) == Preferences("one", veil=True, keys=True, pauses=True)
    assert preferences.of(dominique) == Preferences()


def test_a_view_that_does_not_exist_is_refused(camille: Person) -> None:
    with pytest.raises(Invalid, match="view"):
        preferences.change(camille, {"view": "grid"})
