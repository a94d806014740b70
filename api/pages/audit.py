"""The audit log as admins read it: who changed what, newest first."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from api.pages import audit_words, errors, guard
from moderation import audit
from moderation.audit import Entry

PAGE = 50
NOTHING: tuple[Any, ...] = (None, "", [])

blueprint = Blueprint("audit", __name__, url_prefix="/moderation/audit")
blueprint.before_request(guard.require_admin)
errors.pages_only(blueprint)


@blueprint.get("")
def show() -> ResponseReturnValue:
    """A page of the log, beginning behind the id `after`."""
    found = audit.page(_after(), PAGE)
    following = found[-1].row.id if len(found) == PAGE else None
    return render_template(
        "pages/audit.html", entries=[_shown(entry) for entry in found], further=following
    )


def _after() -> str | None:
    try:
        return str(UUID(request.args.get("after", "")))
    except ValueError:
        return None


def _shown(entry: Entry) -> dict[str, Any]:
    row = entry.row
    return {
        "at": row.at,
        "who": entry.who or audit_words.actor(row.actor),
        "action": audit_words.action(row.action),
        "subject": entry.subject,
        "changes": [
            _change(name, *pair) for name, pair in row.changes.items() if _says(name, pair)
        ],
    }


def _says(name: str, pair: Sequence[Any]) -> bool:
    return name in audit.HIDDEN or any(value not in NOTHING for value in pair)


def _change(name: str, before: Any, after: Any) -> tuple[str, str, str]:
    """What changed, from what (empty for nothing), to what."""
    if name in audit.HIDDEN:
        return audit_words.changed(name), "", gettext("changed")
    shown = [_plain(value) for value in (before, after)]
    return audit_words.changed(name), shown[0], shown[1] or gettext("none")


def _plain(value: Any) -> str:
    """A value as people read it; empty for none."""
    if value in NOTHING:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {inner}" for name, inner in value.items())
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    return audit_words.value(str(value))
