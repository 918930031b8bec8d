from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from rashomon.records import Comparison, Document, Rejected, Span, Statement
from rashomon.report import render, write_report
from rashomon.report.facts import shown_input
from rashomon.report.method import installed_models
from tests.report.fixture import comparison, many
from tests.report.hostile import hostile
from tests.report.reading import Reader
from tests.report.strategies import comparisons

GOLDEN = Path(__file__).parent / "golden" / "report.html"
REFRESH = "RASHOMON_GOLDEN"  # set to "write" to take the present output as the golden file


def test_the_fixture_gives_the_golden_report() -> None:
    html = render(comparison(), version="golden")
    if os.environ.get(REFRESH) == "write":
        GOLDEN.write_text(html, encoding="utf-8", newline="\n")
    assert html == GOLDEN.read_text(encoding="utf-8"), f"look at the change, then run with {REFRESH}=write"


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert render(comparison(), version="1") == render(comparison(), version="1")


@pytest.mark.parametrize(
    "found", [Comparison(), comparison(), hostile()], ids=["nothing", "fixture", "hostile"]
)
def test_tags_are_nested_ids_are_unique_and_links_lead_somewhere(found: Comparison) -> None:
    reader = Reader(render(found, version="1"))
    assert reader.badly_nested == []
    assert reader.stack == []
    assert [name for name, count in Counter(reader.ids).items() if count > 1] == []
    inner = {link[1:] for link in reader.links if link.startswith("#")}
    assert inner <= set(reader.ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in reader.ids)


@settings(max_examples=150, deadline=None)
@given(comparisons())
def test_an_article_shows_exactly_its_text(found: Comparison) -> None:
    reader = Reader(render(found, version="1"))
    assert reader.articles == [document.text for document in found.documents]
    assert reader.badly_nested == []
    assert {f"s-{statement.id}" for statement in found.statements} <= {*reader.ids} or not found.documents[
        0
    ].text


def test_what_html_cannot_hold_is_shown_as_replaced() -> None:
    document = replace(comparison().documents[0], text="a\x00b\ud800c")
    html = render(Comparison(documents=(document,)), version="1")
    assert Reader(html).articles == ["a\ufffdb\ufffdc"]
    assert html.encode("utf-8")


def test_the_embedded_json_is_the_comparison() -> None:
    for found in (comparison(), hostile()):
        html = render(found, version="1")
        embedded = re.search(
            r'<script type="application/json" id="comparison">(.*?)</script>', html, re.DOTALL
        )
        assert embedded
        assert Comparison.from_dict(json.loads(embedded[1])) == _without_folders(found)
        assert not re.search("[<>&\u2028\u2029]", embedded[1])


def _without_folders(found: Comparison) -> Comparison:
    documents = tuple(replace(row, uri=shown_input(row.uri)) for row in found.documents)
    return replace(
        found,
        documents=documents,
        rejected=tuple(replace(row, uri=shown_input(row.uri)) for row in found.rejected),
    )


def test_the_report_names_no_folder_of_its_maker() -> None:
    folder = "/home/ann/informants/"
    documents = tuple(replace(row, uri=folder + row.uri) for row in comparison().documents)
    html = render(
        replace(comparison(), documents=documents, rejected=(Rejected(folder + "x", "empty"),)), version="1"
    )
    assert "informants" not in html


def test_the_policy_names_the_style_and_the_script_by_hash_and_nothing_else() -> None:
    html = render(hostile(), version="1")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    named = set(re.findall(r"sha256-([^&']*)&#39;", policy[1]))
    inside = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", html, re.DOTALL)
    assert len(inside) == 2
    assert named == {base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in inside}
    assert "unsafe" not in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;;")


def test_no_inline_style_or_handler_is_written() -> None:
    opening = re.findall(r"<[a-z][^<>]*>", render(comparison(), version="1"))
    assert not [tag for tag in opening if re.search(r"\s(?:style|on[a-z]+)=", tag)]


def test_writing_leaves_one_file_that_others_may_read(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(comparison(), path, version="1")
    write_report(comparison(), path, version="2")
    assert path.read_text(encoding="utf-8") == render(comparison(), version="2", models=installed_models())
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.html"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_report_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "report.html" / "taken").mkdir(parents=True)
    with pytest.raises(OSError, match=r"report\.html"):
        write_report(comparison(), tmp_path / "report.html", version="1")
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no folder .*nowhere"):
        write_report(comparison(), tmp_path / "nowhere" / "report.html", version="1")


def test_two_hundred_articles_take_about_a_second() -> None:
    found = many(40)
    begun = time.process_time()
    html = render(found, version="1")
    assert len(found.documents) == 200
    assert len(html) < 8_000_000
    assert time.process_time() - begun < 3.0  # 0.6 s on an idle core; a guard against quadratic growth


def test_a_pile_of_statements_over_one_text_stays_quick() -> None:
    text = "word " * 8000
    pile = tuple(
        Statement(f"s{n}", "d", "direct", (Span(n, len(text) - n),), parent=f"s{n - 1}") for n in range(1500)
    )
    document = Document("d", text, url="https://news.example/")
    begun = time.process_time()
    render(Comparison(documents=(document,), statements=pile), version="1")
    assert (
        time.process_time() - begun < 3.0
    )  # 0.3 s on an idle core, 10 s where each span looks at all others
