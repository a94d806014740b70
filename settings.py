"""Every setting of tamis, read once from the environment.

Any setting may be given by file instead: `NAME_FILE=/run/secrets/name` reads `NAME` from
that file (the convention of Docker secrets). All bad settings are reported together,
because fixing them one restart at a time is misery.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import cast

from environs import EnvValidationError, FileAwareEnv
from marshmallow.validate import OneOf, Range


class SettingsError(Exception):
    """The environment does not describe a service that could run; the text says why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator can set. Secrets stay out of `repr`, so that no log shows one."""

    data: Path
    host: str
    port: int
    redis_url: str = field(repr=False)
    broker_url: str = field(repr=False)
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    web_workers: int
    web_threads: int
    worker_concurrency: int
    trusted_proxies: int
    secure_cookies: bool
    allow_private_webhooks: bool
    keep_personal_days: int
    log_format: str
    log_level: str
    model: Path | None
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str = field(repr=False)


def read() -> Settings:
    """Build the settings from the environment.

    Raises:
        SettingsError: some variable is malformed, or a `NAME_FILE` cannot be read.
    """
    env = FileAwareEnv(eager=False, strip_whitespace=True)
    try:
        settings = _settings(env)
        env.seal()
    except EnvValidationError as error:
        raise SettingsError(_plain(error)) from error
    except (OSError, ValueError) as error:
        raise SettingsError(f"A setting that names a file cannot be read: {error}") from error
    return settings


@lru_cache(maxsize=1)
def current() -> Settings:
    """The settings of this process, read at the first call."""
    return read()


def _settings(env: FileAwareEnv) -> Settings:
    data = env.path("TAMIS_DATA", Path("var"))
    redis_url = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
    return Settings(
        data=data,
        host=env.str("HOST", "127.0.0.1"),
        port=env.int("PORT", 8000, validate=Range(1, 65535)),
        redis_url=redis_url,
        broker_url=env.str("TAMIS_BROKER_URL", redis_url),
        database_url=env.str("TAMIS_DATABASE_URL", f"sqlite:///{data}/tamis.sqlite3"),
        secret_key=env.str("TAMIS_SECRET_KEY", ""),
        web_workers=env.int("TAMIS_WEB_WORKERS", 2, validate=Range(1, 64)),
        web_threads=env.int("TAMIS_WEB_THREADS", 8, validate=Range(2, 256)),
        worker_concurrency=env.int("TAMIS_WORKER_CONCURRENCY", 2, validate=Range(1, 256)),
        trusted_proxies=env.int("TAMIS_TRUSTED_PROXIES", 0, validate=Range(0, 10)),
        secure_cookies=env.bool("TAMIS_SECURE_COOKIES", False),
        allow_private_webhooks=env.bool("TAMIS_ALLOW_PRIVATE_WEBHOOKS", False),
        keep_personal_days=env.int("TAMIS_KEEP_PERSONAL_DAYS", 365, validate=Range(1, 3650)),
        log_format=env.str("TAMIS_LOG_FORMAT", "json", validate=OneOf(("json", "console"))),
        log_level=env.str(
            "TAMIS_LOG_LEVEL", "INFO", validate=OneOf(("DEBUG", "INFO", "WARNING", "ERROR"))
        ),
        model=env.path("TAMIS_MODEL", None),
        oidc_issuer=env.str("TAMIS_OIDC_ISSUER", ""),
        oidc_client_id=env.str("TAMIS_OIDC_CLIENT_ID", ""),
        oidc_client_secret=env.str("TAMIS_OIDC_CLIENT_SECRET", ""),
    )


def _plain(error: EnvValidationError) -> str:
    messages = cast(dict[str, list[str]], error.error_messages)
    problems = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in messages.items())
    return f"These settings are wrong: {problems}"
