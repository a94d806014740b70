"""Where a comment leads: the site, address or number that a campaign cannot change."""

import re
from collections.abc import Iterator

from classifier.normalize import ADDRESS
from moderation.links import host

# Everybody links to these: only the page or account behind them tells who.
SHARED_HOSTS = re.compile(
    r"(?:m\.|mobile\.)?(?:bit\.ly|discord\.gg|facebook\.com|fb\.me|forms\.gle|github\.com|goo\.gl"
    r"|(?:docs|drive|sites)\.google\.com|instagram\.com|is\.gd|linkedin\.com|linktr\.ee|medium\.com"
    r"|ow\.ly|pinterest\.com|reddit\.com|t\.co|t\.me|telegram\.me|tiktok\.com|tinyurl\.com"
    r"|twitter\.com|vk\.com|wa\.me|whatsapp\.com|x\.com|youtu\.be|youtube\.com)"
)
# Short links come without a scheme, in domains that few other words end in.
PLACE = re.compile(rf"{ADDRESS.pattern}|\b{SHARED_HOSTS.pattern}/\S{{1,200}}", re.IGNORECASE)
SHARED_MAIL = re.compile(
    r"(?:aol|free|gmail|gmx|hotmail|icloud|laposte|live|mail|msn|orange|outlook|proton|protonmail"
    r"|sfr|wanadoo|yahoo|yandex)\.\w+(?:\.\w+)?"
)
# With the signs that people put between; shorter numbers are years and prices.
PHONE = re.compile(r"(?<!\w)(?:\+|00)?\d(?:[ .()/-]{0,2}\d){8,14}(?!\w)")
PHONE_DIGITS = 9
MOST = 2
# No comment needs more addresses looked at to tell where it leads.
LOOKED_AT = 20


def of(text: str, author_url: str | None, home: str) -> tuple[str, ...]:
    """Up to MOST contacts, in the order found; links to the site's own host `home` are none.

    Each is a host, a host with its path, an e-mail address or the end of a phone number: to
    be hashed, never shown or stored.
    """
    found = dict.fromkeys(_all(text, author_url))
    return tuple(one for one in found if one and one != home)[:MOST]


def _all(text: str, author_url: str | None) -> Iterator[str]:
    for address, _ in zip(PLACE.finditer(text), range(LOOKED_AT), strict=False):
        yield _mailbox(address["mail"]) if address["mail"] else _place(address[0])
    for phone in PHONE.findall(text)[:LOOKED_AT]:
        yield re.sub(r"\D", "", phone)[-PHONE_DIGITS:]
    if author_url:
        yield _place(author_url)


def _mailbox(address: str) -> str:
    folded = address.casefold()
    domain = folded.rpartition("@")[2]
    return folded if SHARED_MAIL.fullmatch(domain) else domain


def _place(url: str) -> str:
    url = url.casefold()
    name = host(url)
    if not SHARED_HOSTS.fullmatch(name):
        return name
    path = url.split(name, 1)[-1].partition("#")[0].rstrip("/.,;!)")
    return f"{name}{path}"
