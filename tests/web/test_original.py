"""The page that an article was read from, beside the text: shown on request, and able to do nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from rashomon.originals import Original
from rashomon.web.original import HEADERS, harmless
from tests.web.conftest import Bench
from tests.web.test_hostile import TRICKS, Seen

HOSTILE = (
    '<!doctype html><html manifest="//evil.example/m" onload=alert(1)><head><title>{0}</title><base href="//evil.example/">'
    '<meta http-equiv="refresh" content="0;url=//evil.example/"><link rel=preconnect href="//evil.example">'
    '<link rel=stylesheet href="//evil.example/x.css"><style>@import "//evil.example/y.css"; p {{background: url(//evil.example/z)}}'
    '</style><script src="//evil.example/x.js"></script><script>parent.document.title = "pwned"</script></head>'
    '<body background="//evil.example/b" style="background:url(//evil.example/c)"><h1 id="top" class="x">The dam held</h1>'
    '<p>{0}</p><a href="//evil.example/" target=_top ping="//evil.example/p">away</a><a href="javascript:alert(1)">run</a>'
    '<form action="//evil.example/f" method=post><input name=q autofocus onfocus=alert(1)><button formaction="//evil.example/g">go</button></form>'
    '<img src="//evil.example/i" srcset="//evil.example/j 2x" alt="A gate" onerror=alert(1)><video poster="//evil.example/k"><source src="//evil.example/l"></video>'
    '<iframe src="//evil.example/" srcdoc="<script>alert(1)</script>"></iframe><object data="//evil.example/o"></object><embed src="//evil.example/e">'
    '<svg><script>alert(1)</script><image href="//evil.example/s"/><a xlink:href="javascript:alert(1)">x</a></svg><math><mtext><script>1</script></mtext></math>'
    '<template><img src="//evil.example/t"></template><noscript><img src="//evil.example/n"></noscript><x-y onclick=alert(1)>said Roe</x-y>'
    '<table><tr><td colspan=2 background="//evil.example/u">12</td></tr></table></body></html>'
)  # fmt: skip


def keep(bench: Bench, page: str) -> None:
    bench.case.pages["wire"] = Original.of(page.encode("utf-8", "replace"))


def test_the_original_is_shown_beside_the_text_on_request_alone(bench: Bench) -> None:
    assert "riginal page" not in bench.get("/article/doc-wire")
    bench.get("/article/doc-wire/original", 404)
    keep(bench, "<h1>It held</h1><p>The dam held, Roe said.")
    bare = bench.get("/article/doc-wire?at=s-wire-5")
    assert "<iframe" not in bare
    assert 'href="/article/doc-wire?at=s-wire-5&amp;original=1"' in bare
    page = bench.get("/article/doc-wire?original=1")
    frame = re.findall(r"<iframe[^>]*>", page)
    assert frame == [
        '<iframe sandbox="" referrerpolicy="no-referrer" src="/article/doc-wire/original#start" title="The page as it was read">'
    ]
    assert 'href="/article/doc-wire">Without the original page' in page
    assert "<p>The dam held, Roe said.</p>" in bench.get("/article/doc-wire/original")


def test_the_original_may_load_and_run_nothing(bench: Bench) -> None:
    keep(bench, HOSTILE.format("x"))
    headers = bench.client.get("/article/doc-wire/original").headers
    policy = headers["content-security-policy"]
    assert {name: headers[name] for name in HEADERS} == dict(HEADERS)
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]+'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
        policy,
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-src 'self'" in bench.client.get("/article/doc-wire").headers["content-security-policy"]


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def harmless_markup(page: str) -> None:
    found = Seen()
    found.feed(page)
    assert found.attributes <= {"dir", "lang", "colspan", "rowspan", "datetime", "class", "id"}
    assert not found.tags & {
        "script", "style", "link", "meta", "base", "iframe", "object", "embed", "img", "form", "input", "button", "svg",
        "math", "template", "noscript", "video", "source", "title",
    }  # fmt: skip
    assert found.addresses == set()


@pytest.mark.parametrize("words", TRICKS)
def test_of_a_hostile_page_its_words_are_left(words: str) -> None:
    page = harmless(HOSTILE.format(words).replace("\x00", ""))
    harmless_markup(page)
    reader = Words()
    reader.feed(page)
    for told in ("The dam held", "away", "[picture: A gate]", "said Roe", "12"):
        assert told in reader.text


@settings(max_examples=150)
@given(st.lists(st.sampled_from([*re.findall(r"<[^>]*>|[^<>]+", HOSTILE), "<", ">", "</", "<!--", "-->", "]]>", "&lt;script>", "\"'"]), max_size=30))  # fmt: skip
def test_whatever_the_markup_nothing_that_acts_is_left(parts: list[str]) -> None:
    try:
        page = harmless("".join(parts))
    except (etree.LxmlError, ValueError):
        return
    harmless_markup(page)


@pytest.mark.parametrize(
    "kept",
    [Original(b"no zlib"), Original.of(b"\x89PNG\x00\x01"), Original.of(b""), Original.of(b"<" * 70_000)],
)
def test_a_page_that_cannot_be_shown_says_why(bench: Bench, kept: Original) -> None:
    bench.case.pages["wire"] = kept
    assert "cannot be shown: " in bench.get("/article/doc-wire/original")
    assert "<iframe" in bench.get("/article/doc-wire?original=1")
