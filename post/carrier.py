"""One POST to a foreign address in, its answer's status or why there is none out.

The host is resolved here, and the checked address is the one connected to: a name that resolves otherwise a
second later (DNS rebinding) gains nothing. Redirects are not followed, cookies not kept, and the whole of it,
answer included, takes `LIMIT` seconds at most.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_network

import httpx2

from catalogue.addresses import Network, reachable, refusal
from catalogue.errors import SettingError

LIMIT = 15.0
AGENT = "Muster/1 (+{contact})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is posted.

    Attributes:
        url: Address of the receiver, http or https.
        headers: Beside Host and User-Agent, which are ours.
        body: The content.
    """

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of it: the status, or 0 and a sentence for people."""

    status: int
    why: str = ""

    @property
    def is_success(self) -> bool:
        """Whether the receiver took it (any 2xx)."""
        return 200 <= self.status < 300


def ranges(allow: str) -> tuple[Network, ...]:
    """The address ranges of the setting `allow`.

    Raises:
        SettingError: One of them is none.
    """
    try:
        return tuple(ip_network(one) for one in allow.replace(",", " ").split())
    except ValueError as error:
        raise SettingError(
            f"MUSTER_ALLOW cannot be used: {error}. Write ranges such as 127.0.0.1/32.",
            field="MUSTER_ALLOW",
            text=allow,
        ) from error


async def post(letter: Letter, contact: str, allow: Sequence[Network] = ()) -> Answer:
    """Post a letter; whatever goes wrong is told in the answer."""
    try:
        async with asyncio.timeout(LIMIT):
            return await _post(letter, contact, allow)
    except TimeoutError:
        return Answer(status=0, why=f"no answer within {LIMIT:.0f} seconds")
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError, ValueError) as error:
        return Answer(status=0, why=f"{type(error).__name__}: {error}"[:300])


async def _post(letter: Letter, contact: str, allow: Sequence[Network]) -> Answer:
    url = httpx2.URL(letter.url)
    address = await _resolved(url, allow)
    if why := refusal(letter.url, allow) or ("" if address else f"{url.host} is not public"):
        return Answer(status=0, why=why)
    headers = {
        **letter.headers,
        "Host": url.netloc.decode(),
        "User-Agent": AGENT.format(contact=contact),
    }
    request = httpx2.Request(
        "POST",
        url.copy_with(host=address),
        headers=headers,
        content=letter.body,
        extensions={"sni_hostname": url.host},  # the certificate is checked against the name
    )
    async with httpx2.AsyncClient(trust_env=False, follow_redirects=False) as client:
        answer = await client.send(request, stream=True)  # its body is of no interest
        await answer.aclose()
    why = "" if 200 <= answer.status_code < 300 else f"it answered {answer.status_code}"
    return Answer(status=answer.status_code, why=why)


async def _resolved(url: httpx2.URL, allow: Sequence[Network]) -> str:
    """The first address of a host that we may connect to; "" when there is none."""
    port = url.port or (443 if url.scheme == "https" else 80)
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    addresses = (str(entry[4][0]) for entry in found)
    return next((one for one in addresses if reachable(one, allow)), "")
