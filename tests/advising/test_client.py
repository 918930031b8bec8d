from __future__ import annotations

import asyncio
import gzip
import ssl
import subprocess
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from rashomon.advising import client as module
from rashomon.advising.adviser import Adviser
from rashomon.advising.client import AdviserError, Client
from rashomon.advising.questions import Prompt
from tests.advising.stub import Answer, Asked, Handler, completion, serving, writing

QUESTION = Prompt("Answer as JSON.", "<statements>\nлюди\n</statements>", {"type": "object"}, 99)
KEY = "sk-secret-0123456789"


@pytest.fixture(autouse=True)
def no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WAITS", (0.0, 0.0))


def ask(url: str, key: str | None = None, timeout: float = 5, times: int = 1) -> str:
    async def asked() -> str:
        async with Client(Adviser(url, "tiny", key, timeout)) as client:
            for _ in range(times - 1):
                await client.ask(QUESTION)
            return await client.ask(QUESTION)

    return asyncio.run(asked())


def failure(answer: Answer, timeout: float = 5) -> tuple[AdviserError, list[Asked]]:
    with serving(answer) as stub, pytest.raises(AdviserError) as caught:
        ask(stub.url, KEY, timeout)
    assert KEY not in str(caught.value)
    return caught.value, stub.asked


def test_a_question_is_put_in_the_form_of_the_interface() -> None:
    with serving(writing("{}")) as stub:
        assert ask(stub.url + "/", KEY) == "{}"
    (asked,) = stub.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.headers["accept-encoding"] == "identity"
    assert (asked.body["model"], asked.body["temperature"]) == ("tiny", 0)
    assert asked.body["max_tokens"] == 99
    assert asked.body["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert [row["content"] for row in asked.body["messages"]] == [QUESTION.system, QUESTION.user]
    assert KEY.encode() not in asked.raw


def test_without_a_key_none_is_sent() -> None:
    with serving(writing("{}")) as stub:
        ask(stub.url)
    assert "authorization" not in stub.asked[0].headers


@pytest.mark.parametrize("taken", ["json_object", "text", ""])
def test_what_a_server_does_not_take_is_left_out_from_then_on(taken: str) -> None:
    def form(asked: Asked) -> str:
        plain = "text" if "temperature" in asked.body else ""
        kind: str = asked.body.get("response_format", {}).get("type", plain)
        return kind

    def answer(handler: Handler, asked: Asked) -> None:
        handler.write("yes") if form(asked) == taken else handler.give(400, b"{}")

    with serving(answer) as stub:
        assert ask(stub.url, times=2) == "yes"
    tried = ["json_schema", "json_object", "text", ""]
    assert [form(asked) for asked in stub.asked] == [*tried[: tried.index(taken) + 1], taken]


def test_a_question_that_no_form_fits_is_given_up_alone() -> None:
    error, asked = failure(lambda handler, _: handler.give(422, b"{}"))
    assert ("does not take the question" in str(error), error.final, len(asked)) == (True, False, 4)


def test_a_busy_server_is_asked_again_and_answers() -> None:
    def answer(handler: Handler, _: Asked) -> None:
        if len(stub.asked) < 3:
            handler.give(503, b"", retry_after="0")
        else:
            handler.write("here")

    with serving(answer) as stub:
        assert ask(stub.url) == "here"
    assert len(stub.asked) == 3


def test_a_broken_server_is_asked_three_times_and_no_more() -> None:
    error, asked = failure(lambda handler, _: handler.give(500, b"boom " + KEY.encode()))
    assert ("status 500, 3 times" in str(error), error.final, len(asked)) == (True, False, 3)


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "wants a key"), (403, "forbids"), (404, "no model of this name"), (418, "refuses")],
)
def test_a_refusal_is_final_and_repeats_no_word_of_the_server(status: int, words: str) -> None:
    error, asked = failure(lambda handler, _: handler.give(status, f"bad key {KEY}".encode()))
    assert words in str(error)
    assert error.final
    assert len(asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    with serving(writing("{}")) as elsewhere:
        error, _ = failure(lambda handler, _: handler.give(status, b"", location=elsewhere.url))
        assert elsewhere.asked == []
    assert error.final
    assert "was not followed" in str(error)


def test_a_server_that_hangs_is_left_in_time() -> None:
    begun = time.monotonic()
    error, asked = failure(lambda *_: time.sleep(3), timeout=0.3)
    assert "no answer within 0.3 seconds" in str(error)
    assert time.monotonic() - begun < 2
    assert len(asked) == 1


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nx: ", b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n"]
)
def test_a_server_that_drips_has_one_deadline_for_the_whole(head: bytes) -> None:
    def drip(handler: Handler, _: Asked) -> None:
        handler.wfile.write(head)
        for _ in range(40):
            handler.wfile.write(b" ")
            time.sleep(0.05)

    begun = time.monotonic()
    error, _ = failure(drip, timeout=0.3)
    assert "no answer within" in str(error)
    assert time.monotonic() - begun < 1.5


def test_a_server_that_closes_is_asked_again() -> None:
    def close(handler: Handler, _: Asked) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nha")
        handler.close_connection = True

    error, asked = failure(close)
    assert ("broke off, 3 times" in str(error), len(asked)) == (True, 3)


def test_too_much_is_not_read() -> None:
    def pour(handler: Handler, _: Asked) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(b" " * 100_000)

    error, _ = failure(pour)
    assert "more than 1,000,000 bytes" in str(error)


def test_a_compressed_answer_is_not_unpacked() -> None:
    bomb = gzip.compress(completion(" " * 10_000_000))
    error, _ = failure(lambda handler, _: handler.give(200, bomb, content_encoding="gzip"))
    assert "compressed" in str(error)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"message": 3}]}', b"\xff", b"[" * 90_000],
)
def test_what_is_no_completion_is_an_error(body: bytes) -> None:
    error, _ = failure(lambda handler, _: handler.give(200, body))
    assert "does not answer as chat completions do" in str(error)


def test_a_completion_without_words_says_nothing() -> None:
    with serving(
        lambda handler, _: handler.give(200, b'{"choices": [{"message": {"content": null}}]}')
    ) as stub:
        assert ask(stub.url) == ""


def test_a_server_that_is_not_there_is_told_as_that() -> None:
    with serving(writing("")) as stub:
        pass
    with pytest.raises(AdviserError, match="cannot be reached") as caught:
        ask(stub.url)
    assert caught.value.final


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"], capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl makes no certificate here")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with pytest.raises(AdviserError, match=r"(?i)certificate"):
            ask(f"https://127.0.0.1:{server.server_port}/v1", KEY)
    finally:
        server.shutdown()
        server.server_close()
