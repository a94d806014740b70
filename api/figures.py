"""Prometheus metrics, read from the database at scrape time: no counters to lose."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from moderation import health
from store.base import now
from worker import depth


class Figures(Collector):
    """Collects everything in one read transaction."""

    def collect(self) -> Iterator[Metric]:
        found = health.figures()
        yield _comments(found)
        yield _decisions(found)
        yield _counter("publish_failures", "Messages the broker would not take", found)
        yield _age("pending", found.oldest_pending)
        yield _age("flagged", found.oldest_flagged)
        webhooks = "Webhooks that wait to be sent"
        yield GaugeMetricFamily("tamis_webhooks_waiting", webhooks, found.webhooks_waiting)
        yield from _heartbeats(found)
        yield from _queues()


def _comments(found: health.Figures) -> Metric:
    family = GaugeMetricFamily("tamis_comments", "Comments by status", labels=["site", "status"])
    for site, status, number in found.comments:
        family.add_metric([site, status], number)
    return family


def _decisions(found: health.Figures) -> Metric:
    labels = ["site", "action", "to"]
    family = CounterMetricFamily("tamis_decisions", "Decisions in the log", labels=labels)
    for site, action, to, number in found.decisions:
        family.add_metric([site, action, to], number)
    return family


def _counter(name: str, words: str, found: health.Figures) -> Metric:
    return CounterMetricFamily(f"tamis_{name}", words, found.counters.get(name, 0))


def _age(status: str, oldest: datetime | None) -> Metric:
    seconds = (now() - oldest).total_seconds() if oldest else 0.0
    words = f"Age of the oldest {status} comment"
    return GaugeMetricFamily(f"tamis_oldest_{status}_seconds", words, seconds)


def _heartbeats(found: health.Figures) -> Iterator[Metric]:
    family = GaugeMetricFamily(
        "tamis_heartbeat_seconds", "Since a process was last seen", labels=["process"]
    )
    for name, at in found.heartbeats.items():
        family.add_metric([name], (now() - at).total_seconds())
    yield family


def _queues() -> Iterator[Metric]:
    family = GaugeMetricFamily("tamis_queue_messages", "Messages waiting", labels=["queue"])
    try:
        waiting = depth.depths()
    except Exception:
        # Without a broker the other figures are wanted all the more.
        return
    for name, number in waiting.items():
        family.add_metric([name], number)
    yield family
