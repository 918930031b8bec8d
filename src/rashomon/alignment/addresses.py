"""The address of an article: what is left of a URL when all that leads to the same page is taken away."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# Hosts of one site for other screens.
_HOST = re.compile(r"^(?:www\d?|amp|m|mobile)\.(?=[^.]+\.)")
_AMP = re.compile(r"/amp(?=/|$)|\.amp(?=(?:\.html?)?$)", re.IGNORECASE)
_PARAMETERS = frozenset(
    {"amp", "outputtype", "fragment", "share", "cmpid", "cmp", "smid", "at_medium", "at_campaign"}
)
# The whole of a longer address is hardly ever typed or kept: it is a payload.
_LONGEST = 4096


def article_address(url: str | None) -> str | None:
    """Return what the addresses of one article have in common, None for no address and for a site's front page.

    Scheme, `www`, a trailing slash, fragments, AMP and tracking parameters (by courlan) are left out.

    >>> article_address("http://www.paper.example/a/?utm_source=x&id=7#top")
    'paper.example/a?id=7'
    >>> article_address("https://amp.paper.example/amp/a/?amp=1&id=7")
    'paper.example/a?id=7'
    >>> article_address("https://paper.example/") is None
    True
    """
    if not url:
        return None
    from courlan import normalize_url  # takes a tenth of a second: paid only by who has an address

    try:
        parts = urlsplit(normalize_url(url[:_LONGEST].strip()))
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:  # brackets that close nothing, a port out of range
        return None
    host = _HOST.sub("", (parts.hostname or "").casefold().rstrip("."))
    path = re.sub(r"/{2,}", "/", _AMP.sub("", unquote(parts.path))).rstrip("/")
    query = urlencode([pair for pair in parse_qsl(parts.query) if pair[0].casefold() not in _PARAMETERS])
    if not host or not (path or query):
        return None
    return f"{host}{port}{path}" + (f"?{query}" if query else "")
