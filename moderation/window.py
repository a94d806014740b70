"""The undo window: for how long the outside is not told of what a person decided."""

from datetime import datetime

from moderation import policies
from store import decisions
from store.engine import Session
from store.tables import Decision, Site


def still_held(session: Session, decision_id: str | None, moment: datetime) -> Decision | None:
    """The decision, if the outside has not been told of it at `moment`."""
    found = decisions.get(session, decision_id) if decision_id else None
    held = found is not None and found.held_until is not None and found.held_until > moment
    return found if held else None


def end_of(
    site: Site, actor: str, takes_back: Decision | None, moment: datetime
) -> datetime | None:
    """Until when a decision made at `moment` is held; None: the outside is told at once.

    Only a moderator's own decisions wait: the model has no second thoughts, and a site's
    people act outside already. Who takes back what is still held holds no longer than that:
    the two cancel each other, and there is nothing to tell.
    """
    if actor != "moderator":
        return None
    if takes_back:
        return takes_back.held_until
    window = policies.undo_window(site)
    return moment + window if window else None
