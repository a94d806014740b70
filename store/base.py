"""What every table shares: naming of constraints, UTC times, ids that sort by age."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator
from uuid6 import uuid7

# Named constraints can be dropped by a later migration on both databases.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """A time that is aware and in UTC on both databases; SQLite alone would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def wall_clock() -> datetime:
    return datetime.now(UTC)


# The one clock of every room: whoever must see time pass, as tests do, sets it.
clock: Callable[[], datetime] = wall_clock


def now() -> datetime:
    return clock()


def new_id() -> str:
    """A UUIDv7 as text, 36 characters: later ids sort after earlier ones."""
    return str(uuid7())


def first_id_of(moment: datetime) -> str:
    """The least id that can be made from `moment` on, to ask an index of ids for a time."""
    digits = f"{int(moment.timestamp() * 1000):012x}"
    return f"{digits[:8]}-{digits[8:]}-0000-0000-000000000000"
