"""How fast other services' protocols are answered, at a steady rate, by a running service.

    python -m benchmarks.dropin http://127.0.0.1:8000 KEY --rate 50 --seconds 30
    python -m benchmarks.dropin http://127.0.0.1:8000 KEY --protocol perspective \\
        --backlog 20000 --site-key NATIVE_KEY

Requests begin by the clock and not when the last one is done: a service that falls behind
shows it. The time of each is taken from when it should have begun. With a backlog the workers
score that many comments meanwhile. The comments are stored: use a site made for it.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import click
import urllib3

from benchmarks import backlog
from benchmarks.protocols import PROTOCOLS, Protocol

PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Report:
    """`seconds` of each answer, ascending; `held` counts those that came without a verdict."""

    seconds: tuple[float, ...]
    held: int

    def percentile(self, share: float) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def measure(url: str, key: str, rate: float, seconds: float, protocol: str = "akismet") -> Report:
    """Ask about `rate * seconds` comments, `rate` a second."""
    number = max(1, int(rate * seconds))
    with urllib3.PoolManager(maxsize=64) as http, ThreadPoolExecutor(64) as threads:
        begin = time.monotonic() + 0.2
        asked = [
            threads.submit(_ask, http, url, key, PROTOCOLS[protocol], index, begin + index / rate)
            for index in range(number)
        ]
        answers = [one.result() for one in asked]
    held = sum(1 for _, was_held in answers if was_held)
    return Report(tuple(sorted(taken for taken, _ in answers)), held)


def _ask(
    http: urllib3.PoolManager, url: str, key: str, protocol: Protocol, index: int, due: float
) -> tuple[float, bool]:
    call = protocol.call(key, index)
    time.sleep(max(0.0, due - time.monotonic()))
    answer = http.request(
        "POST",
        f"{url}{call.path}",
        body=call.body,
        headers=call.headers,
        timeout=PATIENCE,
        retries=False,
    )
    return time.monotonic() - due, protocol.held(answer)


@click.command()
@click.argument("url")
@click.argument("key")
@click.option("--protocol", type=click.Choice(list(PROTOCOLS)), default="akismet")
@click.option("--rate", default=50.0, show_default=True, help="Requests a second.")
@click.option("--seconds", default=30.0, show_default=True, help="For how long.")
@click.option("--backlog", "number", default=0, help="Comments for the workers meanwhile.")
@click.option("--site-key", default="", help="The native key that they are sent with.")
def main(
    url: str, key: str, protocol: str, rate: float, seconds: float, number: int, site_key: str
) -> None:
    """Measure one protocol's question about a comment, with a key of its kind.

    Coral's is SITE:SECRET, OpenAI's the site's native key.
    """
    url = url.rstrip("/")
    backlog.feed(url, site_key, number)
    report = measure(url, key, rate, seconds, protocol)
    named = (("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1.0))
    told = ", ".join(f"{name} {report.percentile(at) * 1000:.0f} ms" for name, at in named)
    click.echo(f"{len(report.seconds)} calls at {rate:g} a second: {told}; held {report.held}")
    if number:
        # None left would mean that the workers were idle at the end.
        click.echo(f"{backlog.left(url)} comments of the backlog are left")


if __name__ == "__main__":
    main()
