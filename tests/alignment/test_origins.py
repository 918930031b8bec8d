from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.alignment.origins import Origins
from rashomon.records import Document, Reuse, Revision, Span, Statement

NAMES = [f"d{number}" for number in range(6)]


def documents(**published: str | None) -> list[Document]:
    return [Document(name, "", published=when) for name, when in published.items()]


def test_the_earliest_by_the_clock_is_the_origin() -> None:
    coverage = documents(b="2031-01-01T09:00:00+00:00", a="2031-01-01T10:00:00+05:00", c=None, d="in spring")
    origins = Origins(coverage, [("b", "a", "c", "d")])
    assert {origins.of(document.id) for document in coverage} == {"a"}


def test_strangers_in_a_group_are_ignored() -> None:
    origins = Origins(documents(a=None), [("x", "a"), (), ("y",)])
    assert origins.of("a") == "a"
    assert origins.count(["a", "a"]) == 1


@given(st.lists(st.lists(st.sampled_from([*NAMES, "x"]), max_size=4), max_size=4))
def test_an_origin_is_its_own_origin_or_at_least_a_document(groups: list[list[str]]) -> None:
    origins = Origins(documents(**dict.fromkeys(NAMES)), groups)
    assert all(origins.of(name) in NAMES for name in NAMES)
    assert 1 <= origins.count(NAMES) <= len(NAMES)


def said(name: str, document: str, start: int) -> Statement:
    return Statement(name, document, "direct", (Span(start, start + 5),))


def test_a_statement_in_a_reused_paragraph_counts_with_the_first_who_had_it() -> None:
    coverage = documents(wire="2031-01-01", mixed="2031-01-02")
    reuse = Reuse("mixed", Span(40, 80), "wire", Span(0, 40), "copy", 1.0)
    origins = Origins(coverage, (), [reuse])
    wire, taken, own = said("s", "wire", 3), said("t", "mixed", 50), said("u", "mixed", 10)
    assert [origins.of_statement(each) for each in (wire, taken, own)] == ["wire", "wire", "mixed"]
    assert origins.count_statements([wire, taken]) == 1
    assert origins.count_statements([wire, taken, own]) == 2
    assert origins.count(["wire", "mixed"]) == 2
    assert origins.of_statement(Statement("v", "mixed", "direct", ())) == "mixed"


def test_the_states_of_an_article_and_their_reprints_are_one_origin() -> None:
    coverage = documents(first="2031-01-01", second="2031-01-02", copy="2031-01-03")
    revision = Revision("paper.example/a", "first", "second", True, "typo", ())
    origins = Origins(coverage, [("second", "copy")], (), [revision])
    assert {origins.of(document.id) for document in coverage} == {"first"}
