"""The connection: a name is looked up once, its addresses are checked, and only a checked one is connected to.

Were the name looked up again when connecting, whoever owns it could answer with another address the second time (DNS
rebinding). So the request goes to the address itself; the name stands in its Host header and in the TLS handshake, and
the certificate must be the name's.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence

import httpx

from rashomon.watching.guard import Guard
from rashomon.watching.page import FetchError

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

# Addresses of a name that are tried when the first ones take no connection.
_MOST_TRIED = 3


async def look_up(host: str, port: int) -> list[str]:
    """Return the IP addresses of a name, in the order the system prefers; raise OSError where there are none."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class CheckedTransport(httpx.AsyncBaseTransport):
    """Connects to the public internet alone, or to what `guard` allows. Proxies of the environment are not used."""

    def __init__(self, guard: Guard, resolve: Resolve, tls: ssl.SSLContext) -> None:
        """Prepare; nothing is connected yet."""
        self._guard, self._resolve = guard, resolve
        # No connection is kept: two names may share an address, and each must show its own certificate.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._inner = httpx.AsyncHTTPTransport(verify=tls, limits=limits, trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the first checked address that takes it; raise FetchError where none may be asked."""
        failure: httpx.TransportError | None = None
        for address in (await self._checked(request.url))[:_MOST_TRIED]:
            try:
                return await self._inner.handle_async_request(_pinned(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = failure or error
        raise failure or FetchError("the name has no address")

    async def aclose(self) -> None:
        """Close what is open."""
        await self._inner.aclose()

    async def _checked(self, url: httpx.URL) -> list[str]:
        host = url.raw_host.decode("ascii")
        try:
            addresses = await self._resolve(host, url.port or 0)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"the name {host} cannot be looked up") from error
        refusals = {address: self._guard.refusal(address) for address in addresses}
        for address, refusal in refusals.items():
            if refusal:  # a name of both sorts is not one to be trusted with the other
                raise FetchError(f"{host} is {address}: {refusal}")
        return list(refusals)


def _pinned(request: httpx.Request, address: str) -> httpx.Request:
    """Return a request that goes to an address and speaks to the name."""
    extensions = dict(request.extensions)
    name = request.url.raw_host.decode("ascii").rstrip(".")
    if not _is_address(name):
        extensions["sni_hostname"] = name
    url = request.url.copy_with(host=f"[{address}]" if ":" in address else address)
    return httpx.Request(
        request.method, url, headers=request.headers, stream=request.stream, extensions=extensions
    )


def _is_address(name: str) -> bool:
    return ":" in name or name.replace(".", "").isdecimal()
