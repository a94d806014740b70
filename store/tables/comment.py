"""Comments as readers wrote them, and readers' reports about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime, new_id, now

# What the moderation queue shows
WAITING = "status = 'flagged' AND deleted_at IS NULL"


def _where(condition: str) -> dict[str, Any]:
    """For an index of the rows that meet `condition` alone."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Comment(Base):
    """One comment; `status` is the projection of its decisions.

    `text` is kept as given, never as HTML. `author_email`, `ip` and `context` are for
    judging only: nothing that answers a reader or a log may hold them.
    """

    __tablename__ = "comment"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    site_id: Mapped[str] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(16), default="pending")

    # What the site sent
    thread: Mapped[str] = mapped_column(String(2000))
    parent: Mapped[str | None] = mapped_column(String(200))
    external_id: Mapped[str | None] = mapped_column(String(200))
    idempotency_key: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    # Of what the client first sent: the same key with another text is a conflict.
    sent_hash: Mapped[str] = mapped_column(String(64))
    # Of the text with case, spacing and punctuation folded: finds the same text again.
    text_hash: Mapped[str] = mapped_column(String(64))
    author_name: Mapped[str | None] = mapped_column(String(250))
    author_email: Mapped[str | None] = mapped_column(String(320))
    author_url: Mapped[str | None] = mapped_column(String(2000))
    author_id: Mapped[str | None] = mapped_column(String(200))
    ip: Mapped[str | None] = mapped_column(String(45))
    language: Mapped[str | None] = mapped_column(String(35))
    context: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    posted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # Counts the texts this comment has had: a decision about another text must not stand.
    revision: Mapped[int] = mapped_column(default=1)

    # How far its scoring is
    queue: Mapped[str] = mapped_column(String(16), default="live")
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    # The verdict in force
    scores: Mapped[dict[str, float] | None] = mapped_column(JSON)
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    # The first reason, alone and indexed: the moderation queue is filtered by it.
    main_reason: Mapped[str | None] = mapped_column(String(64))
    # 0 before it is scored: the queue is ordered by them, and databases disagree where NULL goes
    harm: Mapped[float | None] = mapped_column(default=0.0)
    doubt: Mapped[float | None] = mapped_column(default=0.0)
    detected_language: Mapped[str | None] = mapped_column(String(35))
    model: Mapped[str | None] = mapped_column(String(64))
    policy: Mapped[str | None] = mapped_column(String(64))
    decided_by: Mapped[str | None] = mapped_column(String(64))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # From when readers see it, once it is approved; None: at once. Says nothing in other states.
    public_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("site_id", "external_id"),
        UniqueConstraint("site_id", "idempotency_key"),
        Index(None, "site_id", "status", "id"),
        Index(None, "site_id", "thread", "status", "id"),
        Index(None, "site_id", "text_hash", "id"),
        # What stands under one address: how much of each status, and the newest of it
        Index(None, "site_id", "author_email", "status", "id"),
        Index(None, "site_id", "author_id", "status", "id", **_where("author_id IS NOT NULL")),
        Index(None, "status", "created_at"),
        # The moderation queue: few rows of many, read in three orders and counted by reason
        Index(None, "site_id", "harm", "id", **_where(WAITING)),
        Index(None, "site_id", "doubt", "id", **_where(WAITING)),
        Index(None, "site_id", "main_reason", "id", **_where(WAITING)),
    )


class Report(Base):
    """A reader says that an approved comment is wrong; one report a reader counts."""

    __tablename__ = "report"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    comment_id: Mapped[str] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    reporter: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (UniqueConstraint("comment_id", "reporter"),)
