"""One question to one server, within bounds of time and size, and what it answers."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from importlib.metadata import version

import httpx

from rashomon.watching.body import read_body
from rashomon.watching.guard import Guard
from rashomon.watching.page import FetchError, Page, Unchanged, Wanted
from rashomon.watching.robots import NAME
from rashomon.watching.transport import CheckedTransport, Resolve

AGENT = f"{NAME}/{version('rashomon')} (+https://github.com/rashomon-news/rashomon)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_REFUSALS = {
    401: "wants a password", 402: "wants to be paid", 403: "forbids it", 404: "has no such page",
    410: "has no such page any more", 429: "asks to be asked less often", 451: "may not show it for legal reasons",
    503: "is not at work now",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a fetch goes: `seconds` for one page with its redirects, `connect` and `read` for a step of it.

    `largest` are the bytes of a body when unpacked; `delay` the seconds between two questions to one server.
    """

    seconds: float = 30.0
    connect: float = 10.0
    read: float = 15.0
    largest: int = 10_000_000
    redirects: int = 5
    delay: float = 1.0


@dataclass(frozen=True, slots=True)
class Onward:
    """The server sends on to another address."""

    location: str


def client(guard: Guard, resolve: Resolve, tls: ssl.SSLContext, limits: Limits) -> httpx.AsyncClient:
    """Return a client for one page: cookies that it is given on the way live no longer."""
    return httpx.AsyncClient(
        transport=CheckedTransport(guard, resolve, tls),
        headers={"User-Agent": AGENT, "Accept-Encoding": "gzip", "Accept": "*/*", "Connection": "close"},
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        follow_redirects=False,
        trust_env=False,
    )


async def ask(
    http: httpx.AsyncClient, url: httpx.URL, wanted: Wanted, limits: Limits, seconds: float
) -> Page | Unchanged | Onward:
    """Ask a server once, for at most so many seconds; raise FetchError where no page comes of it."""
    try:
        async with (
            asyncio.timeout(seconds),
            http.stream("GET", url, headers=_conditions(wanted, url)) as response,
        ):
            return await _answer(response, url, wanted, limits)
    except TimeoutError as error:
        raise FetchError(f"not there within {limits.seconds:g} seconds") from error
    except httpx.ConnectTimeout as error:
        raise FetchError(f"no connection within {limits.connect:g} seconds") from error
    except httpx.TimeoutException as error:
        raise FetchError(f"silent for {limits.read:g} seconds") from error
    except httpx.ConnectError as error:
        raise FetchError(f"the server cannot be reached ({str(error)[:200] or 'no answer'})") from error
    except httpx.HTTPError as error:
        raise FetchError(f"the server breaks off or is none of the web ({type(error).__name__})") from error
    except ValueError as error:  # a name that looks well and that no certificate can be asked for
        raise FetchError("no server can be asked by this name") from error


async def _answer(
    response: httpx.Response, url: httpx.URL, wanted: Wanted, limits: Limits
) -> Page | Unchanged | Onward:
    if response.status_code == 304 and wanted.known:
        return Unchanged(wanted.url)
    if response.status_code in _REDIRECTS and "location" in response.headers:
        return Onward(response.headers["location"])
    _refuse(response)
    content_type, charset = _content_type(response)
    if content_type and wanted.types and content_type not in wanted.types:
        raise FetchError(f"this is {content_type[:80]}, no format of ours")
    largest = min(limits.largest, wanted.largest or limits.largest)
    body = await read_body(response, largest, cut=wanted.cut)
    etag, modified = (_ascii(response.headers.get(name)) for name in ("etag", "last-modified"))
    fetched = datetime.now(UTC).isoformat(timespec="seconds")
    return Page(wanted.url, str(url), body, content_type, charset, etag, modified, fetched)


def _refuse(response: httpx.Response) -> None:
    """Raise for a status that brings no page."""
    status = response.status_code
    if status == 200:
        return
    words = _REFUSALS.get(status, "fails" if status >= 500 else "gives no page")
    wish = response.headers.get("retry-after") if status in _BUSY else None
    raise FetchError(f"the server {words} (status {status})", status, wish)


def _conditions(wanted: Wanted, url: httpx.URL) -> dict[str, str]:
    """Return the headers by which a server can say that a page has not changed; they are of the page's own address."""
    known = wanted.known
    if known is None or known.final != str(url):
        return {}
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in given.items() if value}


def _ascii(header: str | None) -> str | None:
    """Return a header that can be sent back as it came."""
    return header if header and header.isascii() else None


def _content_type(response: httpx.Response) -> tuple[str, str | None]:
    """Return the content type in lower case and the charset, as the server names them."""
    named = response.headers.get("content-type", "").strip()
    if not named:
        return "", None
    header = Message()
    header["content-type"] = named
    charset = header.get_param("charset")
    return header.get_content_type(), charset if isinstance(charset, str) else None
