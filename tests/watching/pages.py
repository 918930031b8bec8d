"""Pages as if they had been fetched."""

from __future__ import annotations

from rashomon.watching.page import Page


def page(
    body: str | bytes,
    content_type: str = "application/rss+xml",
    charset: str | None = None,
    url: str = "https://paper.example/feeds/all.xml",
    final: str | None = None,
) -> Page:
    data = body.encode("utf-8") if isinstance(body, str) else body
    return Page(url, final or url, data, content_type, charset, None, None, "2031-03-04T08:00:00+00:00")
