"""Signals of the form that a comment came by. What is unknown counts for nothing.

Hosts and e-mail domains are never features themselves: a model would learn the invented
ones of its training data by heart. How long the form was open is left to the site's
policy, because in the data at hand it separates better than it ever will in life.
"""

import re
from urllib.parse import urlsplit

from classifier.folding import BEYOND, is_foreign
from classifier.normalize import LINK, LINK_SIGN, MAIL
from classifier.types import Sample

HTML = re.compile(r"<a\s", re.IGNORECASE)
BBCODE = re.compile(r"\[(?:url|link)", re.IGNORECASE)
# An address that stands by itself, in no markup
BARE = re.compile(r"(?:^|\s)(?:https?://|www\.)", re.IGNORECASE)
DOMAIN = re.compile(r"\w\.(?:[a-z]{2,})(?:/|\b)", re.IGNORECASE)
PHONE = re.compile(r"(?<!\d)(?:\+|00|0)\d(?:[ .\-/]{0,2}\d){7,13}\b")
FEWEST_DIGITS = 8
# That an author has a web site at all is no signal here: few sets have the field, and what a
# model would learn is which sets these are.
# Signals are read from this much of a text.
READ = 6000

NAMES = (
    "link",
    "links",
    "markup_link",
    "markup_mixed",
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
    "praise_linked",
)
# Latin-1 bytes, to count kinds of characters at the speed of `bytes.translate`
CAPITAL, SMALL, DIGIT = (
    bytes(code for code in range(256) if not kind(chr(code)))
    for kind in (str.isupper, str.islower, str.isdecimal)
)


def signals(sample: Sample, praised: bool = False) -> tuple[float, ...]:
    """The signals in the order of NAMES, each in [0, 1].

    `praised`: the text has praise that would suit any text.
    """
    text = sample.text[:READ]
    letters = text.encode("latin-1", "replace")
    links = LINK.findall(text) if LINK_SIGN.search(text) else ()
    return (
        bool(links),
        min(len(set(links)), 5) / 5,
        *_markup(text),
        sum(map(len, links)) > 0.5 * len(text),
        "@" in text and bool(MAIL.search(text)),
        _count(letters, DIGIT) >= FEWEST_DIGITS and bool(PHONE.search(text)),
        _repeated(sample.author_url, text),
        *_name(sample.author_name, text),
        _foreign_share(text) > 0.2,
        _is_shouted(_count(letters, CAPITAL), _count(letters, SMALL)),
        bool(sample.honeypot),
        bool(sample.author_known),
        bool(sample.is_reply),
        praised and bool(links or sample.author_url),
    )


def _count(letters: bytes, others: bytes) -> int:
    return len(letters.translate(None, others))


def _markup(text: str) -> tuple[bool, bool]:
    """Whether a link is marked up, and whether in several ways, as by one who only guesses."""
    if "<" not in text and "[" not in text:
        return False, False
    html, bbcode = bool(HTML.search(text)), bool(BBCODE.search(text))
    return html or bbcode, html + bbcode + bool(BARE.search(text)) > 1


def _name(name: str | None, text: str) -> tuple[bool, bool, bool]:
    """Whether a name is long, is odd, and comes again in the text."""
    if not name:
        return False, False, False
    parts = len(name.split())
    odd = any(map(str.isdigit, name)) or bool(DOMAIN.search(name))
    return parts >= 3, odd, parts >= 2 and name.casefold() in text.casefold()


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
    """Share of letters that are not Latin."""
    if not BEYOND.search(text):
        return 0.0
    letters = [character for character in text[:2000] if character.isalpha()]
    return sum(map(is_foreign, letters)) / len(letters) if letters else 0.0


def _is_shouted(capitals: int, small: int) -> bool:
    """Whether a text of more than a word or two is mostly capitals."""
    return capitals + small > 10 and capitals > small
