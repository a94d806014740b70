"""The demonstration site: made once, its keys remembered for whoever tries the service."""

import json
from pathlib import Path
from typing import Any

from cli.home import private_file
from moderation import keys, moderators, sites

SITE = "demo"
NAME = "Le Quotidien de démonstration"
EMAIL = "moderatrice@example.org"

Demo = dict[str, Any]


def prepare(path: Path, base_url: str) -> Demo:
    """The demo site's keys and moderator, also written to `path` (readable by its owner).

    What the file remembers is kept as long as the database knows it too; after either was
    deleted, new keys are made.
    """
    demo = _remembered(path) or _made(base_url)
    demo["base_url"] = base_url
    private_file(path, json.dumps(demo, ensure_ascii=False, indent=2) + "\n")
    return demo


def _remembered(path: Path) -> Demo | None:
    try:
        demo: Demo = json.loads(path.read_text(encoding="utf-8"))
        site = keys.site_of(str(demo["site_key"]))
        akismet = keys.site_of(str(demo["akismet_key"]), "akismet")
        person = moderators.by_token(str(demo["moderator_token"]))
        signs_in = demo["moderator"]["email"] and demo["moderator"]["password"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return demo if site and akismet and person and signs_in else None


def _made(base_url: str) -> Demo:
    if sites.find(SITE) is None:
        sites.add(SITE, NAME, base_url, "fr")
    email, password = _moderator()
    return {
        "base_url": base_url,
        "site": SITE,
        "site_key": keys.issue(SITE, "native"),
        "akismet_key": keys.issue(SITE, "akismet"),
        "moderator": {"email": email, "password": password},
        "moderator_token": moderators.issue_token(email),
    }


def _moderator() -> tuple[str, str]:
    """A moderator of the demo site whose password is known: a forgotten one gets a successor."""
    name, _, domain = EMAIL.partition("@")
    taken = {moderator.email for moderator in moderators.every()}
    numbers = range(2, len(taken) + 3)
    free = (f"{name}{number}@{domain}" for number in numbers)
    email = next(email for email in (EMAIL, *free) if email not in taken)
    return email, moderators.add(email, sites=(SITE,))[1]
