"""The application factory: everything that serves HTTP, put together in one place."""

import secrets
import uuid

import structlog
from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

import settings
from api import (
    auth,
    batch,
    changes,
    comments,
    dropin,
    leases,
    operations,
    pages,
    problems,
    public,
    queue,
)
from api.contract import Document
from api.limits import LARGEST_BODY

log = structlog.get_logger(__name__)


def create_app(config: settings.Settings | None = None) -> Flask:
    """The WSGI application for these settings."""
    config = config or settings.current()
    app = Flask(__name__)
    app.config.update(_flask_config(config))
    app.json.sort_keys = False  # type: ignore[attr-defined]
    auth.csrf.init_app(app)
    _behind_proxies(app, config.trusted_proxies)
    problems.register(app)
    _register_api(app)
    app.register_blueprint(operations.blueprint)
    dropin.register(app)
    pages.register(app, config)
    app.before_request(_begin)
    app.after_request(_finish)
    return app


def _flask_config(config: settings.Settings) -> dict[str, object]:
    return {
        # Without a key sessions end with this process; `tamis doctor` says so.
        "SECRET_KEY": config.secret_key or secrets.token_hex(32),
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "SESSION_COOKIE_NAME": "tamis",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.secure_cookies,
        # Guards call csrf.protect() themselves, where a cookie is what authorises.
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "API_TITLE": "tamis",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/",
    }


class SiteId(BaseConverter):
    """A site's id in a path; anything else is a plain 404 and never reaches the database."""

    regex = "[a-z0-9-]{1,64}"


def _register_api(app: Flask) -> None:
    app.url_map.converters["site"] = SiteId
    document = Document(app, spec_kwargs={"security": [{"siteKey": []}, {"moderatorToken": []}]})
    bearer = {"type": "http", "scheme": "bearer"}
    document.spec.components.security_scheme("siteKey", bearer)
    document.spec.components.security_scheme("moderatorToken", bearer)
    document.register_converter(SiteId, lambda converter: {"type": "string"})
    for part in (comments, batch, changes, queue, leases, public):
        document.register_blueprint(part.blueprint)


def _behind_proxies(app: Flask, trusted: int) -> None:
    """Believe X-Forwarded-* only from as many proxies as the operator named."""
    if trusted:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted, x_prefix=trusted
        )


def _begin() -> None:
    g.request_id = str(uuid.uuid4())
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    comment_id = (request.view_args or {}).get("comment_id")
    log.info(
        "request",
        method=request.method,
        route=request.url_rule.rule if request.url_rule else None,
        status=response.status_code,
        **({"comment_id": str(comment_id)} if comment_id else {}),
    )
    return response
