"""How often somebody may try to sign in, or to use an invitation.

Counted in Redis for all processes together; while Redis is down each process counts for
itself, so that it neither answers 500 nor leaves the door unwatched.
"""

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

import settings
from moderation.words import digest

SIGN_IN = "10 per minute"
INVITATION = "30 per minute"

limiter = Limiter(
    get_remote_address,
    strategy="moving-window",
    in_memory_fallback_enabled=True,
    key_prefix="tamis",
)


def register(app: Flask, config: settings.Settings) -> None:
    app.config["RATELIMIT_STORAGE_URI"] = config.redis_url
    if config.redis_url.startswith("redis"):
        patience = {"socket_connect_timeout": 1, "socket_timeout": 1}
        app.config["RATELIMIT_STORAGE_OPTIONS"] = patience
    limiter.init_app(app)


def address() -> str:
    """Whom a sign-in names: hashed, because the address is personal and leaves for Redis."""
    return digest(request.form.get("email", "").strip().lower())
