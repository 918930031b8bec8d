"""The address of a page, as far as it can be checked before anybody is asked."""

from __future__ import annotations

import re

import httpx

from rashomon.watching.page import FetchError

_PORTS = {"http": 80, "https": 443}
# Below this, ports belong to other services: mail, printers, databases of names.
_FIRST_FREE_PORT = 1024
_LAST_PORT = 65_535
# A name or an address of a machine, as it is looked up.
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+", re.IGNORECASE)
# The longest address that browsers and servers agree on.
_LONGEST = 2_000


def checked(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """Return an address, taken as relative to `base`, without its fragment; raise FetchError where it is none to ask for.

    >>> str(checked("../b#top", httpx.URL("https://paper.example/a/")))
    'https://paper.example/b'
    """
    if len(url) > _LONGEST:
        raise FetchError(f"the address is longer than {_LONGEST:,} characters")
    try:
        found = base.join(url.strip()) if base else httpx.URL(url.strip())
        host = found.raw_host
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError("no address that can be read") from error
    if found.scheme not in _PORTS:
        raise FetchError("only http:// and https:// addresses are fetched")
    if not host:
        raise FetchError("the address names no server")
    if not _HOST.fullmatch(host.decode("ascii")):
        raise FetchError("no address that can be read")
    if found.userinfo:
        raise FetchError("addresses with a user's name or password in them are not fetched")
    if found.port is not None and not _FIRST_FREE_PORT <= found.port <= _LAST_PORT:
        raise FetchError(f"port {found.port} is no web server's")
    return found.copy_with(fragment=None)


def authority(url: httpx.URL) -> str:
    """Return the server of an address: the host in ASCII and the port.

    >>> authority(httpx.URL("https://Paper.example/a"))
    'paper.example:443'
    """
    return f"{url.raw_host.decode('ascii')}:{url.port or _PORTS[url.scheme]}"


def origin(url: httpx.URL) -> str:
    """Return scheme, host and port of an address: what one robots.txt speaks for."""
    return f"{url.scheme}://{authority(url)}"
