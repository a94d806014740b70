"""The append-only log of every move a comment makes."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime, new_id, now

HELD = text("held_until IS NOT NULL")


class Decision(Base):
    """One move: who, from where to where, why and when. Rows are added, never changed.

    `actor` is `model`, `moderator`, `reader`, `site` or `system`. `seq` numbers the moves
    of a site in the order of their commits; it is the cursor of the changes feed.
    """

    __tablename__ = "decision"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    site_id: Mapped[str] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    seq: Mapped[int] = mapped_column()
    comment_id: Mapped[str] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    revision: Mapped[int] = mapped_column()
    action: Mapped[str] = mapped_column(String(16))
    actor: Mapped[str] = mapped_column(String(16))
    moderator_id: Mapped[str | None] = mapped_column(
        ForeignKey("moderator.id", ondelete="SET NULL")
    )
    from_status: Mapped[str] = mapped_column(String(16))
    to_status: Mapped[str] = mapped_column(String(16))
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str | None] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(String(64))
    policy: Mapped[str | None] = mapped_column(String(64))
    undoes: Mapped[str | None] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # Until then nobody outside is told of it; None where they are told at once.
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("site_id", "seq"),
        # Two people can press undo at once; one of them wins.
        UniqueConstraint("undoes"),
        Index(None, "moderator_id", "created_at"),
        # The overview counts moves by whom and to where, over days, from this index alone.
        Index(None, "site_id", "actor", "created_at", "action", "to_status"),
        # Few are held at any time: what asks for them must not walk the whole log.
        Index(None, "site_id", "held_until", sqlite_where=HELD, postgresql_where=HELD),
    )
