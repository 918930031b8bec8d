from __future__ import annotations

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st

from rashomon.alignment.revisions import find_revisions
from rashomon.records import Change, Comparison, Document, Reuse, Revision, Span, Statement
from rashomon.report.article import article
from rashomon.report.facts import facts
from rashomon.report.index import Index
from rashomon.report.page import render
from rashomon.report.revisions import revised
from tests.report.conftest import Open
from tests.report.fixture import comparison

URL = "https://velmwire.example/fire"
OLD = "Three missing\n\nThe fire, Kovrig said, did not start at 04:10. Twelve people were <b>hurt</b> in it.\n\nThe harbuor is closed."
NEW = "Four missing\n\nThe fire, Kovrig said, did start at 03:50. Twelve people were <b>hurt</b> in it.\n\nThe harbour is closed."


def coverage(old: str = OLD, new: str = NEW) -> Comparison:
    texts = {"old": old, "new": new}
    documents = tuple(
        Document(
            name,
            text,
            title=text.partition("\n")[0],
            url=URL,
            outlet="Velm Wire",
            language="en",
            published=f"2031-03-0{day}",
        )
        for day, (name, text) in enumerate(texts.items(), 1)
    )
    statements = tuple(Statement(name, name, "indirect", (Span(20, 30),)) for name in texts)
    return Comparison(documents=documents, statements=statements, revisions=find_revisions(documents))


def woven(found: Comparison) -> list[list[tuple[str, str]]]:
    (one,) = revised(Index(found))
    return [[(part.mark, part.text) for part in change.stretches] for change in (*one.changes, *one.slips)]


def test_deleted_words_stand_before_those_put_in() -> None:
    assert woven(coverage()) == [
        [("del", "Three"), ("", " "), ("ins", "Four"), ("", " missing")],
        [
            ("", "The fire, Kovrig said, did "), ("del", "not"), ("", " "), ("", "start at "), ("del", "04:10"), ("", " "),
            ("ins", "03:50"), ("", ". Twelve people were <b>hurt</b> in it."),
        ],
        [("", "The "), ("del", "harbuor"), ("", " "), ("ins", "harbour"), ("", " is closed.")],
    ]  # fmt: skip


def test_typos_stand_apart() -> None:
    (one,) = revised(Index(coverage()))
    assert [change.kinds for change in one.slips] == [["typo"]]
    assert [change.kinds for change in one.changes] == [["headline", "number"], ["time", "negation"]]
    assert one.extent == "changed in substance"


def test_a_long_passage_that_stayed_is_cut_at_words() -> None:
    stay = "so many words that stayed just as they had been before " * 12
    ((*_, last),) = woven(coverage(f"H\n\nOne {stay}end.", f"H\n\nTwo {stay}end."))
    assert last[0] == ""
    assert " … " in f" {last[1]} "
    assert len(last[1]) < 200


def test_states_count_as_one_origin_and_say_what_they_are() -> None:
    index = Index(coverage())
    assert facts(index).origins == "1 later state counted with its source: 1 independent origin."
    assert index.papers["new"].relation == "Later state"
    old = article(index, index.documents["old"])
    assert ([paper.title for paper in old.states], old.reprints) == (["Four missing"], [])
    assert index.origins_of(index.statements.values()) == 1


def test_a_reused_paragraph_names_where_it_stood_first() -> None:
    found = comparison()
    text = next(document.text for document in found.documents if document.id == "lantern")
    start = text.index("Dara Kovrig")
    reuse = Reuse("lantern", Span(start, start + 60), "wire", Span(0, 60), "rewrite", 0.7)
    index = Index(replace(found, reuses=(reuse, replace(reuse, origin="nobody"))))
    shown = article(index, index.documents["lantern"])
    (borrowed,) = [one for paragraph in shown.paragraphs for one in paragraph.borrowed]
    assert (borrowed.words, borrowed.paper.outlet) == ("First, in other words, in", "Velm Wire")
    assert "First, in other words, in" in render(index.comparison, version="test")


def test_a_report_without_revisions_does_not_speak_of_them() -> None:
    assert 'id="revisions"' not in render(comparison(), version="test")


spans = st.tuples(st.integers(0, 200), st.integers(0, 200)).map(lambda pair: Span(min(pair), max(pair)))
changes = st.builds(
    Change, st.just(("number",)), st.none() | spans, st.none() | spans,
    st.lists(spans, max_size=4).map(tuple), st.lists(spans, max_size=4).map(tuple),
)  # fmt: skip


@given(st.lists(changes, max_size=3).map(tuple))
def test_any_spans_are_shown_without_an_error_and_escaped(given_changes: tuple[Change, ...]) -> None:
    found = replace(coverage(), revisions=(Revision(URL, "old", "new", False, "substance", given_changes),))
    html = render(found, version="test")
    assert "<b>hurt" not in html.partition('id="comparison"')[0]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_changes_are_marked_for_eyes_and_ears(open_report: Open, scheme: str) -> None:
    page = open_report(coverage(), fragment="#revisions", color_scheme=scheme)
    deleted, inserted = page.locator(".diff del").first, page.locator(".diff ins").first
    assert deleted.text_content() == "deleted: Three (end of deletion)"
    assert inserted.text_content() == "inserted: Four (end of insertion)"
    style = "element => getComputedStyle(element).textDecorationLine"
    assert (deleted.evaluate(style), inserted.evaluate(style)) == ("line-through", "underline")
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
