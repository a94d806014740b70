"""The forms of the pages, checked by the same rules as the API."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from marshmallow import ValidationError as NotValid
from wtforms import (
    EmailField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
    URLField,
)
from wtforms.validators import (
    AnyOf,
    DataRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from api import fields
from api.limits import LONGEST_TEXT
from moderation.lifecycle import STATUSES
from moderation.reasons import FOR_PEOPLE
from moderation.review import OUTCOMES
from moderation.views import safe_url

LONGEST_ADDRESS = 320


def clean(text: Any) -> str:
    """What a browser sent, as it can be stored: LF line ends, no control characters.

    The API refuses such characters; a person has pasted them unknowingly and could not
    find them, so that here they go without a word.
    """
    folded = str(text or "").replace("\r\n", "\n").replace("\r", "\n")
    return fields.FORBIDDEN.sub("", folded)


def one_line(text: Any) -> str:
    return " ".join(clean(text).split())


def web_address(text: Any) -> str:
    """People leave the scheme out."""
    url = one_line(text)
    has_scheme = re.match(r"[a-z][a-z0-9+.-]*:", url, re.IGNORECASE)
    return url if not url or has_scheme else f"https://{url}"


def is_email(_form: FlaskForm, field: Any) -> None:
    try:
        fields.EmailAddress(longest=LONGEST_ADDRESS).deserialize(field.data)
    except NotValid as error:
        raise ValidationError(_l("Enter a valid e-mail address.")) from error


def is_web_address(_form: FlaskForm, field: Any) -> None:
    if safe_url(field.data) is None:
        raise ValidationError(_l("Enter a web address that begins with https:// or http://."))


class UnshownEmail(EmailField):
    """An address that is taken in and never given out, not even to who typed it."""

    def _value(self) -> str:
        return ""


class CommentForm(FlaskForm):
    """The comment form under an article, with the field names that WordPress uses.

    No CSRF token: nobody's cookie authorises anything here.
    """

    class Meta:
        csrf = False

    comment = TextAreaField(
        _l("Comment *"),
        [DataRequired(_l("Write your comment.")), Length(max=LONGEST_TEXT)],
        filters=[clean],
        render_kw={"rows": 7},
    )
    author = StringField(
        _l("Name *"),
        [DataRequired(_l("Enter your name.")), Length(max=250)],
        filters=[one_line],
        render_kw={"autocomplete": "name"},
    )
    email = UnshownEmail(
        _l("E-mail *"),
        [DataRequired(_l("Enter your e-mail address.")), Length(max=LONGEST_ADDRESS), is_email],
        filters=[one_line],
        render_kw={"autocomplete": "email"},
    )
    url = URLField(
        _l("Website"),
        [Optional(), Length(max=2000), is_web_address],
        filters=[web_address],
        render_kw={"autocomplete": "url"},
    )
    # The trap: people neither see nor hear it, robots fill every field they find.
    subject = StringField(filters=[clean])
    opened = HiddenField()
    submit = SubmitField(_l("Leave a comment"))


class LoginForm(FlaskForm):
    """Signing in. The guard of the page has checked the CSRF token."""

    class Meta:
        csrf = False

    email = EmailField(
        _l("E-mail"),
        [DataRequired(), Length(max=LONGEST_ADDRESS)],
        filters=[one_line],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        _l("Password"),
        [DataRequired(), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )
    submit = SubmitField(_l("Sign in"))


class DecisionForm(FlaskForm):
    """A decision, and what its maker saw. The guard of the page has checked the CSRF token."""

    class Meta:
        csrf = False

    action = HiddenField(validators=[AnyOf(tuple(OUTCOMES))])
    reason = SelectField(choices=["", *FOR_PEOPLE], default="", validate_choice=True)
    expected_status = HiddenField(validators=[AnyOf(STATUSES)])
    expected_revision = IntegerField(validators=[NumberRange(1, 2**31 - 1)])
    # The token of the lease, which only a script can know
    lease = IntegerField(validators=[Optional(), NumberRange(1, 2**31 - 1)])
