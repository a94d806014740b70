"""Coral's comments are HTML; a moderator and the model read the words."""

import re
from html.parser import HTMLParser

# Elements that end a line
LINES = frozenset({"br", "p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
SPARE_LINES = re.compile(r"\n{3,}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._leads_to: str | None = None
        self._began = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LINES:
            self.parts.append("\n")
        if tag == "a":
            self._leads_to, self._began = dict(attrs).get("href"), len(self.parts)

    def handle_endtag(self, tag: str) -> None:
        if tag in LINES - {"br"}:
            self.parts.append("\n")
        if tag == "a" and self._leads_to:
            # Where a link leads says more of spam than the words that cover it.
            if self._leads_to not in "".join(self.parts[self._began :]):
                self.parts.append(f" ({self._leads_to})")
            self._leads_to = None

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain(html: str) -> str:
    """The words of `html` with its line breaks, and each link's address behind its words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return SPARE_LINES.sub("\n\n", "".join(reader.parts)).strip()
