"""For operators and load balancers: alive, ready, and figures for Prometheus."""

from typing import Any

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from api import figures, readiness
from api.auth import public

blueprint = Blueprint("operations", __name__)
blueprint.before_request(public)


@blueprint.get("/healthz")
def alive() -> dict[str, str]:
    """This process answers; says nothing of what it needs."""
    return {"status": "alive"}


@blueprint.get("/readyz")
def ready() -> tuple[dict[str, Any], int]:
    """Whether comments can be taken in, and what is wrong in plain words.

    503 only where a comment could not be kept. A broker or worker that is down is told
    of, but comments are stored and wait, so traffic should still come.
    """
    checks = readiness.checks()
    usable = all(check.ok for check in checks if check.vital)
    well = all(check.ok for check in checks)
    status = "ready" if well else "degraded" if usable else "unavailable"
    return {"status": status, "checks": [check.shown() for check in checks]}, 200 if usable else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """Figures for Prometheus, read from the database when asked."""
    registry = CollectorRegistry()
    registry.register(figures.Figures())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
