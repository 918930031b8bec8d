from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.article import UnreadableError
from rashomon.reading.decoding import decode, decode_markup

RUSSIAN = "Мэр заявил в понедельник, что мост безопасен и что никто не пострадал. " * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1251", "koi8-r"])
def test_encodings_are_found(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


def test_a_page_may_declare_its_encoding() -> None:
    assert decode_markup("café à la crème".encode("latin-1"), "iso-8859-1") == "café à la crème"


@pytest.mark.parametrize(
    "declared", ["punycode", "idna", "zlib", "unicode_escape", "nonsense", "utf-99", "cp\x00"]
)
def test_a_declared_encoding_that_is_none_is_passed_over(declared: str) -> None:
    assert decode_markup(b"plain \xe9t\xe9", declared)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"PK\x03\x04abc",
        b"\x1f\x8b\x08",
        b"\x89PNG\r\n",
        b"a\x00b",
        b"\x01\x02\x03\x04" * 40,
        bytes(range(256)) * 9,
    ],
)
def test_binary_content_is_put_aside(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode(data)


def test_a_cut_character_is_named() -> None:
    with pytest.raises(UnreadableError, match="byte 3 is not utf-8"):
        decode("abcé".encode()[:-1])


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    try:
        text = decode(data)
    except UnreadableError:
        return
    assert (
        not text.startswith("\ufeff")
        or not data.startswith(codecs.BOM_UTF8)
        or data.startswith(2 * codecs.BOM_UTF8)
    )
    text.encode()
