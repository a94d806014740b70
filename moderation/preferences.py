"""How each moderator wants the pages to be."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from moderation.errors import Invalid
from moderation.moderators import Person
from store import preferences
from store.engine import reading, writing

VIEWS = ("list", "one")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The defaults suit who opens the pages for the first time.

    Words are shown: most who judge want to see what they judge. Keys are on, for the pages
    say so on every button.
    """

    # `list`: many comments for a flood; `one`: a single one with all that is around it
    view: str = "list"
    # Blur offensive words until asked for
    veil: bool = False
    keys: bool = True
    # Suggest a pause after much hard reading
    pauses: bool = True


def of(person: Person) -> Preferences:
    with reading() as session:
        row = preferences.get(session, person.moderator.id)
    if row is None:
        return Preferences()
    return Preferences(row.view, row.veil, row.keys, row.pauses)


def change(person: Person, changes: Mapping[str, Any]) -> Preferences:
    """Choose some anew; the others stay.

    Raises:
        Invalid: there is no such view.
    """
    if changes.get("view", VIEWS[0]) not in VIEWS:
        raise Invalid("view", f"Must be one of: {', '.join(VIEWS)}.")
    chosen = replace(of(person), **changes)
    with writing() as session:
        preferences.put(session, person.moderator.id, asdict(chosen))
    return chosen
