"""How many messages wait, asked of whatever broker there is."""

from typing import Any

from kombu import Connection

from worker import names
from worker.app import celery

# Seconds. A broker that takes a connection and then says nothing must not hold who asks.
PATIENCE = 2.0


def depths() -> dict[str, int]:
    """Messages waiting in each queue.

    Raises:
        kombu.exceptions.OperationalError: the broker does not answer.
    """
    with celery.connection_for_read(transport_options=_patience()) as connection:
        connection.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
        return {name: _depth(connection, name) for name in names.QUEUES}


def _patience() -> dict[str, Any]:
    """The limit on waiting for an answer, as each transport calls it."""
    url = str(celery.conf.broker_url)
    if url.startswith(("redis", "valkey")):
        return {"socket_timeout": PATIENCE}
    return {"read_timeout": PATIENCE} if url.startswith(("amqp", "pyamqp")) else {}


def queues_are_empty() -> bool:
    return not any(depths().values())


def _depth(connection: Connection, name: str) -> int:
    # A channel each: RabbitMQ closes the one on which a queue is found missing.
    try:
        with connection.channel() as channel:
            declared = channel.queue_declare(queue=name, passive=True)
    except connection.channel_errors:
        # Redis keeps no empty list, so a queue that is not there has nothing in it.
        return 0
    return int(declared.message_count)
