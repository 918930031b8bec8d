from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from rashomon.reading.article import UnreadableError
from rashomon.watching.entry import Entry
from rashomon.watching.opml import read_opml


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "feeds.opml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def opml(body: str) -> str:
    return (
        f'<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>{body}</body></opml>'
    )


def test_feeds_of_all_folders_are_listed_once_with_their_titles(tmp_path: Path) -> None:
    text = opml("""<outline text="Papers"><outline type="rss" text="One" xmlUrl="https://one.example/feed"/>
        <outline text="Deeper"><outline title="Two" xmlurl=" https://two.example/feed "/></outline></outline>
        <outline xmlUrl="https://one.example/feed" text="Again"/><outline xmlUrl="https://three.example/"/><outline text="none"/>""")
    assert list(read_opml(written(tmp_path, text))) == [
        Entry("https://one.example/feed", "One"),
        Entry("https://two.example/feed", "Two"),
        Entry("https://three.example/"),
    ]


def test_a_list_in_windows_1251_is_read(tmp_path: Path) -> None:
    text = opml('<outline text="Газета" xmlUrl="https://a.example/"/>').replace(
        '"1.0"?>', '"1.0" encoding="windows-1251"?>'
    )
    (one,) = read_opml(written(tmp_path, text.encode("cp1251")))
    assert one.title == "Газета"


def laughs() -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 15))
    return f'<!DOCTYPE opml [<!ENTITY a0 "ha">{entities}]><opml><body><outline text="&a14;" xmlUrl="https://a.example/"/></body></opml>'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (laughs(), "document type|no XML"),
        ('<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/a.dtd"><opml/>', "document type"),
        ('<!DOCTYPE o [<!ENTITY f SYSTEM "file:///etc/passwd">]><opml><outline xmlUrl="http://a/">&f;</outline></opml>', "document type"),
        ("<opml><body>", "no XML that can be read"), ("", "no XML"), ("not xml", "no XML"), ("<html/>", "no list of feeds"),
        ("<opml>" * 100_000, "no XML"),
    ],
    ids=["laughs", "dtd", "file", "cut", "empty", "text", "html", "deep"],
)  # fmt: skip
def test_hostile_and_broken_lists_are_put_aside(tmp_path: Path, text: str, why: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(UnreadableError, match=why):
        list(read_opml(written(tmp_path, text)))
    assert time.perf_counter() - begun < 2


def test_a_list_too_large_is_put_aside(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="larger than 10 MB"):
        list(read_opml(written(tmp_path, opml(" " * 10_000_000))))


@st.composite
def outlines(draw: DrawFn) -> list[str]:
    return draw(
        st.lists(st.from_regex(r"https://[a-z]{1,5}\.example/[a-z]{0,3}", fullmatch=True), max_size=8)
    )


@given(outlines())
def test_what_was_listed_comes_back_in_order(
    tmp_path_factory: pytest.TempPathFactory, urls: list[str]
) -> None:
    body = "".join(f'<outline xmlUrl="{url}"/>' for url in urls)
    path = written(tmp_path_factory.mktemp("opml"), opml(body))
    assert [entry.url for entry in read_opml(path)] == list(dict.fromkeys(urls))
