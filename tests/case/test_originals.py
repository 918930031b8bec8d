"""The pages that articles were read from: kept as they came, copied, taken out with their document."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.case import Case, adding, copy
from rashomon.case import case as room
from rashomon.originals import Original
from rashomon.reading import read_each
from rashomon.reading.decoding import decode_markup
from rashomon.records import Document, Extraction

PAGE = (
    '<html><head><meta charset="windows-1251"><title>Мост закрыт</title></head><body><article><h1>Мост закрыт</h1>'
    "<p>Мост закрыт, сказал мэр Олег Марун журналистам в понедельник утром.</p></article></body></html>"
).encode("windows-1251")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(documents: Iterable[Document]) -> Iterable[Extraction]:
        return [Extraction(document) for document in documents]

    monkeypatch.setattr(adding, "extract_documents", extract)
    monkeypatch.setattr(room, "extract_documents", extract)


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE)
    return str(path)


def test_a_page_is_kept_byte_for_byte_and_goes_with_its_document(
    where: str, page: str, tmp_path: Path
) -> None:
    text = tmp_path / "plain.txt"
    text.write_text("The dam held, Roe said.")
    with Case.new(where) as case:
        first, second = case.add([page, str(text)]).new
        kept = case.original(first)
        assert kept is not None
        assert (kept.page, kept.charset) == (PAGE, "windows-1251")
        assert "сказал мэр" in decode_markup(kept.page, kept.charset)
        assert case.original(second) is None
        assert case.document(first).original is None
        case.remove(first)
        assert case.store.count("originals") == 0


def test_a_copy_has_the_pages(where: str, page: str, fresh: Callable[[], str]) -> None:
    with Case.new(where) as case:
        (identity,) = case.add([page]).new
    there = fresh()
    copy(where, there)
    with Case.open(there) as case:
        kept = case.original(identity)
    assert kept is not None
    assert kept.page == PAGE


def test_what_two_comparisons_share_is_read_once(where: str, page: str) -> None:
    known: dict[tuple[str, ...], object] = {}
    with Case.new(where) as case:
        case.add([page])
        case.compare()
        (first,) = case.comparison(known).documents
        case.add_documents([replace(first, id="other", text=f"{first.text} Really.")])
        case.compare()
        found = case.comparison(known)
        assert found == case.comparison()
        assert any(one is first for one in found.documents)
        held = len(known)
        case.remove("other")
        case.compare()
        assert case.comparison(known).documents == (first,)
        assert len(known) < held


def test_a_document_that_came_before_its_page_is_given_it_by_adding_it_again(where: str, page: str) -> None:
    (document,) = read_each([page], originals=True)
    assert isinstance(document, Document)
    with Case.new(where) as case:
        case.add_documents([replace(document, original=None)])
        assert case.original(document.id) is None
        assert case.add([page]).known == (document.id,)
        assert case.original(document.id) == document.original
        case.add_documents([replace(document, original=Original.of(b"another"))])
        assert case.original(document.id) == document.original


def test_the_reader_keeps_no_page_unless_it_is_asked(page: str) -> None:
    (bare,), (whole,) = list(read_each([page])), list(read_each([page], originals=True))
    assert isinstance(bare, Document)
    assert isinstance(whole, Document)
    assert bare.original is None
    assert whole.original is not None
    assert bare == whole
    assert bare.to_dict() == whole.to_dict()


@pytest.mark.parametrize(
    "packed",
    [b"", b"no zlib", Original.of(os.urandom(100)).packed[:-5], Original.of(bytes(20_000_001)).packed],
)
def test_a_page_that_is_damaged_or_a_bomb_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="the page that was kept is"):
        _ = Original(packed).page
