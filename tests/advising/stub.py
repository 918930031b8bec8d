"""A language model's server in a thread: it answers each question as a test tells it to, and keeps what it was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from rashomon.records import Json


@dataclass
class Asked:
    """A question as it arrived."""

    path: str
    headers: dict[str, str]
    body: Json
    raw: bytes

    @property
    def statements(self) -> list[Json]:
        """The statements between the fences."""
        lines = self.body["messages"][1]["content"].splitlines()
        return [json.loads(line) for line in lines[1:-1]]

    @property
    def proposes(self) -> bool:
        """Whether pairs are asked for, and not a verdict."""
        return '"pairs"' in self.body["messages"][0]["content"]


Answer = Callable[["Handler", Asked], None]


@dataclass
class Stub:
    """A running server: its address, and all that it was asked."""

    url: str
    asked: list[Asked] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    """Hands each question to the test."""

    protocol_version = "HTTP/1.1"
    server: Any

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["content-length"]))
        asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, json.loads(raw), raw)
        self.server.stub.asked.append(asked)
        self.server.answer(self, asked)

    def do_GET(self) -> None:
        self.server.stub.asked.append(Asked(self.path, dict(self.headers), {}, b""))
        self.give(200, b"")

    def give(self, status: int, body: bytes, **headers: str) -> None:
        """Answer with a status, a body and headers (_ for -)."""
        self.send_response(status)
        for name, value in {"content_length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def write(self, text: str) -> None:
        """Answer as chat completions do."""
        self.give(200, completion(text), content_type="application/json")

    def log_message(self, *_: object) -> None:
        """Print nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that left is no error."""


def completion(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


@contextmanager
def serving(answer: Answer) -> Iterator[Stub]:
    """Run a server that answers so, on a free port of this machine."""
    server = _Server(("127.0.0.1", 0), Handler)
    stub = Stub(f"http://127.0.0.1:{server.server_port}/v1")
    server.stub, server.answer = stub, answer  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def writing(text: str) -> Answer:
    """Answer every question with this text."""
    return lambda handler, _: handler.write(text)
