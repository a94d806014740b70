"""Where a text's sentences lie."""

import re

# An end: its signs, closing quotes and brackets after it, then white space; or a line's end.
# A single capital before a dot is a name's ("J. Dupont") or a title ("M. Hulot"). The
# lookbehind and the possessive repeats keep a text of nothing but dots from costing its square.
END = re.compile(
    r"(?<![.!?…])(?:(?<!\b[A-Z])\.|[!?…])[.!?…]*+[\"'»”’)\]]*+(?=\s)|\n++",
)
VISIBLE = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def sentences(text: str, most: int) -> list[tuple[int, int]]:
    """Begin and end (code points) of each sentence, without the white space around it.

    From the last of `most` on, all that is left is one, so that no text costs without limit.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for end in END.finditer(text):
        if len(found) == most - 1:
            break
        if visible := VISIBLE.search(text, start, end.end()):
            found.append(visible.span())
        start = end.end()
    if rest := VISIBLE.search(text, start):
        found.append(rest.span())
    return found
