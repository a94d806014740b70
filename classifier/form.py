"""Signals of the form that a comment came by. What is unknown counts for nothing.

Hosts and e-mail domains are never features themselves: a model would learn the invented
ones of its training data by heart. How long the form was open is left to the site's
policy, because in the data at hand it separates better than it ever will in life.
"""

import re
import unicodedata
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from classifier.normalize import LINK
from classifier.types import Sample

MARKUP = re.compile(r"<a\s|\[url|\[link", re.IGNORECASE)
DOMAIN = re.compile(r"\w\.(?:[a-z]{2,})(?:/|\b)", re.IGNORECASE)

NAMES = (
    "link",
    "links",
    "markup_link",
    "mostly_link",
    "author_url",
    "author_url_repeated",
    "author_name_long",
    "author_name_odd",
    "foreign_script",
    "honeypot",
    "author_known",
    "is_reply",
)


def signals(sample: Sample) -> NDArray[np.float32]:
    """The signals in the order of NAMES, each in [0, 1]."""
    links = LINK.findall(sample.text)
    linked = sum(map(len, links))
    name = sample.author_name or ""
    values = (
        bool(links),
        min(len(set(links)), 5) / 5,
        bool(MARKUP.search(sample.text)),
        linked > 0.5 * len(sample.text),
        bool(sample.author_url),
        _repeated(sample.author_url, sample.text),
        len(name.split()) >= 3,
        any(c.isdigit() for c in name) or bool(DOMAIN.search(name)),
        _foreign_share(sample.text) > 0.2,
        bool(sample.honeypot),
        bool(sample.author_known),
        bool(sample.is_reply),
    )
    return np.array(values, dtype=np.float32)


def _repeated(url: str | None, text: str) -> bool:
    """Whether the host of the author's own address stands in the text."""
    if not url:
        return False
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return False
    return bool(host) and host in text.casefold()


def _foreign_share(text: str) -> float:
    """Share of letters, of the first 2,000 characters, that are not Latin."""
    letters = [character for character in text[:2000] if character.isalpha()]
    foreign = [c for c in letters if c > "\u024f" and "LATIN" not in unicodedata.name(c, "")]
    return len(foreign) / len(letters) if letters else 0.0
