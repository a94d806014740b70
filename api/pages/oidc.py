"""Signing in with an account of one's organisation (OpenID Connect), where that is set up.

The provider says who somebody is; whether they may come in, and what they may do, is decided
here: only an address that is a moderator's already opens anything. The one outbound call of
these pages goes to the issuer that the operator named.
"""

from typing import Any

import structlog
from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    redirect,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

import settings
from api.auth import public
from api.pages import errors, limits
from api.pages.login import let_in, safe_next
from moderation import moderators

log = structlog.get_logger(__name__)

NAME = "tamis-oidc"
# Where authlib keeps what it has to remember of an attempt
ATTEMPT = "_state_"
NEXT = "oidc-next"
# Seconds that the provider may take to answer
PATIENCE = 5
# Signatures that the provider alone can make; "none" and shared secrets are not among them.
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")

blueprint = Blueprint("oidc", __name__, url_prefix="/moderation/login/oidc")
# Open to everyone: the state and the nonce of each attempt are tied to the browser's cookie.
blueprint.before_request(public)
errors.pages_only(blueprint)


def register(app: Flask, config: settings.Settings) -> None:
    """Set the provider up, where one is named.

    Raises:
        settings.SettingsError: it is named by half, or the extra is not installed.
    """
    app.jinja_env.globals.update(oidc=is_set_up)
    if not config.oidc_issuer:
        return
    if not config.oidc_client_id:
        raise settings.SettingsError("TAMIS_OIDC_ISSUER needs TAMIS_OIDC_CLIENT_ID beside it.")
    app.extensions[NAME] = _client(app, config)


def is_set_up() -> bool:
    return NAME in current_app.extensions


@blueprint.get("")
@limits.limiter.limit(limits.SIGN_IN)
def start() -> ResponseReturnValue:
    """Lead the browser to the provider."""
    client = _provider()
    # Attempts that were given up would fill the cookie.
    for name in [name for name in session if name.startswith(ATTEMPT)]:
        del session[name]
    session[NEXT] = safe_next()
    back = url_for("oidc.callback", _external=True)
    try:
        led: Response = client.authorize_redirect(back)
    except Exception as error:
        return _refused(error)
    return led


@blueprint.get("/callback")
@limits.limiter.limit(limits.SIGN_IN)
def callback() -> ResponseReturnValue:
    """Take the provider's word for an address, and open a session if it is a moderator's."""
    client, onward = _provider(), session.get(NEXT)
    try:
        claims = _claims(client)
    except Exception as error:
        # The network, the provider and the token have errors of their own; all mean no.
        return _refused(error)
    email = _verified_address(claims)
    secret = moderators.let_in(email, request.user_agent.string) if email else None
    if secret is None:
        return _refused(None)
    let_in(secret)
    return redirect(onward or url_for("dashboard.queue"), 303)


def _claims(client: Any) -> dict[str, Any]:
    """What the signed token says; authlib checks signature, issuer, audience, time and nonce."""
    metadata = client.load_server_metadata()
    offered = metadata.get("id_token_signing_alg_values_supported") or SIGNATURES
    metadata["id_token_signing_alg_values_supported"] = [
        name for name in offered if name in SIGNATURES
    ]
    issuer = {"iss": {"essential": True, "value": client.issuer}}
    found: dict[str, Any] = client.authorize_access_token(claims_options=issuer)["userinfo"]
    return found


def _verified_address(claims: dict[str, Any]) -> str | None:
    email = claims.get("email")
    return email if isinstance(email, str) and claims.get("email_verified") is True else None


def _client(app: Flask, config: settings.Settings) -> Any:
    try:
        from authlib.integrations.flask_client import OAuth
    except ImportError as error:
        raise settings.SettingsError(
            "TAMIS_OIDC_ISSUER is set, but authlib is missing: install requirements-oidc.lock."
        ) from error
    issuer = config.oidc_issuer.rstrip("/")
    client = OAuth(app).register(
        "tamis",
        client_id=config.oidc_client_id,
        client_secret=config.oidc_client_secret,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )
    client.issuer = config.oidc_issuer
    return client


def _provider() -> Any:
    if not is_set_up():
        abort(404)
    return current_app.extensions[NAME]


def _refused(error: Exception | None) -> Response:
    log.warning("oidc_refused", why=type(error).__name__ if error else "unknown_address")
    return errors.page(403, special=errors.not_let_in)
