"""A web site on this machine: it answers each path as a test tells it to, and keeps what it was asked."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Answer:
    """What to answer with; with `etag` a 304 to whom has it already."""

    body: bytes | str = b""
    content_type: str | None = "text/html"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None


Route = Answer | Callable[["Handler"], None]


@dataclass
class Site:
    """A running site: where it is, what it answers, what it was asked."""

    url: str = ""
    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def headers(self, path: str) -> dict[str, str]:
        """The headers with which a path was asked for last."""
        return [headers for asked, headers in self.asked if asked == path][-1]

    def page(self, path: str, title: str, *paragraphs: str, head: str = "", **answer: Any) -> None:
        """Put an article at a path."""
        text = "".join(f"<p>{each}</p>" for each in paragraphs)
        html = f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{text}</article></body></html>"
        self.routes[path] = Answer(html, "text/html; charset=utf-8", **answer)


class Handler(BaseHTTPRequestHandler):
    """Answers by the routes; what has none is not found."""

    protocol_version = "HTTP/1.1"
    server: Any

    def do_GET(self) -> None:
        site: Site = self.server.site
        site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        route = site.routes.get(self.path, Answer(status=404))
        if isinstance(route, Answer):
            self.give(route)
        else:
            route(self)

    def give(self, answer: Answer) -> None:
        """Send an answer whole."""
        body = answer.body.encode("utf-8") if isinstance(answer.body, str) else answer.body
        status = answer.status
        if answer.etag and self.headers.get("if-none-match") == answer.etag:
            status, body = 304, b""
        self.send_response(status)
        headers = {"content-length": str(len(body)), **answer.headers}
        if answer.etag:
            headers["etag"] = answer.etag
        if answer.content_type:
            headers["content-type"] = answer.content_type
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that left is no error."""


@contextmanager
def serving(host: str = "127.0.0.1", tls: str | None = None) -> Iterator[Site]:
    """Run a site on a free port of this machine, with a certificate where a file of one is given."""
    server = _Server((host, 0), Handler)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(f"http{'s' if tls else ''}://{host}:{server.server_port}")
    server.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def onward(to: str) -> Answer:
    """Send on to an address."""
    return Answer(status=302, headers={"location": to})
