"""How fast checks by Akismet's protocol are answered, at a steady rate, by a running service.

    python -m benchmarks.dropin http://127.0.0.1:8000 KEY --rate 50 --seconds 30

Requests begin by the clock and not when the last one is done: a service that falls behind
shows it. The time of each is taken from when it should have begun. The comments are stored:
use a site made for it.
"""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

import click
import urllib3

# Words of this run alone: a text that came before is another, cheaper question.
RUN = uuid.uuid4().hex[:8]
FORM = {"content-type": "application/x-www-form-urlencoded"}
PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Report:
    """`seconds` of each answer, ascending; `held` counts those that came without a verdict."""

    seconds: tuple[float, ...]
    held: int

    def percentile(self, share: float) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def measure(url: str, key: str, rate: float, seconds: float) -> Report:
    """Ask about `rate * seconds` comments, `rate` a second."""
    number = max(1, int(rate * seconds))
    with urllib3.PoolManager(maxsize=64) as http, ThreadPoolExecutor(64) as threads:
        begin = time.monotonic() + 0.2
        asked = [
            threads.submit(_ask, http, url, key, index, begin + index / rate)
            for index in range(number)
        ]
        answers = [one.result() for one in asked]
    held = sum(1 for _, was_held in answers if was_held)
    return Report(tuple(sorted(taken for taken, _ in answers)), held)


def _ask(
    http: urllib3.PoolManager, url: str, key: str, index: int, due: float
) -> tuple[float, bool]:
    time.sleep(max(0.0, due - time.monotonic()))
    answer = http.request(
        "POST", f"{url}/1.1/comment-check", body=_form(key, index), headers=FORM,
        timeout=PATIENCE, retries=False,
    )  # fmt: skip
    if answer.data not in (b"true", b"false"):
        raise click.ClickException(f"The service answered {answer.data[:60]!r}.")
    return time.monotonic() - due, "X-akismet-error" in answer.headers


def _form(key: str, index: int) -> str:
    return urlencode(
        {
            "api_key": key,
            "blog": "https://gazette.example",
            "user_ip": "192.0.2.7",
            "permalink": f"https://gazette.example/article-{index % 20}",
            "comment_author": f"Lecteur {index}",
            "comment_author_email": f"lecteur{index}@example.org",
            "comment_content": f"Merci pour l’article {RUN} numéro {index}, très utile ici.",
        }
    )


@click.command()
@click.argument("url")
@click.argument("key")
@click.option("--rate", default=50.0, show_default=True, help="Requests a second.")
@click.option("--seconds", default=30.0, show_default=True, help="For how long.")
def main(url: str, key: str, rate: float, seconds: float) -> None:
    """Measure comment-check."""
    report = measure(url.rstrip("/"), key, rate, seconds)
    named = (("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1.0))
    told = ", ".join(f"{name} {report.percentile(at) * 1000:.0f} ms" for name, at in named)
    click.echo(f"{len(report.seconds)} checks at {rate:g} a second: {told}; held {report.held}")


if __name__ == "__main__":
    main()
