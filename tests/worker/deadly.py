"""The worker's application with a model that one comment kills: for a real worker process.

`celery -A tests.worker.deadly:celery worker`. To be imported by nobody else: it replaces the
model of the process that it is in.
"""

from moderation import scorer
from tests.worker.deadly_model import DeadlyModel
from worker.app import celery

__all__ = ["celery"]

scorer.model = DeadlyModel  # type: ignore[assignment]
