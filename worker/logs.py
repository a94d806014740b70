"""Structured logs for every process: one JSON line an event, or columns in a terminal.

Events carry ids, counts and codes only: never a text, a name, an e-mail or an IP address.
"""

import logging

import structlog
from structlog.types import Processor

import settings

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(config: settings.Settings) -> None:
    """Send the logs of tamis and of its libraries to standard error in one format."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(_formatter(config.log_format))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(config.log_level)
    # Celery tells of each task with its arguments, Alembic of each look at the schema.
    for name in ("celery.app.trace", "celery.worker.strategy", "alembic.runtime.migration"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _formatter(style: str) -> logging.Formatter:
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=False)
        if style == "console"
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            renderer,
        ],
    )
