from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.watching.address import authority, checked
from rashomon.watching.page import FetchError


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "only http"), ("ftp://paper.example/a", "only http"), ("javascript:alert(1)", "only http"),
        ("data:text/html,hello", "only http"), ("gopher://paper.example:80/", "only http"), ("/a", "only http"),
        ("https:///a", "names no server"), ("https://me:secret@paper.example/", "password"),
        ("https://me@paper.example/", "password"), ("http://paper.example:25/", "port 25"), ("http://paper.example:22/", "port 22"),
        ("http://paper.example:99999/", "port 99999"), ("http://[::1/", "can be read"), ("http://a b/", "can be read"),
        ("http://0177.0.0.1/", "can be read"), ("http://" + "a" * 3_000, "longer than"), ("", "only http"),
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        checked(url)


def test_an_address_relative_to_another_is_checked_as_any() -> None:
    base = httpx.URL("https://paper.example/a/b")
    assert str(checked("//other.example/c", base)) == "https://other.example/c"
    assert str(checked("?page=2", base)) == "https://paper.example/a/b?page=2"
    with pytest.raises(FetchError, match="only http"):
        checked("file:///etc/passwd", base)


def test_a_name_in_another_script_is_asked_in_ascii() -> None:
    assert authority(checked("https://газета.example/новость")) == "xn--80aahjj1e.example:443"


@given(
    st.text(max_size=60),
    st.sampled_from(["", "http://", "https://", "https://paper.example/", "//", "http://["]),
)
def test_any_text_is_an_address_or_refused(text: str, before: str) -> None:
    try:
        found = checked(before + text, httpx.URL("https://paper.example/a"))
    except FetchError:
        return
    assert found.scheme in ("http", "https")
    assert not found.userinfo
    assert authority(found).isascii()
