"""The audit log: who changed what about people, sites, keys and policies.

Every change is noted in the transaction that makes it, so that neither exists without the
other. Secrets and e-mail addresses never stand in it: people are named by their id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store import audit, invitations, people
from store.engine import Session, reading
from store.tables import Audit

# What is only ever noted as changed, never shown
HIDDEN = frozenset({"password", "webhook_secret"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a change: a `moderator`, or whoever runs the `tamis` command."""

    kind: str
    moderator_id: str | None = None


COMMAND = Actor("command")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, with what the ids in it mean to people; None where nobody knows any more."""

    row: Audit
    who: str | None
    subject: str | None


def note(
    session: Session,
    by: Actor,
    action: str,
    kind: str,
    subject: str,
    changes: Mapping[str, Sequence[Any]] | None = None,
) -> None:
    """Add a row to the log; `changes` maps what changed to (from, to)."""
    shown = {
        name: [None, None] if name in HIDDEN else list(pair)
        for name, pair in (changes or {}).items()
    }
    row = Audit(
        actor=by.kind,
        moderator_id=by.moderator_id,
        action=action,
        kind=kind,
        subject=subject,
        changes=shown,
    )
    audit.append(session, row)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """(from, to) of everything that differs; None stands for what is not there."""
    names = dict.fromkeys([*before, *after])
    return {
        name: [before.get(name), after.get(name)]
        for name in names
        if before.get(name) != after.get(name)
    }


def page(after: str | None = None, limit: int = 50) -> list[Entry]:
    """Up to `limit` changes, newest first, beginning behind the id `after`."""
    with reading() as session:
        rows = audit.newest(session, after, limit)
        named = _names(session, rows)
    return [
        Entry(row, named.get(row.moderator_id or ""), named.get(row.subject, row.subject))
        for row in rows
    ]


def _names(session: Session, rows: Sequence[Audit]) -> dict[str, str]:
    """What people are called, by id: admins see each other's names, else addresses."""
    ids = {row.moderator_id or "" for row in rows} | {row.subject for row in rows}
    invited = {found.id: found.email for found in invitations.by_ids(session, ids)}
    return invited | {found.id: found.name or found.email for found in people.by_ids(session, ids)}
