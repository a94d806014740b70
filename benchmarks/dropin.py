"""How fast other services' protocols are answered, at a steady rate, by a running service.

    python -m benchmarks.dropin http://127.0.0.1:8000 KEY --rate 50 --seconds 30
    python -m benchmarks.dropin http://127.0.0.1:8000 KEY --protocol perspective \\
        --backlog 20000 --site-key NATIVE_KEY

Requests begin by the clock and not when the last one is done: a service that falls behind
shows it. The time of each is taken from when it should have begun. With a backlog the workers
score that many comments meanwhile. The comments are stored: use a site made for it.
"""

import json
import time
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

import click
import urllib3

from benchmarks import backlog

# Words of this run alone: a text that came before is another, cheaper question.
RUN = uuid.uuid4().hex[:8]
PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Protocol:
    """One call: its path and type, its body by key and number, and whether it was held."""

    path: str
    media_type: str
    body: Callable[[str, int], str]
    held: Callable[[urllib3.BaseHTTPResponse], bool]


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
    time.sleep(max(0.0, due - time.monotonic()))
    answer = http.request(
        "POST",
        f"{url}{protocol.path.format(key=key)}",
        body=protocol.body(key, index).encode(),
        headers={"content-type": protocol.media_type},
        timeout=PATIENCE,
        retries=False,
    )
    return time.monotonic() - due, protocol.held(answer)


def _check(key: str, index: int) -> str:
    return urlencode(
        {
            "api_key": key,
            "blog": "https://gazette.example",
            "user_ip": "192.0.2.7",
            "permalink": f"https://gazette.example/article-{index % 20}",
            "comment_author": f"Lecteur {index}",
            "comment_author_email": f"lecteur{index}@example.org",
            "comment_content": _text(index),
        }
    )


def _check_held(answer: urllib3.BaseHTTPResponse) -> bool:
    if answer.data not in (b"true", b"false"):
        raise click.ClickException(f"The service answered {answer.data[:60]!r}.")
    return "X-akismet-error" in answer.headers


def _analyze(key: str, index: int) -> str:
    wanted: Mapping[str, Mapping[str, str]] = {"TOXICITY": {}, "INSULT": {}, "SPAM": {}}
    return json.dumps(
        {"comment": {"text": _text(index)}, "requestedAttributes": wanted, "languages": ["fr"]}
    )


def _analyze_held(answer: urllib3.BaseHTTPResponse) -> bool:
    if answer.status not in (200, 503):
        raise click.ClickException(f"The service answered {answer.data[:300]!r}.")
    return answer.status == 503


def _text(index: int) -> str:
    return f"Merci pour l’article {RUN} numéro {index}, très utile ici."


PROTOCOLS = {
    "akismet": Protocol(
        "/1.1/comment-check", "application/x-www-form-urlencoded", _check, _check_held
    ),
    "perspective": Protocol(
        "/v1alpha1/comments:analyze?key={key}", "application/json", _analyze, _analyze_held
    ),
}


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
    """Measure comment-check or comments:analyze."""
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
