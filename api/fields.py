"""Fields that keep hostile text out, each error naming what is wrong and how to mend it."""

import ipaddress
import re
from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError, fields, validate

# Characters that databases, feeds or terminals choke on: controls but tab and line ends,
# halves of surrogate pairs, and the two that are no characters.
UNWANTED = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff"
FORBIDDEN = re.compile(rf"[{UNWANTED}\ud800-\udfff]")
# The same rules for the document, in what JSON Schema calls a pattern.
ANY_TEXT = f"^[^{UNWANTED}]*$"
SOME_TEXT = rf"^[^{UNWANTED}]*[^{UNWANTED}\s][^{UNWANTED}]*$"
EMAIL = rf"^([^{UNWANTED}\s]+@[^{UNWANTED}\s]+)?$"
LANGUAGE = "^([A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3})?$"


class CleanText(fields.String):
    """Text without control characters or broken Unicode; `blank` allows only spaces."""

    pattern = ANY_TEXT

    def __init__(self, *, longest: int, blank: bool = False, **kwargs: Any) -> None:
        told = {"pattern": self.pattern if blank else SOME_TEXT} | kwargs.pop("metadata", {})
        super().__init__(validate=validate.Length(max=longest), metadata=told, **kwargs)
        self.blank = blank

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if found := FORBIDDEN.search(text):
            raise ValidationError(
                f"Contains U+{ord(found[0]):04X} at position {found.start()}; remove it."
            )
        if not self.blank and not text.strip():
            raise ValidationError("Is empty; send some text.")
        return text


class Optional(CleanText):
    """Text that may be missing, null or empty: all three mean that it was not given."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(longest=longest, blank=True, allow_none=True, **kwargs)


class Identifier(Optional):
    """A client's own id: text, or an integer that is read as text."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**20:
            value = str(value)
        return super()._deserialize(value, attr, data, **kwargs)


class EmailAddress(Optional):
    pattern = EMAIL

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).strip()
        name, _, domain = text.rpartition("@")
        if (text and not (name and domain)) or re.search(r"\s", text):
            raise ValidationError("Is not an e-mail address; send name@domain or leave it out.")
        return text


class IpAddress(Optional):
    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).strip()
        if not text:
            return text
        try:
            return str(ipaddress.ip_address(text))
        except ValueError as error:
            raise ValidationError("Is not an IPv4 or IPv6 address.") from error


class LanguageTag(Optional):
    pattern = LANGUAGE

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not re.fullmatch(LANGUAGE, text):
            raise ValidationError("Is not a language tag; send one such as fr or fr-CA.")
        return text.replace("_", "-")


class Moment(fields.AwareDateTime):
    """An ISO 8601 time; without an offset it is taken as UTC."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        moment: datetime = super()._deserialize(value, attr, data, **kwargs)
        try:
            return moment.astimezone(UTC)
        except OverflowError as error:
            raise ValidationError("Lies outside the years 1 to 9999 in UTC.") from error


class Trap(fields.Field[bool]):
    """A honeypot: true, or whatever text a robot wrote into the hidden field."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if isinstance(value, bool | str):
            return bool(value)
        raise ValidationError("Send true, false, or the text of the hidden field.")


class WholeNumber(fields.Integer):
    """An integer, also as JSON may write it: 2.0 is 2, while 2.5 and "2" are none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return super()._deserialize(value, attr, data, **kwargs)
