from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest

from rashomon.records import Document, Extraction
from rashomon.web import desk, parcels
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
        ("picture.png", b"\x89PNG"), ("empty.txt", b" "),
    )  # fmt: skip
    told = text_of(page)
    for words in ("picture.png", "not a JSON object", "empty.txt"):
        assert words in told
    outlets = {document.outlet for document in bench.case.base.documents}
    assert "Gazette" in outlets
    assert any(document.text == "It broke, Ek said." for document in bench.case.base.documents)


def zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return made.getvalue()


def test_a_zip_of_articles_is_opened_and_counted(bench: Bench) -> None:
    page = b"<html><body><article><h1>Held</h1><p>The dam held, Roe said on Monday to reporters in the town.</p></article></body></html>"
    members = {
        "a/one.txt": b"outlet: Gazette\n\nThe dam held, Roe said.", "two.html": page, "again.txt": b"outlet: Gazette\n\nThe dam held, Roe said.",
        "picture.png": b"\x89PNG", "../../etc/passwd.txt": b"root", "inside.zip": zipped({"x.txt": b"x"}), ".hidden.txt": b"Roe said so.",
        "rows.jsonl": b'{"text": "It broke, Ek said."}\n',
    }  # fmt: skip
    told = text_of(send(bench, ("all.zip", zipped(members))))
    assert "What the archives hold is told below." in told
    assert ": 3 new articles, 1 known already, 3 could not be read" in told
    for words in (
        "its name leads out of the archive",
        "an archive inside an archive",
        "no format of ours (.png)",
    ):
        assert words in told
    new = {
        one.uri.partition("!/")[2]: one
        for one in bench.case.base.documents
        if one.uri.startswith("sent: all.zip")
    }
    assert {"a/one.txt", "two.html"} <= new.keys()
    assert new["a/one.txt"].outlet == "Gazette"
    assert new["two.html"].original is not None
    assert new["two.html"].original.page == page
    assert not any("passwd" in name for name in new)
    told = text_of(send(bench, ("again.ZIP", zipped(members)), ("three.txt", b"It leaked, Ek said.")))
    assert "1 article taken. What the archives" in told
    assert "again.ZIP : 0 new articles, 4 known already, 3 could not be read" in told


BOMB = zipped({"bomb.txt": bytes(5_000_000)})
MANY = zipped({f"{number}.txt": b"" for number in range(2_001)})
LARGE = zipped({f"{number}.txt": bytes(range(256)) * 400_000 for number in range(2)})


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04", "no zip archive"),
        (BOMB, "unpacks to more than 200 times its size"),
        (MANY, "more than 2,000"),
        (LARGE, "204,800,000 bytes when unpacked"),
        (BOMB[:-22] + b"PK\x06\x07" + bytes(16) + BOMB[-22:], "no zip archive"),
        (BOMB[:-10] + b"\xff\xff\xff\xff" + BOMB[-6:], "more than 2,000 members"),
        (BOMB[:-40] + BOMB[-22:], "no zip archive that can be read"),
    ],
)
def test_a_zip_that_means_harm_is_put_aside_with_its_reason(bench: Bench, data: bytes, why: str) -> None:
    before = bench.case.base.documents
    told = text_of(send(bench, ("all.zip", data)))
    assert why in told
    assert "0 new articles, 1 could not be read" in told
    assert bench.case.base.documents == before


def test_of_a_zip_of_too_many_articles_the_rest_is_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "MOST", 2)
    rows = b"".join(b'{"text": "It broke %d times, Ek said."}\n' % number for number in range(5))
    told = text_of(send(bench, ("all.zip", zipped({"rows.jsonl": rows}))))
    assert "2 new articles, 1 could not be read" in told
    assert "the rest was left out" in told


def test_archives_that_wait_are_few(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "_PARCELS", 0)
    page = send(bench, ("all.zip", zipped({"one.txt": b"The dam held, Roe said."})))
    assert "too many archives wait" in text_of(page)


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
