from __future__ import annotations

import gzip
import io
import zlib
from typing import Any

import pytest

from rashomon.cluster.frames import packing_of
from rashomon.cluster.warc import read_warc
from rashomon.records import Document, Rejected
from tests.cluster.making import html, packed, record, response, text


def read(*records: bytes, packing: str = "gzip") -> list[Document | Rejected]:
    data = packed(records, packing)
    pages = read_warc(io.BytesIO(data), packing_of(data), "a.warc", 0, len(data))
    return [one for page in pages for one in page.documents()]


@pytest.mark.parametrize("packing", ["gzip", "zstd", "plain"])
def test_a_page_is_a_document_with_its_address(packing: str) -> None:
    (found,) = read(response(5, html(text(1))), packing=packing)
    assert isinstance(found, Document)
    assert found.url == "https://bote.example/5"
    assert found.uri == "a.warc#0"
    assert text(1) in found.text
    assert found.language == "de"


def test_what_the_server_packed_is_unpacked() -> None:
    page = html(text(1))
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page[:99], page[99:])) + b"0\r\n\r\n"
    packings = {
        "Content-Encoding: gzip\r\n": gzip.compress(page),
        "Content-Encoding: deflate\r\n": zlib.compress(page),
        "Transfer-Encoding: chunked\r\n": chunked,
    }
    found = read(*(response(n, data, extra=extra) for n, (extra, data) in enumerate(packings.items())))
    assert [isinstance(one, Document) and text(1) in one.text for one in found] == [True] * 3


def test_what_is_no_page_is_put_aside_with_a_reason() -> None:
    found = read(
        response(0, b"gone", status="404 Not Found"),
        response(1, b"\x89PNG", kind="image/png"),
        response(2, b""),
        response(3, html(text(3)).ljust(1_000)).replace(b"Content-Length: ", b"Content-Length: 1"),
        response(4, html(text(4))),
    )
    reasons = [one.reason if isinstance(one, Rejected) else "read" for one in found]
    assert reasons[:2] == ["no page: the server answered 404", "no page: image/png"]
    assert "HTML" in reasons[2] or "article" in reasons[2]
    assert reasons[3] == "cut short: 10,000 bytes of the record are missing"
    assert reasons[4] == "read"


def test_records_about_the_crawl_are_no_pages() -> None:
    asked = record(
        "request", 1, b"GET / HTTP/1.1\r\nHost: bote.example\r\n\r\n", "application/http; msgtype=request"
    )
    told = record("warcinfo", 0, b"software: test\r\n", "application/warc-fields")
    assert len(read(told, asked, response(1, html(text(1))))) == 1


def test_wet_is_read_as_text() -> None:
    (found,) = read(record("conversion", 4, ("Die Mauer hielt\n" + text(2)).encode(), "text/plain"))
    assert isinstance(found, Document)
    assert (found.title, found.url) == ("Die Mauer hielt", "https://bote.example/4")


def test_the_servers_charset_holds_where_the_page_says_nothing() -> None:
    page = html(text(1)).decode().replace("<meta charset='utf-8'>", "").encode("iso-8859-1", "ignore")
    (found,) = read(response(0, page, kind="text/html; charset=iso-8859-1"))
    assert isinstance(found, Document)
    assert "Straße" in found.text


@pytest.mark.parametrize("named", ["https://www.bote.example/clean", "https://other.example/"])
def test_a_page_may_name_another_address_of_its_own_site_only(named: str) -> None:
    page = html(text(1)).replace(b"<title>", f"<link rel='canonical' href='{named}'><title>".encode())
    (found,) = read(response(5, page))
    assert isinstance(found, Document)
    assert found.url == (named if "bote" in named else "https://bote.example/5")


def test_a_panic_of_a_library_is_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.cluster import outcome

    class PanicError(BaseException):
        pass

    def panics(*_: Any) -> Any:
        raise PanicError("unwrap")

    data = packed([response(0, html(text(0))), response(1, html(text(1)))], "gzip")
    found = iter(read_warc(io.BytesIO(data), "gzip", "a.warc", 0, len(data)))
    monkeypatch.setattr("rashomon.cluster.page.document_of", panics)
    (first, second) = (one.found[0] for one in outcome.outcomes(found, outcome.Seen()))
    assert isinstance(first, Rejected)
    assert first.reason == "it cannot be read: PanicError: unwrap"
    assert isinstance(second, Rejected)
