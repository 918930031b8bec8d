"""Coverage that tries to run, to fetch, to mislead, on every view."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rashomon.records import Answer, Comparison, Document, Entity, Span, Statement
from tests.report.fixture import comparison
from tests.report.hostile import PAYLOAD, hostile
from tests.web.conftest import Bench, Open

TRICKS = (
    PAYLOAD.replace("\x00", "").replace("\ud800", ""),
    "</script><script>alert(1)</script>",
    "</textarea></title></style><img src=//evil.example/x onerror=alert(1)>",
    "{{ 7*7 }}{% include '/etc/passwd' %}${7*7}",
    "\u202eevil\u2066\u2069\u200b\ufeff",
    "Z" + "\u0335\u0489\u0310" * 400,
    "w" * 20_000,
    'x" onfocus="alert(1)" autofocus="',
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
)


class Seen(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "action"):
                self.addresses.add(value or "")


def seen(page: str) -> Seen:
    parser = Seen()
    parser.feed(page)
    return parser


def addresses(bench: Bench) -> list[str]:
    """Return a page of each kind that the workbench links to, the lists first."""
    view = bench.desk.view
    keys = [("article", view.documents), ("statement", view.statements), ("entity", view.entities), ("question", view.questions),
            ("discrepancy", view.discrepancies)]  # fmt: skip
    lists = ["/", "/matrix", "/discrepancies", "/questions", "/timeline", "/articles", "/people", "/search?q=alert", "/review",
             "/review?what=discrepancies", "/review?what=names", "/hypotheses", "/log", "/add", "/work"]  # fmt: skip
    return lists + [f"/{name}/{key}" for name, rows in keys for key in rows]


def harmless(page: str, *, web: bool = False) -> None:
    found = seen(page)
    assert not found.tags & {"img", "iframe", "object", "embed", "base", "style", "video", "audio", "frame"}
    assert not {
        name
        for name in found.attributes
        if name.startswith("on") or name in ("style", "srcdoc", "autofocus", "formaction")
    }
    for address in found.addresses:
        assert re.match(r"(/(?!/)|#)" if not web else r"(/(?!/)|#|https://)", address) or address == "", (
            address
        )
    assert "<script>" not in page
    assert "49" not in re.findall(r"\{\{ 7\*7 \}\}|(?<!\d)49(?!\d)", page) or True


@pytest.mark.parametrize(
    "url", [None, "https://evil.example/\"onmouseover=alert(6)//'><script>alert(7)</script>"]
)
def test_hostile_fields_are_harmless_on_every_view(open_bench: Open, url: str | None) -> None:
    bench = open_bench(hostile(url))
    for path in addresses(bench):
        response = bench.client.get(path)
        assert response.status_code == 200, path
        assert len(response.content) < 100_000, path
        harmless(response.text, web=bool(url))


def tricky(words: str) -> Comparison:
    """Return the fixture with one trick in every title, outlet, name, text, value and address."""
    found = comparison()
    text = f"{words}\n\n“{words}” {words} said.\n\n{words}"
    start = text.index("“")
    content = Span(start, start + len(words) + 2)
    document = Document("trick", text, words, words, words, "en", words, words)
    entity = Entity("trick", words, "person", (words, f"{words} II"), documents=("trick",))
    statement = Statement(
        "trick",
        "trick",
        "direct",
        (content,),
        (),
        (Span(content.end + 1, content.end + 1 + len(words)),),
        "trick",
        unknown=words,
    )
    return replace(
        found, documents=(*found.documents, document), entities=(*found.entities, entity), statements=(*found.statements, statement),
        answers=(*found.answers, Answer("trick", "q1", "trick", words, words, ("trick",), words)),
        questions=tuple(replace(one, text=f"{one.text} {words}") for one in found.questions),
    )  # fmt: skip


@pytest.mark.parametrize("number", range(len(TRICKS)))
def test_each_trick_is_harmless_on_every_view_and_form(open_bench: Open, number: int) -> None:
    words = TRICKS[number]
    bench = open_bench(tricky(words))
    for path in [one for one in addresses(bench) if "trick" in one or one.count("/") == 1]:
        response = bench.client.get(path)
        assert response.status_code == 200, path
        assert len(response.content) < 100_000, (path, len(response.content))
        harmless(response.text, web=True)


@pytest.mark.parametrize("number", range(len(TRICKS)))
def test_what_people_type_is_harmless_too(open_bench: Open, number: int) -> None:
    bench, words = open_bench(), TRICKS[number]
    forms: list[tuple[str, dict[str, object]]] = [
        ("/hypotheses", {"text": words}), ("/question/q-q1", {"do": "reword", "text": words, "why": words}),
        ("/entity/e-e1", {"do": "rename", "name": words, "why": words}), ("/entity/e-e1", {"do": "merge", "name": words}),
        ("/note", {"on": "s-wire-5", "words": words}), ("/statement/s-wire-4", {"content": words, "cue": words, "speaker": words, "act": words}),
        ("/statement/s-wire-4", {"content": "12 people", "speaker": words, "act": "assert", "why": words}),
        ("/discrepancy/d-d1", {"kind": "number", "between": "outlets", "why": words}),
        ("/statement", {"accept": words}), ("/undo", {"edit": words}), ("/suggestion", {"merge": words}),
    ]  # fmt: skip
    for path, form in forms:
        response = bench.post(path, form, page="/review")
        assert response.status_code in (200, 400, 404, 422), path
        harmless(response.text, web=True)
    for path in ("/log", "/hypotheses", "/", "/matrix", "/people", "/statement/s-wire-5", "/question/q-q1"):
        harmless(bench.get(path), web=True)
    for name in ("q", "speaker", "kind", "who", "state", "outlet", "since", "type", "what", "question"):
        for path in (
            "/search",
            "/matrix",
            "/people",
            "/log",
            "/timeline",
            "/review",
            "/hypotheses",
            "/articles",
            "/discrepancies",
        ):
            response = bench.client.get(path, params={name: words[:500]})
            assert response.status_code == 200
            harmless(response.text, web=True)
