"""Places in a text that a moderator's eye is led to, as (start, end) in code points."""

from collections.abc import Iterable

Mark = tuple[int, int]


def joined(places: Iterable[Mark]) -> tuple[Mark, ...]:
    """Places in order, those next to each other as one: a phrase gets one mark."""
    marks: list[Mark] = []
    for start, end in places:
        if marks and start <= marks[-1][1] + 1:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)
