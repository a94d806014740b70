"""Who is looking at a comment, for as long as they show themselves."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class Lease(Base):
    """`token` only grows, and outlives `until`: by it a late holder is known as late.

    A row stays for as long as its comment does, so that no number is ever given twice.
    """

    __tablename__ = "lease"

    comment_id: Mapped[str] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True
    )
    moderator_id: Mapped[str | None] = mapped_column(
        ForeignKey("moderator.id", ondelete="SET NULL")
    )
    token: Mapped[int] = mapped_column(default=1)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
