"""The door: which requests are let in, and the headers under which pages leave."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashomon.web.passwords import Passwords

# Bytes of a request: an upload of articles, and any other form.
LARGEST_UPLOAD, LARGEST_FORM = 50_000_000, 2_000_000

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}


@dataclass(frozen=True, slots=True)
class Door:
    """Who comes in, and how: without anything (`who` is then the name of all), by a token, or by name and password.

    `names` are the hosts' names under which the workbench is reached, beside addresses in figures.
    """

    who: str = ""
    token: str | None = None
    passwords: Passwords | None = None
    readonly: bool = False
    names: tuple[str, ...] = ()

    @property
    def locked(self) -> bool:
        """Tell whether one must log in."""
        return self.token is not None or self.passwords is not None

    def opens(self, name: str, secret: str) -> bool:
        """Tell whether a name and a password, or any name and the token, open it."""
        if self.passwords is not None:
            return self.passwords.check(name, secret)
        return self.token is not None and hmac.compare_digest(secret.encode(), self.token.encode())

    def knows(self, host: str) -> bool:
        """Tell whether a Host header names this server: else a foreign page has pointed its own name here.

        >>> Door().knows("127.0.0.1:8000"), Door().knows("[::1]"), Door().knows("evil.example:8000")
        (True, True, False)
        """
        name = _bare(host)
        return name in ("localhost", *self.names) or _is_address(name)


def _bare(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class TooLargeError(Exception):
    """A request is larger than what is taken."""


class Guard:
    """Around the application: foreign hosts, forged forms and floods stay out; every answer has the same headers."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        """Stand before an application."""
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        app: ASGIApp = PlainTextResponse(refusal[1], refusal[0]) if refusal else self.app
        try:
            await app(scope, _capped(receive, _largest(scope)), _with_headers(send))
        except TooLargeError:
            late = PlainTextResponse("This is larger than what can be taken at once.\n", 413)
            await late(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if not self.door.knows(headers.get("host", "")):
            return 421, "This server is not known under that name. Start it with --name NAME to allow it.\n"
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "Only GET and POST are understood.\n"
        if scope["method"] == "POST" and _foreign(headers):
            return 403, "This form was sent from another site. Nothing was changed.\n"
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length[:20]) > _largest(scope):
            return 413, "This is larger than what can be taken at once.\n"
        return None


def _foreign(headers: Headers) -> bool:
    """Tell whether a browser says that a form comes from another site."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host", "")


def _largest(scope: Scope) -> int:
    return LARGEST_UPLOAD if scope["path"] == "/add" else LARGEST_FORM


def _capped(receive: Receive, largest: int) -> Receive:
    """Return `receive` for a body of so many bytes at most, whatever its header says."""
    taken = 0

    async def inner() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > largest:
            raise TooLargeError
        return message

    return inner


def _with_headers(send: Send) -> Send:
    async def inner(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return inner
