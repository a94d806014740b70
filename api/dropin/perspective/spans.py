"""Places in a text as JavaScript counts them: in UTF-16 code units."""

from collections.abc import Iterable, Iterator


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def as_units(text: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ascending begins and ends in code points, as begins and ends in code units."""
    seen = before = 0
    for begin, end in places:
        first = before + units(text[seen:begin])
        before, seen = first + units(text[begin:end]), end
        yield first, before
