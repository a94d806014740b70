"""How a moderator likes the pages to be; it follows the person from browser to browser."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class Preference(Base):
    """A row for who chose anything; the defaults hold for all others."""

    __tablename__ = "preference"

    moderator_id: Mapped[str] = mapped_column(
        ForeignKey("moderator.id", ondelete="CASCADE"), primary_key=True
    )
    # `list` or `one`
    view: Mapped[str] = mapped_column(String(16))
    # Whether offensive words are blurred until asked for
    veil: Mapped[bool] = mapped_column()
    # Whether single keys decide
    keys: Mapped[bool] = mapped_column()
    # Whether a pause is suggested after much hard reading
    pauses: Mapped[bool] = mapped_column()
