"""What a name and an address tell of who sends a comment. Only the domain of an e-mail is read."""

import re

from disposable_email_domains import blocklist

from moderation.words import contains_any, fold

DOMAIN = re.compile(r"\w\.[a-z]{2,}(?:/|\b)", re.IGNORECASE)
# Words that somebody who wants to be found under them puts into a name
KEYWORDS = (
    "acheter", "achat", "agence", "assurance", "avocat", "bijoux", "boutique", "casino",
    "chaussures", "crédit", "coiffeur", "dépannage", "dépanneur", "devis", "électricien",
    "escort", "gratuit", "hôtel", "immobilier", "iptv", "livraison", "location", "marabout",
    "massage", "pharmacie", "plombier", "poker", "prêt", "promo", "rachat", "référencement",
    "rencontre", "serrurier", "taxi", "téléchargement", "voyance", "voyant", "voyante", "vtc",
    "agency", "attorney", "betting", "bitcoin", "broker", "buy", "cheap", "cleaning", "clinic",
    "coupon", "crypto", "dating", "dentist", "discount", "download", "essay", "forex",
    "gambling", "hosting", "insurance", "jewelry", "lawyer", "loan", "loans", "locksmith",
    "marketing", "mortgage", "movers", "online", "pharmacy", "pills", "plumber", "plumbing",
    "repair", "replica", "roofing", "seo", "services", "shoes", "shop", "slots", "streaming",
    "supplements", "viagra", "cialis", "vpn", "wholesale", "pas cher", "24h", "24 7", "near me",
)  # fmt: skip


def is_disposable(email: str | None) -> bool:
    """Whether an address is of a domain that gives addresses to throw away, or below one."""
    domain = (email or "").rpartition("@")[2].strip().casefold().rstrip(".")
    labels = domain.split(".")
    return any(".".join(labels[start:]) in blocklist for start in range(len(labels) - 1))


def is_keyword_name(name: str | None, linked: bool) -> bool:
    """Whether a name is an address, or words to be found under where it is `linked` to a site.

    A plumber may call himself one: it is the link that makes an advertisement of the name.
    """
    if not name:
        return False
    if DOMAIN.search(name):
        return True
    return linked and len(name.split()) >= 2 and contains_any(fold(name), KEYWORDS)
