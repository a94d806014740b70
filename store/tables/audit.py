"""What people and commands changed about people, sites, keys and policies."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime, new_id, now


class Audit(Base):
    """One change, never altered afterwards.

    `actor` is `moderator` (with `moderator_id`) or `command`. `subject` is the id of a
    `kind`: `site`, `moderator`, `invitation`. `changes` maps what changed to [from, to];
    it holds neither a secret nor an e-mail address.
    """

    __tablename__ = "audit"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    actor: Mapped[str] = mapped_column(String(16))
    moderator_id: Mapped[str | None] = mapped_column(
        ForeignKey("moderator.id", ondelete="SET NULL"), index=True
    )
    action: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(64))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
