"""Which language a page speaks: as asked for, as remembered, as the browser prefers."""

from urllib.parse import urlencode

from babel.support import NullTranslations
from flask import Flask, Response, request
from flask_babel import get_translations

from api.languages import SPOKEN, preferred

COOKIE = "lang"
A_YEAR = 365 * 24 * 3600
# A French newspaper's page is French for every reader.
FRENCH_ONLY = "demo"
KNOWN, CATALOGUE = "tamis.language", "tamis.catalogue"


def current() -> str:
    """The page's language: `?lang=`, else the cookie, else Accept-Language, else French."""
    # Asked for by each sentence of a page; told anew only for each request.
    if KNOWN not in request.environ:
        request.environ[KNOWN] = _asked()
    return str(request.environ[KNOWN])


def speak(app: Flask) -> None:
    """Let templates look their sentences up in a catalogue that is found once a request: a list
    of comments has hundreds of them, and finding it took longer than looking up."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _catalogue().ugettext(text),
        lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )


def _catalogue() -> NullTranslations:
    environ = request.environ
    if CATALOGUE not in environ:
        environ[CATALOGUE] = get_translations()
    catalogue: NullTranslations = environ[CATALOGUE]
    return catalogue


def _asked() -> str:
    if request.blueprint == FRENCH_ONLY:
        return "fr"
    for asked in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if asked in SPOKEN:
            return asked
    return preferred(default="fr")


def other() -> tuple[str, str]:
    """The other language, and this page's address in it."""
    code = next(code for code in SPOKEN if code != current())
    # A page that a form led to cannot be asked for again: its other language is the front page.
    path = request.path if request.method == "GET" else "/"
    query = {**request.args, "lang": code} if request.method == "GET" else {"lang": code}
    return code, f"{request.script_root}{path}?{urlencode(query)}"


def timezone() -> str:
    """Where the reader's clock is: known only for the newspaper."""
    return "Europe/Paris" if request.blueprint == FRENCH_ONLY else "UTC"


def remember(response: Response) -> Response:
    """Keep an explicit choice for the next pages."""
    asked = request.args.get("lang")
    if asked in SPOKEN and response.mimetype == "text/html":
        secure = request.is_secure
        response.set_cookie(COOKIE, asked, A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response
