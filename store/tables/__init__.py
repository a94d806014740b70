"""The tables, one idea a file. Importing this package registers them all."""

from store.tables.audit import Audit
from store.tables.batch import Batch
from store.tables.callback import Callback
from store.tables.comment import Comment, Report
from store.tables.decision import Decision
from store.tables.delivery import Delivery
from store.tables.feedback import Feedback
from store.tables.lease import Lease
from store.tables.operations import Counter, Heartbeat
from store.tables.people import (
    Invitation,
    LoginSession,
    Moderator,
    ModeratorSite,
    ModeratorToken,
)
from store.tables.preference import Preference
from store.tables.signature import Signature
from store.tables.site import Site, SiteKey

__all__ = [
    "Audit",
    "Batch",
    "Callback",
    "Comment",
    "Counter",
    "Decision",
    "Delivery",
    "Feedback",
    "Heartbeat",
    "Invitation",
    "Lease",
    "LoginSession",
    "Moderator",
    "ModeratorSite",
    "ModeratorToken",
    "Preference",
    "Report",
    "Signature",
    "Site",
    "SiteKey",
]
