"""The French catalogue says everything that the pages say."""

import re
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale, gettext

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "api" / "translations" / "fr" / "LC_MESSAGES" / "messages.po"

Id = str | tuple[str, ...]
# An ordinary space where French has one that does not break
LOOSE = re.compile(r" (?:%%|[;:?!»])|« ")


def said() -> set[Id]:
    """Every message that code and templates hold."""
    methods, options = _mapping()
    keywords = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(str(ROOT / "api"), methods, options, keywords)
    return {message for _, _, message, *_ in found}


def _mapping() -> Any:
    with (ROOT / "babel.cfg").open() as file:
        return parse_mapping_cfg(file)  # type: ignore[no-untyped-call]


def translated() -> list[Message]:
    with CATALOGUE.open("rb") as file:
        return [message for message in read_po(file, locale="fr") if message.id]


def key(message: Message) -> Id:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def test_nothing_is_missing_and_nothing_is_left_over() -> None:
    assert {key(message) for message in translated()} == said()
    # The extraction itself works: these stand in code, in a template, in a plural.
    assert {"Comment approved.", "Sign out", ("%(num)s comment", "%(num)s comments")} <= said()


def test_every_message_is_translated_and_none_is_guessed() -> None:
    for message in translated():
        texts = [message.string] if isinstance(message.string, str) else message.string
        assert texts and all(texts), message.id
        assert not message.fuzzy, message.id


def test_no_french_sign_can_be_cut_from_its_word() -> None:
    texts = [m.string if isinstance(m.string, str) else " ".join(m.string) for m in translated()]
    assert not [text for text in texts if LOOSE.search(text)]


def test_every_placeholder_survives() -> None:
    for message in translated():
        assert not list(message.check()), message.id


def test_the_compiled_catalogue_is_in_use(app: Flask) -> None:
    with app.test_request_context(), force_locale("fr"):
        assert gettext("Sign out") == "Se déconnecter"
