from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Span
from rashomon.report.fragment import live_link, web_address

PAGE = "https://news.example/a"


def link(text: str, words: str, url: str = PAGE) -> str:
    start = text.rindex(words)
    return (live_link(url, text, Span(start, start + len(words))) or "").removeprefix(url)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//host/x", "ftp://host/x", "https://", "https://[x",
     " https://host/", "https://host/\n", "https://host/\u202e", "", None, "file:///etc/passwd", "vbscript:x"],
)  # fmt: skip
def test_only_the_web_is_linked_to(url: str | None) -> None:
    assert web_address(url) is None
    assert live_link(url, "some words", Span(0, 4)) is None


def test_a_passage_is_widened_to_whole_words() -> None:
    assert link("The terminal burned down.", "ermin") == "#:~:text=terminal"
    assert unquote(link("«Никаких людей не было»", "ких люд")) == "#:~:text=Никаких людей"


def test_signs_of_the_directive_are_encoded() -> None:
    assert link("well-known, R&D", "well-known, R&D") == "#:~:text=well%2Dknown%2C%20R%26D"


def test_a_long_passage_is_named_by_its_ends() -> None:
    text = "one two three four five six seven eight nine ten"
    assert link(text, text) == "#:~:text=one%20two%20three%20four,seven%20eight%20nine%20ten"


def test_a_term_never_crosses_a_line() -> None:
    assert (
        unquote(link("first line\n\nsecond line", "first line\n\nsecond line"))
        == "#:~:text=first line,second line"
    )


def test_a_repeated_passage_carries_what_stands_before_it() -> None:
    text = "It burned. Later, he said, it burned again. Much later it burned again."
    assert link(text, "it burned again") == "#:~:text=again.%20Much%20later-,it%20burned%20again"


def test_a_page_with_its_own_fragment_keeps_it() -> None:
    assert link("so it is", "so it is", PAGE + "#top") == ":~:text=so%20it%20is"


@given(st.text(max_size=200), st.integers(0, 210), st.integers(0, 210))
def test_a_link_is_ascii_and_stays_short(text: str, start: int, end: int) -> None:
    found = live_link(PAGE, text, Span(*sorted((start, end))))
    assert found is not None
    assert found.isascii()
    assert found.startswith(PAGE)
    assert found.count("#") <= 1
    assert len(found) < 6000
