"""The tables, one idea a file. Importing this package registers them all."""

from store.tables.callback import Callback
from store.tables.comment import Comment, Report
from store.tables.decision import Decision
from store.tables.delivery import Delivery
from store.tables.feedback import Feedback
from store.tables.operations import Counter, Heartbeat
from store.tables.people import LoginSession, Moderator, ModeratorSite, ModeratorToken
from store.tables.signature import Signature
from store.tables.site import Site, SiteKey

__all__ = [
    "Callback",
    "Comment",
    "Counter",
    "Decision",
    "Delivery",
    "Feedback",
    "Heartbeat",
    "LoginSession",
    "Moderator",
    "ModeratorSite",
    "ModeratorToken",
    "Report",
    "Signature",
    "Site",
    "SiteKey",
]
