"""From the fields of a call to what the rules call a submission."""

import ipaddress
import time
from datetime import UTC, datetime
from typing import Any

from api.dropin.akismet.call import Call
from api.limits import LONGEST_TEXT
from moderation.intake import CallbackTo, Submission
from moderation.views import safe_url
from store.tables import SiteKey

# A page may stay open for a week; beyond that the reader's clock is not to be believed.
LONGEST_OPEN = 7 * 86400


def submission(call: Call, key: SiteKey, guid: str) -> Submission:
    """What is asked about; texts and names beyond our limits are cut, never refused."""
    return Submission(
        thread=_thread(call),
        text=text(call),
        author_name=author_name(call),
        author_email=author_email(call),
        author_url=call.cut("comment_author_url", 2000),
        parent=call.cut("comment_parent", 200) if call["comment_parent"] != "0" else None,
        posted_at=_moment(call["comment_date_gmt"]),
        ip=_address(call["user_ip"]),
        context=_context(call),
        id=guid,
        callback=_callback(call, key),
    )


def text(call: Call) -> str:
    return call["comment_content"][:LONGEST_TEXT]


def author_name(call: Call) -> str | None:
    return call.cut("comment_author", 250)


def author_email(call: Call) -> str | None:
    return call.cut("comment_author_email", 320)


def is_administrator(call: Call) -> bool:
    return "administrator" in _roles(call)


def _thread(call: Call) -> str:
    return call.cut("permalink", 2000) or call.cut("blog", 2000) or "/"


def _context(call: Call) -> dict[str, Any]:
    found = {
        "user_agent": call.cut("user_agent", 2000),
        "referrer": call.cut("referrer", 2000),
        "honeypot": _honeypot(call),
        "seconds_to_submit": _seconds_open(call),
        "author_role": "administrator" if is_administrator(call) else _roles(call)[0][:100],
        "comment_type": call.cut("comment_type", 100) or call.cut("content_type", 100),
    }
    return {name: value for name, value in found.items() if value not in (None, "", False)}


def _roles(call: Call) -> list[str]:
    return [role.strip().lower() for role in call["user_role"].split(",")]


def _honeypot(call: Call) -> bool:
    named = call["honeypot_field_name"]
    return bool((named and call[named]) or call["POST_ak_hp_textarea"])


def _seconds_open(call: Call) -> float | None:
    """How long the page was open, where the plugin's script noted when it opened.

    None for a later look at an old comment, which says nothing about its author's haste.
    """
    opened = call["POST_ak_js"]
    if call["recheck_reason"] or not (opened.isascii() and opened.isdigit()):
        return None
    seconds = time.time() - int(opened[:20]) / 1000
    return seconds if 0 <= seconds <= LONGEST_OPEN else None


def _moment(given: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(given)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _address(given: str) -> str | None:
    try:
        return str(ipaddress.ip_address(given))[:45]
    except ValueError:
        return None


def _callback(call: Call, key: SiteKey) -> CallbackTo | None:
    url = call["callback"]
    return CallbackTo(url, key.id) if len(url) <= 2000 and safe_url(url) else None
