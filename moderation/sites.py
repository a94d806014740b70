"""Sites: making them, finding them, changing what they choose."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from moderation import policies
from moderation.errors import AlreadyExists, Invalid, NotFound
from moderation.policy import Policy
from moderation.views import safe_url
from store import sites
from store.engine import reading, writing
from store.tables import Site

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def add(site_id: str, name: str, url: str = "", language: str = "fr") -> Site:
    """Make a site.

    Raises:
        Invalid: the id is not lower-case letters, digits and hyphens, or another value is off.
        AlreadyExists: there is a site with this id.
    """
    if not ID.fullmatch(site_id):
        raise Invalid("id", "Use 1 to 64 lower-case letters, digits and hyphens.")
    if not LANGUAGE.fullmatch(language):
        raise Invalid("language", "Use a language tag such as fr or fr-CA.")
    site = Site(id=site_id, name=name or site_id, url=url, language=language, policy={})
    with writing() as session:
        try:
            sites.add(session, site)
        except sites.AlreadyThere as error:
            raise AlreadyExists(f"There is a site “{site_id}” already.") from error
    return site


def find(site_id: str) -> Site | None:
    with reading() as session:
        return sites.get(session, site_id)


def require(site_id: str) -> Site:
    """The site, or a refusal that names it.

    Raises:
        NotFound: there is no such site.
    """
    site = find(site_id)
    if site is None:
        raise NotFound(f"There is no site “{site_id}”.")
    return site


def every() -> Sequence[Site]:
    with reading() as session:
        return sites.every(session)


def policy_of(site: Site) -> Policy:
    return policies.of(site)


def change_policy(site_id: str, changes: Mapping[str, Any]) -> Site:
    """Lay `changes` over a site's policy; None restores a default.

    Raises:
        NotFound: there is no such site.
        Invalid: a change is malformed; names its field.
    """
    with writing() as session:
        site = sites.get(session, site_id)
        if site is None:
            raise NotFound(f"There is no site “{site_id}”.")
        sites.change(session, site, {"policy": policies.merged(site.policy, changes)})
        return site


def set_webhook(site_id: str, url: str, secret: str) -> Site:
    """Where decisions are told to, and the secret that signs them; an empty url ends it.

    Raises:
        NotFound: there is no such site.
        Invalid: the address is not http or https.
    """
    if url and safe_url(url) is None:
        raise Invalid("url", "Use an address that begins with https:// or http://.")
    with writing() as session:
        site = sites.get(session, site_id)
        if site is None:
            raise NotFound(f"There is no site “{site_id}”.")
        sites.change(session, site, {"webhook_url": url, "webhook_secret": secret})
        return site
