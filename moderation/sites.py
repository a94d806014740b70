"""Sites: making them, finding them, changing what they choose."""

import re
import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from moderation import audit, policies
from moderation.audit import COMMAND, Actor
from moderation.errors import AlreadyExists, Invalid, NotFound, Stale
from moderation.policy import Policy
from moderation.views import safe_url
from store import sites
from store.engine import Session, reading, writing
from store.tables import Site

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

LONGEST_NAME = 200
LONGEST_URL = 2000


def add(
    site_id: str, name: str, url: str = "", language: str = "fr", *, by: Actor = COMMAND
) -> Site:
    """Make a site.

    Raises:
        Invalid: the id is not lower-case letters, digits and hyphens, or another value is off.
        AlreadyExists: there is a site with this id.
    """
    if not ID.fullmatch(site_id):
        raise Invalid("id", "Use 1 to 64 lower-case letters, digits and hyphens.")
    values = {"name": name or site_id, "url": url, "language": language}
    _check(values)
    site = Site(id=site_id, policy={}, **values)
    with writing() as session:
        try:
            sites.add(session, site)
        except sites.AlreadyThere as error:
            raise AlreadyExists(f"There is a site “{site_id}” already.") from error
        audit.note(session, by, "site.add", "site", site_id, audit.differences({}, values))
    return site


def change(site_id: str, name: str, url: str, language: str, *, by: Actor = COMMAND) -> Site:
    """Set what a site is called, where it is, and what it is written in.

    Raises:
        NotFound: there is no such site.
        Invalid: a value is off; names its field.
    """
    values = {"name": name or site_id, "url": url, "language": language}
    _check(values)
    with writing() as session:
        site = _locked(session, site_id)
        return _change(session, site, values, "site.change", by)


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


def change_policy(site_id: str, changes: Mapping[str, Any], *, by: Actor = COMMAND) -> Site:
    """Lay `changes` over a site's policy; None restores a default.

    Raises:
        NotFound: there is no such site.
        Invalid: a change is malformed; names its field.
    """
    with writing() as session:
        site = _locked(session, site_id)
        return _set_policy(session, site, policies.merged(site.policy, changes), by)


def replace_policy(site_id: str, choices: Mapping[str, Any], seen: str, *, by: Actor) -> Site:
    """Put `choices` in place of all that a site has chosen, if they are as the caller saw.

    `seen` is the `policies.mark` of the choices that were on the screen.

    Raises:
        NotFound: there is no such site.
        Invalid: a choice is malformed; names its field.
        Stale: somebody changed the policy meanwhile.
    """
    checked = policies.merged({}, choices)
    with writing() as session:
        site = _locked(session, site_id)
        if policies.mark(site.policy) != seen:
            raise Stale("Somebody changed this policy in the meantime.")
        return _set_policy(session, site, checked, by)


def set_webhook(site_id: str, url: str, secret: str, *, by: Actor = COMMAND) -> Site:
    """Where decisions are told to, and the secret that signs them; an empty url ends it.

    Raises:
        NotFound: there is no such site.
        Invalid: the address is not http or https.
    """
    if url and safe_url(url) is None:
        raise Invalid("url", "Use an address that begins with https:// or http://.")
    if len(url) > LONGEST_URL:
        raise Invalid("url", f"Use at most {LONGEST_URL} characters.")
    with writing() as session:
        site = _locked(session, site_id)
        values = {"webhook_url": url, "webhook_secret": secret}
        return _change(session, site, values, "site.webhook", by)


def new_secret() -> str:
    """A secret to sign a site's webhooks with, as Standard Webhooks write them."""
    return f"whsec_{b64encode(secrets.token_bytes(32)).decode()}"


def _set_policy(session: Session, site: Site, chosen: dict[str, Any], by: Actor) -> Site:
    changes = policies.differences(site.policy, chosen)
    sites.change(session, site, {"policy": chosen})
    if changes:
        audit.note(session, by, "site.policy", "site", site.id, changes)
    return site


def _change(session: Session, site: Site, values: dict[str, str], action: str, by: Actor) -> Site:
    changes = audit.differences({name: getattr(site, name) for name in values}, values)
    sites.change(session, site, values)
    if changes:
        audit.note(session, by, action, "site", site.id, changes)
    return site


def _locked(session: Session, site_id: str) -> Site:
    site = sites.lock(session, site_id)
    if site is None:
        raise NotFound(f"There is no site “{site_id}”.")
    return site


def _check(values: Mapping[str, str]) -> None:
    if not LANGUAGE.fullmatch(values["language"]) or len(values["language"]) > 35:
        raise Invalid("language", "Use a language tag such as fr or fr-CA.")
    for name, longest in (("name", LONGEST_NAME), ("url", LONGEST_URL)):
        if len(values[name]) > longest or not values[name].isprintable():
            raise Invalid(name, f"Use at most {longest} characters, all of them printable.")
