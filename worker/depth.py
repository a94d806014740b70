"""How many messages wait, asked of whatever broker there is."""

from kombu import Connection

from worker import names
from worker.app import celery


def depths() -> dict[str, int]:
    """Messages waiting in each queue.

    Raises:
        kombu.exceptions.OperationalError: the broker does not answer.
    """
    with celery.connection_for_read() as connection:
        connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        return {name: _depth(connection, name) for name in names.QUEUES}


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
