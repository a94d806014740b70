"""What every list of cards needs, whatever it lists."""

from collections.abc import Sequence
from typing import Any

from flask import request

from api.auth import current_person
from api.pages import filters, preferences
from api.pages.cards import cards, faults
from api.pages.filters import Wanted
from moderation import exposure
from store.tables import Comment

# How many comments a page has; a script fetches the next before they run out.
PAGE = 25


def parts(found: Sequence[Comment], after: str | None, wanted: Wanted) -> dict[str, Any]:
    """`after` is the cursor of the next page, None on the last."""
    today = exposure.of(current_person())
    return {
        **filters.parts(wanted),
        "comments": cards(found),
        "following": after,
        "sites": current_person().site_ids,
        "reasons": faults(),
        "back": request.full_path.rstrip("?"),
        "today": today,
        "pause": preferences.suggests_pause(today),
    }
