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

from classifier.normalize import ADDRESS_SIGNS, LINK, MAIL
from classifier.types import Sample

MARKUP = re.compile(r"<a\s|\[url|\[link", re.IGNORECASE)
DOMAIN = re.compile(r"\w\.(?:[a-z]{2,})(?:/|\b)", re.IGNORECASE)
PHONE = re.compile(r"(?:\+|00|\b0)\d(?:[ .\-/]{0,2}\d){7,13}\b")
# That an author has a web site at all is no signal here: few sets have the field, and what a
# model would learn is which sets these are.
# Signals are read from this much of a text.
READ = 6000

NAMES = (
    "link",
    "links",
    "markup_link",
    "mostly_link",
    "mail",
    "phone",
    "author_url_repeated",
    "author_name_long",
    "author_name_odd",
    "author_in_text",
    "foreign_script",
    "shouting",
    "honeypot",
    "author_known",
    "is_reply",
)


def signals(sample: Sample) -> NDArray[np.float32]:
    """The signals in the order of NAMES, each in [0, 1]."""
    text = sample.text[:READ]
    addressed = not ADDRESS_SIGNS.isdisjoint(text)
    links = LINK.findall(text) if addressed else []
    linked = sum(map(len, links))
    name = sample.author_name or ""
    values = (
        bool(links),
        min(len(set(links)), 5) / 5,
        bool(MARKUP.search(text)),
        linked > 0.5 * len(text),
        "@" in text and bool(MAIL.search(text)),
        bool(PHONE.search(text)),
        _repeated(sample.author_url, text),
        len(name.split()) >= 3,
        any(c.isdigit() for c in name) or bool(DOMAIN.search(name)),
        len(name.split()) >= 2 and name.casefold() in text.casefold(),
        _foreign_share(text) > 0.2,
        _shouted_share(text) > 0.5,
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
    """Share of letters that are not Latin, of those outside of ASCII's neighbours at all."""
    if text.isascii():
        return 0.0
    letters = [character for character in text[:2000] if character.isalpha()]
    foreign = [c for c in letters if c > "\u024f" and "LATIN" not in unicodedata.name(c, "")]
    return len(foreign) / len(letters) if letters else 0.0


def _shouted_share(text: str) -> float:
    """Share of capitals among the letters of a text of more than a word or two."""
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return capitals / (capitals + small) if capitals + small > 10 else 0.0
