from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.alignment.origins import Origins
from rashomon.records import Document

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
