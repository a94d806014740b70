"""Links in a comment, in every markup that comment forms meet."""

import re
from urllib.parse import urlsplit

LINK = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"'\]\[)]{1,2000}", re.IGNORECASE)

# Services that hide where a link leads; those of one site's own links (t.co, youtu.be) do not.
SHORTENERS = frozenset(
    {
        "bit.ly", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "v.gd", "cutt.ly", "rebrand.ly",
        "shorturl.at", "rb.gy", "t.ly", "tiny.cc", "adf.ly", "bl.ink", "shorte.st", "urlz.fr",
        "soo.gd", "s.id", "bit.do", "clck.ru", "u.to", "ouo.io", "linktr.ee", "tny.im", "x.co",
    }
)  # fmt: skip


def hosts(text: str) -> list[str]:
    """The host of each link in `text`, lower case without `www.`, in order."""
    return [found for link in LINK.findall(text) if (found := host(link))]


def shortened(text: str) -> bool:
    """Whether a link of `text` hides where it leads."""
    return not SHORTENERS.isdisjoint(hosts(text))


def host(url: str) -> str:
    """The host of `url`, lower case without `www.`; empty where there is none."""
    try:
        name = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def foreign(text: str, site_url: str) -> int:
    """How many links of `text` lead away from the site; the same link twice counts once."""
    home = host(site_url)
    return len({link.casefold() for link in LINK.findall(text) if host(link) != home or not home})
