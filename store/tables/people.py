"""Moderators, their tokens and their open sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime, new_id, now


class Moderator(Base):
    """`role` is `admin` (every site) or `moderator` (the sites of `ModeratorSite`)."""

    __tablename__ = "moderator"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(16), default="moderator")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class ModeratorSite(Base):
    __tablename__ = "moderator_site"

    moderator_id: Mapped[str] = mapped_column(
        ForeignKey("moderator.id", ondelete="CASCADE"), primary_key=True
    )
    site_id: Mapped[str] = mapped_column(
        ForeignKey("site.id", ondelete="CASCADE"), primary_key=True
    )


class ModeratorToken(Base):
    __tablename__ = "moderator_token"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    moderator_id: Mapped[str] = mapped_column(
        ForeignKey("moderator.id", ondelete="CASCADE"), index=True
    )
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LoginSession(Base):
    """An open sign-in; deleting the row signs that browser out."""

    __tablename__ = "login_session"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    moderator_id: Mapped[str] = mapped_column(
        ForeignKey("moderator.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
