"""Moderators, how they are invited, their tokens and their open sessions."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime, new_id, now


class Moderator(Base):
    """`role` is `admin` (every site) or `moderator` (the sites of `ModeratorSite`).

    Nobody is ever deleted, because decisions name their makers: who leaves is deactivated,
    and nothing that they hold opens anything from then on.
    """

    __tablename__ = "moderator"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(16), default="moderator")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


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
    # What the browser calls itself, so that its owner knows it again
    browser: Mapped[str] = mapped_column(String(200), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Invitation(Base):
    """A link by which somebody chooses a password, once.

    `moderator_id` is whom it is for where that person is here already, else who came of it.
    `closed_at`: used or withdrawn.
    """

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(320), index=True)
    role: Mapped[str] = mapped_column(String(16))
    sites: Mapped[list[str]] = mapped_column(JSON, default=list)
    moderator_id: Mapped[str | None] = mapped_column(
        ForeignKey("moderator.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
