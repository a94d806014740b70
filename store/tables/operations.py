"""Small facts about the service itself, shared by all its processes."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class Counter(Base):
    """A number that only grows, such as messages that the broker would not take."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, default=0)


class Heartbeat(Base):
    """When a kind of process (`worker`, `beat`) last said that it lives."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
