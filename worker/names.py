"""The names of tasks and queues, in one place: publishers know names, never tasks."""

from typing import Final

SCORE: Final = "tamis.score"
SWEEP: Final = "tamis.sweep"
DELIVER: Final = "tamis.deliver"
PURGE: Final = "tamis.purge"

# In the order in which workers empty them: bulk never delays live comments, and neither
# delays the upkeep that finds what was forgotten.
UPKEEP: Final = "upkeep"
LIVE: Final = "live"
WEBHOOKS: Final = "webhooks"
BULK: Final = "bulk"
QUEUES: Final = (UPKEEP, LIVE, WEBHOOKS, BULK)
