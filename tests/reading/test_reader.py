from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reading import read
from rashomon.records import Document, Rejected, content_id
from tests.data import shared

TEXT = "Bridge closed\n\nThe mayor said no.\n"


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> list[Document | Rejected]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return list(read(["-"]))


def only(path: Path) -> Document:
    (document,) = read([str(path)])
    assert isinstance(document, Document)
    return document


def test_plain_text_is_unchanged_and_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    document = only(tmp_path / "a.txt")
    assert document.text == TEXT.replace("\n", "\r\n")
    assert document.title == "Bridge closed"
    assert document.uri == str(tmp_path / "a.txt")
    assert document.id == content_id(document.text, "Bridge closed", None, None, None)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b' {"id": "x", "text": "No, she said."}', "No, she said."),
        (TEXT.encode(), TEXT),
        (
            b"<!DOCTYPE html><html><body><article>" + b"<p>The mayor said no on Monday to all of it.</p>" * 3,
            None,
        ),
    ],
)
def test_standard_input_is_taken_for_what_it_looks_like(
    monkeypatch: pytest.MonkeyPatch, data: bytes, text: str | None
) -> None:
    (document,) = stdin(monkeypatch, data)
    assert isinstance(document, Document)
    assert "<" not in document.text
    assert text is None or document.text == text


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"PK\x03\x04", b" \n"])
def test_standard_input_without_text_is_put_aside(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    (result,) = stdin(monkeypatch, data)
    assert isinstance(result, Rejected)
    assert result.uri == "-"


def test_the_same_content_counts_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    first, second, third = read([str(tmp_path), str(tmp_path / "a.txt")])
    assert isinstance(first, Document)
    reason = f"same content as {tmp_path / 'a.txt'}"
    assert [second, third] == [
        Rejected(str(tmp_path / "b.txt"), reason),
        Rejected(str(tmp_path / "a.txt"), reason),
    ]


def test_an_id_belongs_to_one_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"id": "x", "text": text}) for text in ("One.", "Two.", "One.")))
    first, second, third = read([str(path)])
    assert isinstance(first, Document)
    assert second == Rejected(f"{path}#2", f"the id 'x' belongs to another text already, in {path}#1")
    assert third == Rejected(f"{path}#3", f"same content as {path}#1")


def test_given_metadata_is_normalised(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "No.", "published": "None", "title": " A\n title ", "outlet": "", "url": "javascript:x", "language": "EN-gb"},
        {"id": "b", "text": "No.", "published": "2016-11-08 12:00:10", "url": "https://example.org/b", "language": "?"},
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    first, second = read([str(tmp_path / "a.jsonl")])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.published, first.title, first.outlet, first.url, first.language) == (
        None,
        "A title",
        None,
        None,
        "en",
    )
    assert (second.published, second.url, second.language) == (
        "2016-11-08T12:00:10",
        "https://example.org/b",
        None,
    )


def test_one_bad_input_never_stops_the_rest(tmp_path: Path) -> None:
    files = {
        "a.txt": b"", "b.txt": b"\x00", "c.csv": b"a,b\n", "d.html": b"<p>", "e.pdf": b"%PDF", "f.zip": b"",
        "g.jsonl": b'{"text": "\\ud800"}\n{"text": " "}', "h.txt": b"x" * 20_000_001, "i.txt": b"a\n\n" * 1_000_001,
        "j.txt": TEXT.encode(),
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    results = list(read([str(tmp_path)]))
    assert [result.uri.rsplit("/", 1)[1] for result in results] == [
        "a.txt", "b.txt", "c.csv", "d.html", "e.pdf", "f.zip", "g.jsonl#1", "g.jsonl#2", "h.txt", "i.txt", "j.txt",
    ]  # fmt: skip
    assert all(isinstance(result, Rejected) and result.reason for result in results[:-1])
    assert isinstance(results[-1], Document)


def test_a_file_that_may_not_be_read_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.setattr(Path, "open", refuse)
    assert list(read([str(tmp_path / "a.txt")])) == [
        Rejected(str(tmp_path / "a.txt"), "cannot be read: Permission denied")
    ]


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "No."}\n' + "not json\n" * 1_000)
    assert isinstance(next(iter(read([str(tmp_path / "a.jsonl"), "no-such-file"]))), Document)


@given(st.text(st.characters(codec="utf-8")), st.none() | st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_json_text_is_unchanged_and_exactly_covered(
    tmp_path_factory: pytest.TempPathFactory, text: str, title: str | None
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_text(json.dumps({"id": "x", "text": text, "title": title}))
    (result,) = read([str(path)])
    if isinstance(result, Rejected):
        assert not text.strip()
        return
    assert result.text == text
    assert "".join("".join(block.span.of(text).split()) for block in result.blocks) == "".join(text.split())
    assert Document.from_dict(json.loads(json.dumps(result.to_dict()))) == result


ARCHIVE = io.BytesIO()
with zipfile.ZipFile(ARCHIVE, "w", zipfile.ZIP_DEFLATED) as members:
    members.writestr("a.txt", TEXT)
    members.writestr("é.jsonl", '{"id": "x", "text": "No."}', zipfile.ZIP_LZMA)
SEEDS = {
    "a.zip": ARCHIVE.getvalue(), "a.csv": b'id,text\n1,"No, ""he"" said"\n2,Yes\n', "a.tsv": b'id\ttext\n1\t"No"\n',
    "a.jsonl": b'{"id": "x", "text": "No."}\n', "a.txt": b"outlet: X\ntitle: T\n\nNo.\n", "a": b"<p>No, she said.",
    "a.html": b"<html><body><article><p>The mayor said no.</p><p>He left.</p></article></body></html>",
}  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 3), st.binary(max_size=4)), max_size=4
    ),
)
def test_damaged_files_are_documents_or_put_aside(
    tmp_path_factory: pytest.TempPathFactory, name: str, damage: list[tuple[float, int, bytes]]
) -> None:
    data = SEEDS[name]
    for place, cut, new in damage:
        start = int(place * len(data))
        data = data[:start] + new + data[start + cut :]
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    for result in read([str(path)]):
        json.dumps(result.to_dict(), ensure_ascii=False).encode()


def test_the_development_data_is_read_whole() -> None:
    results = list(
        read([str(shared("coverage")), *(str(path) for path in sorted(shared("cases").glob("*/articles")))])
    )
    assert not [result for result in results if isinstance(result, Rejected)]
    documents = [result for result in results if isinstance(result, Document)]
    assert {document.language for document in documents} == {"en", "ru", "uk", "be"}
    assert all(document.title for document in documents)
    assert list(read([str(shared("coverage"))])) == documents[: len(list(read([str(shared("coverage"))])))]
