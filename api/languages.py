"""French or English: the two languages that tamis speaks."""

from flask import request

SPOKEN = ("fr", "en")


def preferred(default: str = "en") -> str:
    """The spoken language that the client asks for in Accept-Language."""
    return request.accept_languages.best_match(SPOKEN, default) or default
