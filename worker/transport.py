"""Posting webhooks without being turned against the network tamis runs in.

The host is resolved once, private and local addresses are refused, and the connection
goes to the very address that was checked: a name that changes its address between
checking and connecting gains nothing. Redirects are not followed, for the same reason.
"""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

import settings
from moderation.webhooks import Job, Outcome

TIMEOUT = urllib3.Timeout(connect=3, read=5)
PORTS = {"http": 80, "https": 443}


class Refused(Exception):
    """The address must not be called."""


def post(job: Job) -> Outcome:
    """Send one message; any 2xx answer delivers it.

    A 4xx other than 408 and 429 is final: the receiver understood and said no.
    """
    try:
        status = _post(job)
    except Refused as refused:
        return Outcome(delivered=False, error=str(refused), retry=False)
    except (HTTPError, OSError) as error:
        return Outcome(delivered=False, error=type(error).__name__)
    if 200 <= status < 300:
        return Outcome(delivered=True)
    final = 400 <= status < 500 and status not in (408, 429)
    return Outcome(delivered=False, error=f"HTTP {status}", retry=not final)


def _post(job: Job) -> int:
    url = urlsplit(job.url)
    address = _address(url)
    headers = job.headers | {"host": url.netloc.rpartition("@")[2]}
    path = f"{url.path or '/'}{'?' + url.query if url.query else ''}"
    with _pool(url, address) as pool:
        answer = pool.urlopen(
            "POST", path, body=job.body, headers=headers, redirect=False, retries=False,
            preload_content=False,
        )  # fmt: skip
        answer.close()
        return answer.status


def _address(url: SplitResult) -> str:
    """The address to call.

    Raises:
        Refused: the scheme is not http(s), or the address is not a public one.
        OSError: the name does not resolve.
    """
    if url.scheme not in PORTS or not url.hostname:
        raise Refused("The webhook address must begin with http:// or https://.")
    port = url.port or PORTS[url.scheme]
    found = socket.getaddrinfo(url.hostname, port, type=socket.SOCK_STREAM)[0][4][0]
    address = ipaddress.ip_address(str(found))
    if not (address.is_global or settings.current().allow_private_webhooks):
        raise Refused("The webhook address is a private one; see TAMIS_ALLOW_PRIVATE_WEBHOOKS.")
    return str(found)


def _pool(url: SplitResult, address: str) -> urllib3.HTTPConnectionPool:
    port = url.port or PORTS[url.scheme]
    if url.scheme == "http":
        return urllib3.HTTPConnectionPool(address, port, timeout=TIMEOUT)
    return urllib3.HTTPSConnectionPool(
        address, port, timeout=TIMEOUT,
        server_hostname=url.hostname, assert_hostname=url.hostname,
    )  # fmt: skip
