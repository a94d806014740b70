"""Where the client that asked about a comment wants to hear of a later verdict."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base


class Callback(Base):
    """`told` is the client's present belief: `true` (spam), `false`, or `held`.

    A comment begins as `held`, which is what a client is answered if all else fails: so a
    process that dies between verdict and answer leaves a message to send, never none.
    """

    __tablename__ = "callback"

    comment_id: Mapped[str] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True
    )
    # The key that the check came with: the site knows tamis by it
    key_id: Mapped[str] = mapped_column(ForeignKey("site_key.id", ondelete="CASCADE"), index=True)
    url: Mapped[str] = mapped_column(String(2000))
    told: Mapped[str] = mapped_column(String(8), default="held")
