"""Decisions that one act made about many comments: what its maker had read of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime, now


class Batch(Base):
    """One act; its decisions carry its id. Rows are added, never changed.

    `read` comments were before its maker's eyes, `hard` of them hard to read. `promise` is
    what a random sample said of all, where there was one (`moderation.ranges.Promise`).
    """

    __tablename__ = "batch"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    moderator_id: Mapped[str] = mapped_column(ForeignKey("moderator.id", ondelete="CASCADE"))
    read: Mapped[int] = mapped_column()
    hard: Mapped[int] = mapped_column()
    promise: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (Index(None, "moderator_id", "created_at"),)
