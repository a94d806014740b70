"""What clients show their administrators: the account, its use, its figures.

Nothing is sold here, so there is no limit and nothing to pay.
"""

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

from api.dropin.akismet.call import Call
from moderation import tallies
from moderation.tallies import Tally
from store.base import now
from store.tables import Site

# Months told for each span that clients ask for; what is older is not counted again.
SPANS = {"60-days": 2, "6-months": 6, "all": 12}
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
COLUMNS = ("site", "api_calls", "spam", "ham", "missed_spam", "false_positives", "is_revoked")


def subscription(site: Site) -> dict[str, Any]:
    return {
        "account_id": 1,
        "account_name": site.name,
        "account_type": "tamis",
        "status": "active",
        "next_billing_date": False,
        "limit_reached": False,
    }


def stats(site: Site, span: str) -> dict[str, Any]:
    """Figures over the last calendar months; an unknown span is six months."""
    by_month = {
        f"{month:%Y-%m}": tallies.of_month(site, month)
        for month in tallies.months(SPANS.get(span, 6))
    }
    whole = sum(by_month.values(), Tally())
    # Nobody measured how long people would have needed, so no time is claimed as saved.
    figures = _figures(whole) | {"accuracy": f"{whole.accuracy:.2f}", "time_saved": 0}
    return figures | {"breakdown": {name: _figures(tally) for name, tally in by_month.items()}}


def usage(site: Site, *, extended: bool) -> dict[str, Any]:
    used = tallies.of_month(site, now()).checked
    plain = {"limit": "none", "usage": used, "percentage": "0.0", "throttled": False}
    return plain | ({"notice_level": None, "upgrade": False} if extended else {})


def sites_of_key(site: Site, call: Call) -> dict[str, Any]:
    """One row: a key belongs to one site here. Its month is this one unless the call says."""
    asked = MONTH.fullmatch(call["month"])
    month = datetime(int(asked[1]), int(asked[2]), 1, tzinfo=UTC) if asked else now()
    tally = tallies.of_month(site, month)
    name = site.url or site.id
    row = {"site": name, "api_calls": tally.checked} | _figures(tally) | {"is_revoked": False}
    offset = _number(call["offset"], 0)
    rows = [row] if call["filter"].lower() in name.lower() and offset == 0 else []
    limit = _number(call["limit"], 500)
    return {f"{month:%Y-%m}": rows, "limit": limit, "offset": offset, "total": 1}


def as_csv(listing: dict[str, Any]) -> str:
    """A line that names the month, one that names the columns, then the rows."""
    month, rows = next(iter(listing.items()))
    out = io.StringIO()
    out.write(f"Active sites for {month}\n")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _figures(tally: Tally) -> dict[str, int]:
    return {
        "spam": tally.spam,
        "ham": tally.ham,
        "missed_spam": tally.missed_spam,
        "false_positives": tally.false_positives,
    }


def _number(given: str, otherwise: int) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else otherwise
