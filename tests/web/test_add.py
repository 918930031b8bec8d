from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from rashomon.records import Document, Extraction
from rashomon.web import workshop as room
from tests.web.conftest import Bench
from tests.web.test_corrections import text_of


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(documents: list[Document]) -> Iterator[Extraction]:
        yield from (Extraction(document) for document in documents)

    monkeypatch.setattr(room, "extract_documents", extract)


def send(bench: Bench, *files: tuple[str, bytes]) -> str:
    form = {"token": bench.token("/add")}
    sent = [("file", (name, data, "application/octet-stream")) for name, data in files]
    return bench.client.post("/add", data=form, files=sent).text


def test_an_article_is_pasted(bench: Bench) -> None:
    form = {
        "text": "It held.\r\n\r\nThe dam held, Roe said.", "title": "It held", "outlet": "Gazette", "published": "2031-03-07",
        "url": "https://gazette.example/1", "language": "en",
    }  # fmt: skip
    page = bench.post("/add", form, page="/add").text
    assert "1 article taken." in text_of(page)
    document = bench.case.base.documents[-1]
    assert (document.title, document.outlet, document.published, document.url, document.uri) == (
        "It held", "Gazette", "2031-03-07", "https://gazette.example/1", "pasted text#1",
    )  # fmt: skip
    assert document.text == "It held.\n\nThe dam held, Roe said."
    assert "1 article known already" in text_of(bench.post("/add", form, page="/add").text)


def test_files_are_sent_and_what_cannot_be_read_is_told(bench: Bench) -> None:
    page = send(
        bench, ("one.txt", b"outlet: Gazette\n\nThe dam held, Roe said."), ("two.jsonl", b'{"text": "It broke, Ek said."}\n[]\n'),
        ("page.html", b"<html><body><article><h1>Held</h1><p>The dam held, Roe said on Monday to reporters in the town.</p></article></body></html>"),
        ("picture.png", b"\x89PNG"), ("all.zip", b"PK\x03\x04"), ("empty.txt", b" "),
    )  # fmt: skip
    told = text_of(page)
    for words in ("picture.png", "all.zip", "archives are not opened here", "not a JSON object", "empty.txt"):
        assert words in told
    outlets = {document.outlet for document in bench.case.base.documents}
    assert "Gazette" in outlets
    assert any(document.text == "It broke, Ek said." for document in bench.case.base.documents)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/passwd",
        "a\x00b.txt",
        "<script>.txt",
        "con",
        "-",
        "." * 300,
        "x" * 5000,
    ],
)
def test_the_name_of_a_file_is_no_path(bench: Bench, name: str) -> None:
    send(bench, (name, b"The dam held, Roe said."))
    new = [document for document in bench.case.base.documents if document.uri.startswith("sent")]
    for document in new:
        assert re.fullmatch(r"sent: [\w.\- ]{1,120}", document.uri)
        assert "passwd" not in document.text


def test_nothing_sent_is_told(bench: Bench) -> None:
    page = bench.post("/add", {"text": "  "}, page="/add")
    assert page.status_code == 422
    assert "no text was pasted and no file was chosen" in text_of(page.text)


def test_what_was_pasted_is_not_lost_where_it_cannot_be_read(bench: Bench) -> None:
    page = bench.post("/add", {"text": "x" * 1_000_001, "title": "My headline"}, page="/add").text
    assert "longer than 1,000,000 characters" in text_of(page)
    assert 'value="My headline"' in page


def test_a_javascript_address_is_no_address(bench: Bench) -> None:
    bench.post("/add", {"text": "The dam held, Roe said.", "url": "javascript:alert(1)"}, page="/add")
    assert bench.case.base.documents[-1].url is None
