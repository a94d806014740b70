"""The forms about people, sites and one's own account. Guards have checked the CSRF token."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    EmailField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    URLField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import (
    DataRequired,
    EqualTo,
    Length,
    Optional,
    Regexp,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from api.pages import office_words
from api.pages.forms import LONGEST_ADDRESS, is_email, is_web_address, one_line, web_address
from moderation import keys, moderators, passwords, sites
from store.tables import Site

TOO_SHORT = _l("Use at least %(min)d characters.")


class OfficeForm(FlaskForm):
    class Meta:
        csrf = False


class Checks(SelectMultipleField):
    """Several choices, each with its own box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def is_no_address(form: FlaskForm, field: Any) -> None:
    if passwords.is_guessable(field.data or "", getattr(form, "address", "")):
        raise ValidationError(_l("Use something else than your e-mail address."))


def new_password(label: Any) -> PasswordField:
    return PasswordField(
        label,
        [
            DataRequired(_l("Choose a password.")),
            Length(min=passwords.SHORTEST, message=TOO_SHORT),
            Length(max=passwords.LONGEST),
            is_no_address,
        ],
        render_kw={"autocomplete": "new-password"},
    )


def again(name: str) -> PasswordField:
    return PasswordField(
        _l("The new password again"),
        [EqualTo(name, _l("The two passwords differ."))],
        render_kw={"autocomplete": "new-password"},
    )


def called() -> StringField:
    return StringField(
        _l("Name"),
        [DataRequired(_l("Enter a name.")), Length(max=sites.LONGEST_NAME)],
        filters=[one_line],
        render_kw={"autocomplete": "off"},
    )


class GrantForm(OfficeForm):
    """A role, and the sites that go with it."""

    role = SelectField(
        _l("Role"),
        choices=[SelectChoice(*role) for role in office_words.ROLES.items()],
        default=moderators.ROLES[0],
    )
    sites = Checks(_l("Sites"), validators=[Optional()])

    def __init__(self, known: Sequence[Site], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites.choices = [SelectChoice(site.id, site.name) for site in known]


class InviteForm(GrantForm):
    email = EmailField(
        _l("E-mail"),
        [DataRequired(_l("Enter an e-mail address.")), Length(max=LONGEST_ADDRESS), is_email],
        filters=[one_line],
        render_kw={"autocomplete": "off"},
    )


class PersonForm(GrantForm):
    name = StringField(
        _l("Name"),
        [Length(max=sites.LONGEST_NAME)],
        filters=[one_line],
        render_kw={"autocomplete": "off"},
    )


class AcceptForm(OfficeForm):
    """A new person's name and password; `address` is the one that was invited."""

    name = called()
    password = new_password(_l("Password"))
    repeated = again("password")

    def __init__(self, address: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address


class NameForm(OfficeForm):
    name = called()


class PasswordForm(OfficeForm):
    """Another password for who knows the old one; `address` is their own."""

    old = PasswordField(
        _l("Your password so far"),
        [DataRequired(_l("Enter your password.")), Length(max=passwords.LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    new = new_password(_l("New password"))
    repeated = again("new")

    def __init__(self, address: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address


class SiteForm(OfficeForm):
    name = called()
    url = URLField(
        _l("Address"),
        [Optional(), Length(max=sites.LONGEST_URL), is_web_address],
        filters=[web_address],
    )
    language = StringField(
        _l("Language"),
        [
            DataRequired(_l("Use a language tag such as fr or fr-CA.")),
            Length(max=35),
            Regexp(
                rf"^{sites.LANGUAGE.pattern}\Z", 0, _l("Use a language tag such as fr or fr-CA.")
            ),
        ],
        filters=[one_line],
        default="fr",
    )


class NewSiteForm(SiteForm):
    id = StringField(
        _l("Short name"),
        [
            Regexp(
                rf"^{sites.ID.pattern}\Z",
                0,
                _l("Use 1 to 64 lower-case letters, digits and hyphens."),
            )
        ],
        filters=[one_line],
        render_kw={"autocomplete": "off"},
    )


class WebhookForm(OfficeForm):
    webhook = URLField(
        _l("Address that is told of every decision"),
        [Optional(), Length(max=sites.LONGEST_URL), is_web_address],
        filters=[web_address],
    )


class KeyForm(OfficeForm):
    kind = SelectField(_l("For"), choices=list(keys.MAKERS), default=next(iter(keys.MAKERS)))
