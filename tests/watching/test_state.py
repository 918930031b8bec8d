from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Document
from rashomon.watching.entry import Entry
from rashomon.watching.page import Known
from rashomon.watching.state import FolderStore, MemoryStore, Store
from rashomon.watching.visit import DAY, Listed, Visit, Visits
from tests.watching.pages import page

JSON = st.dictionaries(
    st.text(max_size=8), st.one_of(st.none(), st.integers(), st.text(max_size=20)), max_size=4
)


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "../x", "https://ł.example/?a=1", ""]), JSON), max_size=12)
)
def test_a_folder_remembers_what_memory_does(
    tmp_path_factory: pytest.TempPathFactory, saved: list[tuple[str, dict[str, object]]]
) -> None:
    folder = tmp_path_factory.mktemp("state")
    memory = MemoryStore()
    for key, value in saved:
        FolderStore(folder).save(key, value)
        memory.save(key, value)
    for key in ("a", "b", "../x", "https://ł.example/?a=1", "", "never"):
        assert FolderStore(folder).load(key) == memory.load(key)


def test_nothing_of_a_key_becomes_part_of_a_path(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    FolderStore(folder).save("../../../x/../\x00" + "a" * 5_000, {"n": 1})
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert folder in files[0].parents


def test_a_damaged_file_counts_as_not_there(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.save("a", {"n": 1})
    (file,) = (path for path in tmp_path.rglob("*.json"))
    for damage in (b"", b'{"key": "a", "va', b"\xff\xfe", b'{"key": "b", "value": {}}', b"[]"):
        file.write_bytes(damage)
        assert store.load("a") is None
    store.save("a", {"n": 2})
    assert store.load("a") == {"n": 2}
    assert not list(tmp_path.rglob("*.part"))


def test_a_visit_is_remembered_whole() -> None:
    store: Store = MemoryStore()
    visit = Visit(
        Known("https://paper.example/a", '"x"', "yesterday"), Document("d", "The wall held.", uri="u"),
        (Listed(Entry("https://paper.example/b", "B", None, "O"), 5.0),), 1.0, 2.0, 3, 4.0, "why",
    )  # fmt: skip
    Visits(store).keep("k", visit)
    assert Visits(store).of("k") == visit
    assert Visits(store).of("other") == Visit()


def test_failures_are_looked_at_ever_less_often_and_daily_at_last() -> None:
    visit, now, waits = Visit(), 1_000_000.0, []
    for _ in range(12):
        visit = visit.failed("why", now, 900.0)
        waits.append((visit.wait or now) - now)
    assert waits[:4] == [0, 900, 2_700, 6_300]
    assert waits[-1] == DAY
    assert visit.seen(now).failures == 0


@given(st.floats(0, 29 * DAY), st.floats(0, DAY))
def test_an_article_is_looked_at_again_after_a_tenth_of_its_age(age: float, since: float) -> None:
    now = 100 * DAY
    since = min(since, age)
    visit = Visit(first=now - age, last=now - since)
    assert visit.is_due_again(now) == (now >= (now - since) + 0.1 * age)


def test_an_article_is_followed_for_thirty_days() -> None:
    now = 100 * DAY
    assert Visit(first=now - 29 * DAY, last=now - 10 * DAY).is_due_again(now)
    assert not Visit(first=now - 31 * DAY, last=now - 20 * DAY).is_due_again(now)


def test_what_a_feed_no_longer_lists_stays_known_for_thirty_days() -> None:
    one, two = Entry("https://paper.example/1"), Entry("https://paper.example/2")
    visit = Visit().listing(page(""), (one,), 0.0).listing(page(""), (two,), DAY)
    assert [each.entry for each in visit.listed] == [two, one]
    assert [each.since for each in visit.listed] == [DAY, 0.0]
    assert [each.entry for each in visit.listing(page(""), (two,), 40 * DAY).listed] == [two]
