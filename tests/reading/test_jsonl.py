from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.article import Article
from rashomon.reading.jsonl import read_jsonl
from rashomon.records import Rejected


def found(*lines: bytes) -> list[Article | Rejected]:
    return list(read_jsonl(io.BytesIO(b"\n".join(lines)), "a.jsonl"))


@given(st.text(), st.text())
def test_text_and_id_are_unchanged(text: str, identity: str) -> None:
    assert found(json.dumps({"id": identity, "text": text}).encode()) == [
        Article(text, "a.jsonl#1", identity)
    ]


def test_fields_are_read_and_others_ignored() -> None:
    row = {
        "id": "x",
        "text": "No.",
        "title": "T",
        "published": "2031",
        "language": "en",
        "outlet": "O",
        "url": "u",
        "more": [1],
    }
    assert found(json.dumps(row).encode()) == [Article("No.", "a.jsonl#1", "x", "T", "2031", "en", "O", "u")]


def test_a_field_of_another_type_is_unknown() -> None:
    assert found(b'{"text": "No.", "title": 7, "published": {}}') == [Article("No.", "a.jsonl#1")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not json", "not JSON: Expecting value (character 0)"),
        (b'{"text": "a', "not JSON"),
        (b"[1]", "not a JSON object but a list"),
        (b"null", "not a JSON object but null"),
        (b'{"id": "a"}', "it has no text"),
        (b'{"text": 7}', "its text is no string but a number"),
        (b'{"text": ["a"]}', "its text is no string but a list"),
        (b'{"text": "a", "id": []}', "its id is no string but a list"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "not JSON that can be read"),
        (b'{"text": "a", "n": ' + b"9" * 10_000 + b"}", "not JSON that can be read"),
    ],
)
def test_a_bad_line_is_put_aside_and_the_rest_goes_on(line: bytes, reason: str) -> None:
    first, bad, last = found(b'{"text": "One."}', line, b'{"text": "Two."}')
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(bad, Rejected)
    assert bad.uri == "a.jsonl#2"
    assert bad.reason.startswith(reason)


def test_blank_lines_a_mark_and_carriage_returns_are_no_articles() -> None:
    assert [article.uri for article in found(b'\xef\xbb\xbf{"text": "A"}\r', b"", b"  ", b'{"text": "B"}\r', b"")] == [
        "a.jsonl#1", "a.jsonl#4",
    ]  # fmt: skip


def test_a_line_too_long_is_put_aside_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.reading.jsonl.LONGEST_LINE", 64)
    results = found(b'{"text": "One."}', b'{"text": "' + b"x" * 500 + b'"}', b'{"text": "Two."}')
    assert [type(result) for result in results] == [Article, Rejected, Article]
    assert [result.uri for result in results] == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#3"]
