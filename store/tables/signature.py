"""What makes a comment findable by those that are like it."""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base

# Each is indexed with the row's number, so that the newest of a crowd are read first.
BANDS = tuple(f"band_{number}" for number in range(8))
CONTACTS = tuple(f"contact_{number}" for number in range(2))


class Signature(Base):
    """Hashes of a scored comment's text, of one site: no word can be read back from them.

    `words` is the set that comments are compared by; comments with a band or a contact in
    common are worth comparing.
    """

    __tablename__ = "signature"

    # Rises with time. SQLite numbers rows by itself only in a column of this very type.
    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    comment_id: Mapped[str] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), unique=True
    )
    words: Mapped[bytes] = mapped_column(LargeBinary)
    band_0: Mapped[int | None] = mapped_column(BigInteger)
    band_1: Mapped[int | None] = mapped_column(BigInteger)
    band_2: Mapped[int | None] = mapped_column(BigInteger)
    band_3: Mapped[int | None] = mapped_column(BigInteger)
    band_4: Mapped[int | None] = mapped_column(BigInteger)
    band_5: Mapped[int | None] = mapped_column(BigInteger)
    band_6: Mapped[int | None] = mapped_column(BigInteger)
    band_7: Mapped[int | None] = mapped_column(BigInteger)
    contact_0: Mapped[int | None] = mapped_column(BigInteger)
    contact_1: Mapped[int | None] = mapped_column(BigInteger)

    # Copied from the comment's status by every move, so that the few that wait have small
    # indexes of their own: groups are looked for among them alone.
    flagged: Mapped[bool] = mapped_column()

    __table_args__ = (
        *(Index(None, name, "number") for name in (*BANDS, *CONTACTS)),
        *(
            Index(
                f"ix_signature_{name}_flagged",
                name,
                sqlite_where=text("flagged = 1"),
                postgresql_where=text("flagged"),
            )
            for name in (*BANDS, *CONTACTS)
        ),
    )
