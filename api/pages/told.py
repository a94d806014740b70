"""What the next page says happened."""

from flask import flash


def tell(text: str, undo: str | None = None) -> None:
    """Say `text` on the next page; `undo` names a decision that a button there takes back."""
    flash({"text": text, "undo": undo})  # type: ignore[arg-type]
