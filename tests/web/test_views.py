from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rashomon.records import Answer, Comparison, Document, Question
from rashomon.web import Door
from rashomon.web.guard import POLICY
from tests.report.fixture import TEXTS, comparison
from tests.web.conftest import Bench, Open

VIEWS = [
    "/", "/matrix", "/matrix?contested=1&sort=latest&kind=actor", "/discrepancies", "/discrepancies?kind=time&sort=sure",
    "/discrepancy/d-d1", "/discrepancy/d-d_23_4", "/questions", "/question/q-q1", "/timeline", "/timeline?speaker=e-e1",
    "/articles", "/articles?sort=latest&language=ru", "/article/doc-wire", "/article/doc-sahil", "/article/doc-wire?at=s-wire-5",
    "/statement/s-wire-8", "/statement/s-vestnik-3?edit=1", "/people", "/people?q=кови&type=person", "/entity/e-e2",
    "/search", "/search?q=petrol", "/review", "/review?skip=8", "/review?speaker=e-e1", "/review?what=discrepancies",
    "/review?what=names", "/hypotheses", "/hypotheses?marked=1", "/log", "/log?state=orphaned", "/add", "/work",
]  # fmt: skip


@pytest.mark.parametrize("path", VIEWS)
def test_each_view_is_answered_with_the_strict_headers(bench: Bench, path: str) -> None:
    response = bench.client.get(path)
    assert response.status_code == 200
    assert response.headers["content-security-policy"] == POLICY
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert re.search(r"<h1[^>]*>", response.text)
    assert not re.search(r"<[^>]+\s(style|on\w+)=", response.text)
    assert not re.search(r"<script(?! src=)", response.text)


@pytest.mark.parametrize("path", VIEWS)
def test_each_view_of_an_empty_case_is_answered_too(open_bench: Open, path: str) -> None:
    response = open_bench(Comparison()).client.get(path)
    found = re.match(r"/(discrepancy|question|article|statement|entity)/", path)
    assert response.status_code == (404 if found else 200)


@pytest.mark.parametrize("path", VIEWS)
def test_no_view_offers_a_form_that_changes_something_in_a_case_to_read(open_bench: Open, path: str) -> None:
    page = open_bench(door=Door(readonly=True), readonly=True).get(path, 403 if path == "/add" else 200)
    assert 'method="post"' not in page


@pytest.mark.parametrize(
    "path", ["/nothing", "/article/doc-none", "/static/none.css", "/statement/..%2f..%2fetc"]
)
def test_what_is_not_there_is_not_found(bench: Bench, path: str) -> None:
    assert bench.client.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=99999999999999999999", "page=x", "page=²", "columns=7", "at=999999999"],
)
def test_odd_page_numbers_show_a_page(bench: Bench, query: str) -> None:
    for path in ("/matrix", "/articles", "/article/doc-wire", "/people", "/log", "/hypotheses", "/review"):
        assert bench.client.get(f"{path}?{query}").status_code == 200


def test_a_page_asks_for_four_files_that_a_browser_keeps(bench: Bench) -> None:
    asked = re.findall(r'(?:href|src)="(/static/[^"]+)"', bench.get("/"))
    assert len(asked) == 4
    for path in asked:
        response = bench.client.get(path)
        assert "immutable" in response.headers["cache-control"]
        assert "set-cookie" not in response.headers


def test_files_come_packed_and_pages_do_not(bench: Bench) -> None:
    asked = re.findall(r'(?:href|src)="(/static/[^"]+)"', bench.get("/"))
    came = [bench.client.get(path) for path in asked]
    large = [one for one in came if len(one.content) > 1000]
    assert large
    assert all(one.headers["content-encoding"] == "gzip" for one in large)
    assert sum(int(one.headers["content-length"]) for one in came) < 40_000
    assert "content-encoding" not in bench.client.get("/").headers


def test_the_overview_says_what_there_is(bench: Bench) -> None:
    page = bench.get("/")
    assert "Fire at the Osterquay grain terminal" in page
    assert "Who was behind the fire?" in page
    assert "statement without a named speaker" in page.replace("statements", "statement")


def test_an_article_is_shown_in_its_very_words(bench: Bench) -> None:
    page = bench.get("/article/doc-vestnik")
    body = page[page.index("data-select") : page.index('<form id="judge"')]
    shown = re.sub(r"<ol class=\"notes\">.*?</ol>|<p class=\"reprint.*?</p>", "", body, flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", "", shown.partition(">")[2])
    assert "".join(TEXTS["vestnik"].split()) == "".join(words.split())


def test_the_matrix_can_be_filtered(bench: Bench) -> None:
    def questions(query: str) -> list[str]:
        return re.findall(
            r'<tr role="row" data-stop tabindex="-1" id="(q-[^"]+)"', bench.get(f"/matrix?{query}")
        )

    assert questions("") == ["q-q1", "q-q2", "q-q4", "q-q3"] or len(questions("")) == 4
    assert questions("kind=time") == ["q-q3"]
    assert questions("outlet=The+Lantern&sort=order") == ["q-q2", "q-q3", "q-q4"]
    assert questions("language=ru&sort=order") == ["q-q1", "q-q2"]
    assert questions("speaker=e-e5&sort=order") == ["q-q2", "q-q4"]
    assert questions("since=2031-03-04&sort=order") == ["q-q2", "q-q3", "q-q4"]
    assert questions("until=2031-03-02&sort=order") == ["q-q1", "q-q2", "q-q3", "q-q4"]
    assert questions("speaker=e-nobody") == []
    assert questions("sort=latest")[0] in {"q-q2", "q-q3", "q-q4", "q-q1"}


def test_a_cell_says_how_often_and_from_how_many_origins(bench: Bench) -> None:
    cell = bench.get("/matrix?speaker=e-e1&kind=time")
    assert "2 statements, 1 origin" in cell  # the wire, and the paper that reprinted it


def test_long_articles_come_in_parts_and_lose_no_word(open_bench: Open) -> None:
    words = "\n\n".join(f"Paragraph {number}: " + "water rose " * 120 for number in range(80))
    long = Document("long", f"Long story\n\n{words}\n\n{'x' * 30_000}", title="Long story", language="en")
    bench = open_bench(replace(comparison(), documents=(*comparison().documents, long)))
    first = bench.get("/article/doc-long")
    pages = int((re.search(r"Part 1 of (\d+)", first) or ["", "0"])[1])
    assert pages > 2
    told = ""
    for number in range(1, pages + 1):
        page = bench.get(f"/article/doc-long?page={number}")
        assert len(page.encode()) < 100_000
        parts = re.findall(r"<(p|h1|h2) class=\"text[^>]*data-text>(.*?)</\1>", page, flags=re.DOTALL)
        told += "".join(re.sub(r"<[^>]+>", "", part) for _, part in parts)
    assert "".join(told.split()) == "".join(long.text.split())


def test_a_place_in_a_long_article_opens_its_part(open_bench: Open) -> None:
    words = "\n\n".join(f"Paragraph {number}: " + "water rose " * 120 for number in range(80))
    long = Document("long", words, language="en")
    bench = open_bench(replace(comparison(), documents=(*comparison().documents, long)))
    assert "Paragraph 70:" in bench.get(f"/article/doc-long?at={words.index('Paragraph 70')}")


def test_pages_of_a_large_case_stay_small(open_bench: Open) -> None:
    found = comparison()
    questions = tuple(Question(f"n{n}", f"Question {n}?", "number", "fire") for n in range(400))
    answers = tuple(
        Answer(f"n{n}-{who}", f"n{n}", who, str(n), f"It was {n}. " * 20, ("wire-4",) * 3, "2031-03-02")
        for n in range(400)
        for who in ("e1", "e2", "e3", "e4", "e5", "e6", "e7")
    )
    bench = open_bench(
        replace(found, questions=(*found.questions, *questions), answers=(*found.answers, *answers))
    )
    for path in (
        "/",
        "/matrix",
        "/questions",
        "/question/q-n5",
        "/hypotheses",
        "/entity/e-e1",
        "/discrepancies",
    ):
        assert len(bench.get(path).encode()) < 100_000, path
    assert "Questions 1 of 34" in bench.get("/matrix")
    assert "Next" in bench.get("/matrix")


def test_search_finds_words_and_names(bench: Bench) -> None:
    page = bench.get("/search?q=petrol")
    assert "<mark>petrol</mark>" in page
    assert "/article/doc-wire?at=" in page
    assert "/entity/e-e2" in bench.get("/search?q=марун")


def test_a_sure_timeline_is_drawn(bench: Bench) -> None:
    page = bench.get("/timeline")
    assert "<svg" in page
    assert 'href="/statement/s-lantern-2"' in page
    assert 'href="/question/q-q3"' in page
