"""The Case as a person uses it, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.case import Case, CaseError, journal
from rashomon.case import case as case_module
from rashomon.case.pointing import Pointing
from rashomon.language.parse_packing import parse_key
from rashomon.pipeline import compare_extractions, extract_document
from rashomon.reading import read
from rashomon.records import Anchor, Comparison, Document, Edit, Extraction, Rejected
from rashomon.watching import Store
from tests.case.making import exported, extractions

ARTICLES = {
    "a.txt": "url: https://one.example/dam\npublished: 2031-03-01\nlanguage: en\n\n"
    "Nine people died at Karst Dam, Mayor Ann Roe said on Monday. “The Karst gate held,” she added.",
    "b.txt": "url: https://two.example/dam\npublished: 2031-03-02\nlanguage: en\n\n"
    "Six people died at Karst Dam, the Velm fire service said. “The Karst gate broke,” said Bo Ek.",
}
LATER = ARTICLES["b.txt"].replace("Six people", "Seven people").replace("03-02", "03-04")


@pytest.fixture
def case(where: str) -> Iterator[Case]:
    with Case.new(where) as found:
        yield found


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def as_json(found: Comparison) -> str:
    return json.dumps(found.to_dict())


def test_what_a_case_shows_is_what_a_comparison_of_its_documents_is(case: Case, articles: Path) -> None:
    told: list[str] = []
    added = case.add([str(articles), "no-such.txt"], told.append)
    assert len(added.new) == len(told) == 2
    assert added.rejected == (Rejected("no-such.txt", "no such file or folder"),)
    assert not case.is_current()
    found = case.compare()
    assert case.is_current()
    assert case.comparison() == found
    extracted = [extract_document(document) for document in case.documents()]
    assert tuple(extracted) == case.extractions()
    assert found == compare_extractions(extracted, added.rejected)


def test_the_same_twice_changes_nothing(case: Case, articles: Path) -> None:
    first = case.add([str(articles)])
    case.compare()
    before = exported(case)
    again = case.add([str(articles), str(articles / "a.txt")])
    assert again.new == ()
    assert set(again.known) == set(first.new)
    assert case.is_current()
    assert exported(case) == before


def test_a_changed_page_is_a_revision(case: Case, articles: Path) -> None:
    old = case.add([str(articles)])
    (articles / "b.txt").write_text(LATER, "utf-8")
    added = case.add([str(articles)])
    assert added.revised == added.new
    assert len(added.new) == 1
    revision = case.compare().revisions[0]
    assert revision.later == added.new[0]
    assert revision.earlier in old.new
    assert revision.extent == "substance"


def test_a_given_id_with_another_text_is_a_changed_page_or_put_aside(case: Case, tmp_path: Path) -> None:
    rows = [
        {
            "id": "7",
            "text": "Six people died, Bo Ek said.",
            "url": "https://two.example/dam",
            "language": "en",
        },
        {"id": "8", "text": "The gate held, Ann Roe said.", "language": "en"},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert case.add([str(path)]).new == ("7", "8")
    for row in rows:
        row["text"] = row["text"].replace(" said", " said on Friday")
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    added = case.add([str(path)])
    assert len(added.new) == len(added.revised) == 1
    assert [one.reason for one in added.rejected] == [
        "the id '8' belongs to another text in the case already"
    ]
    assert case.document("7").text == "Six people died, Bo Ek said."
    assert case.document(added.new[0]).text == "Six people died, Bo Ek said on Friday."
    assert case.add([str(path)]).new == ()


def test_an_input_that_can_be_read_later_is_put_aside_no_more(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "late.txt"
    case.add([str(path)])
    assert case.status().rejected == 1
    path.write_text(ARTICLES["a.txt"], "utf-8")
    case.add([str(path)])
    assert case.status().rejected == 0


def test_an_interrupted_add_keeps_what_it_told_and_goes_on(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rashomon.case.adding.extract_documents", lambda group: iter(map(Extraction, group)))
    path = tmp_path / "many.jsonl"
    path.write_text(
        "\n".join(json.dumps({"id": str(n), "text": f"Text {n}.", "language": "en"}) for n in range(50)),
        "utf-8",
    )
    told: list[str] = []

    def tell(line: str) -> None:
        told.append(line)
        if len(told) == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        case.add([str(path)], tell)
    kept = case.status().documents
    assert 20 <= kept < 50
    added = case.add([str(path)])
    assert len(added.known) == kept
    assert len(added.new) == 50 - kept


def test_removing_leaves_nothing_but_edits(case: Case) -> None:
    word = "Xylanthrope"
    text = f"“{word} gave the order,” said {word} Vandermolen of the Karst board. {word}!"
    document = Document(
        "d1",
        text,
        f"{word}.txt",
        f"{word} speaks",
        "2031-03-01",
        "en",
        word,
        f"https://{word}.example/x",
    )
    other = Document("d2", "The gate held, Mayor Ann Roe said.", published="2031-03-02", language="en")
    case.add_extractions(map(extract_document, (document, other)))
    case.compare()
    assert case.search(word)
    before = case.status()
    case.remove("d1")
    assert not found_anywhere(case, word.casefold())
    assert case.search("gate")[0].document == "d2"
    assert not case.search(word)
    status = case.status()
    assert (status.documents, status.compared, status.current) == (before.documents - 1, 0, False)
    assert case.store.rows("SELECT stage, key FROM memo") == [("parse", parse_key(other))]
    case.compare()
    assert case.comparison() == compare_extractions([extract_document(other)])
    with pytest.raises(KeyError):
        case.remove("d1")
    assert case.is_current()


def found_anywhere(case: Case, words: str) -> bool:
    """Tell whether words stand in any cell of any table."""
    store = case.store
    if case.where.startswith("postgresql"):
        sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'"
        tables = store.rows(sql, case.where.rpartition("=")[2])
    else:
        tables = store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'words_used'")
    rows = [row for (table,) in tables for row in store.rows(f'SELECT * FROM "{table}"')]  # noqa: S608
    cells = [bytes(cell) if isinstance(cell, memoryview) else cell for row in rows for cell in row]
    return any(words in str(cell).casefold() for cell in cells)


def test_a_file_from_which_something_was_removed_has_no_byte_of_it(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    with Case.new(path) as case:
        case.add_extractions([Extraction(Document("d1", "Xylanthrope " * 500, "x.txt"))])
        case.remove("d1")
    beside = [one for one in tmp_path.iterdir() if b"xylanthrope" in one.read_bytes().lower()]
    assert beside == []


def test_documents_that_were_read_already_are_added_the_same(case: Case, articles: Path) -> None:
    documents = [document for document in read([str(articles)]) if isinstance(document, Document)]
    added = case.add_documents([*documents, Rejected("x", "no reason"), documents[0]])
    assert len(added.new) == 2
    assert added.known == (documents[0].id,)
    assert case.add([str(articles)]).new == ()
    assert case.compare().rejected == (Rejected("x", "no reason"),)


def test_what_a_watch_remembers_is_in_the_case(case: Case, where: str) -> None:
    assert case.watched.load("https://paper.example/feed") is None
    case.watched.save("https://paper.example/feed", {"etag": '"1"'})
    case.watched.save("https://paper.example/feed", {"etag": '"2"', "seen": ["ł"]})
    with Case.open(where) as again:
        assert again.watched.load("https://paper.example/feed") == {"etag": '"2"', "seen": ["ł"]}
    store: Store = case.watched
    assert store.load("another") is None


# Edits


def test_an_edit_is_stamped_and_holds(case: Case, articles: Path) -> None:
    case.add([str(articles)])
    case.compare()
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    edit = case.edit(Edit("rename", (Anchor("Bo Ek"),), "Bogdan Ek", who="somebody", when="1999"), who="Ann")
    assert edit.who == "Ann"
    assert before <= datetime.fromisoformat(edit.when) <= datetime.now(UTC)
    assert case.edits() == (edit,)
    assert not case.is_current()
    found = case.compare()
    assert [(outcome.edit, outcome.state) for outcome in found.edits] == [(edit, "applied")]
    assert any(entity.name == "Bogdan Ek" for entity in found.entities)
    case.edit(Edit("undo", edit=edit.id))
    assert not any(entity.name == "Bogdan Ek" for entity in case.compare().entities)


def test_edits_follow_each_other_in_time_even_within_a_millisecond(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = datetime(2031, 3, 5, 10, tzinfo=UTC)
    monkeypatch.setattr(journal, "_now", lambda: clock)
    made = [case.edit(Edit("rename", (Anchor("Roe"),), f"Roe {number}")) for number in range(5)]
    assert list(case.edits()) == made
    assert made[-1].when == "2031-03-05T10:00:00.004+00:00"
    ahead = replace(made[0], when="2031-03-05T14:00:00+02:00", name="Roe elsewhere")
    wrong = replace(made[0], when="9999-12-31T23:59:59+00:00", name="Roe of a broken clock")
    case.import_edits([ahead, wrong])
    assert case.edit(made[0]).when == "2031-03-05T12:00:00.001+00:00"


def test_edits_of_two_people_meet_and_conflicts_are_shown(
    fresh: Callable[[], str], articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = (
        datetime(2031, 3, 5, hour, tzinfo=UTC) for hour in range(24)
    )  # two cases know nothing of each other
    monkeypatch.setattr(journal, "_now", lambda: next(clock))
    with Case.new(fresh()) as one, Case.new(fresh()) as other:
        for case in (one, other):
            case.add([str(articles)])
        mine = one.edit(Edit("rename", (Anchor("Bo Ek"),), "Bogdan Ek"), who="Ann")
        theirs = other.edit(Edit("rename", (Anchor("Bo Ek"),), "Boris Ek"), who="Bob")
        harmless = other.edit(Edit("rename", (Anchor("Ann Roe"),), "Anna Roe"), who="Bob")
        imported = one.import_edits(other.edits())
        assert imported.new == (theirs.id, harmless.id)
        assert imported.conflicts == ((mine, theirs),)
        assert one.import_edits(other.edits()).new == ()
        assert one.import_edits(other.edits()).known == 2
        back = other.import_edits(one.edits())
        assert back.new == (mine.id,)
        assert back.conflicts == ((mine, theirs),)
        assert as_json(one.comparison()) == as_json(other.comparison())
        assert {edit.id for edit in one.edits()} == {mine.id, theirs.id, harmless.id}


def test_two_edits_of_one_person_are_no_conflict(case: Case, articles: Path) -> None:
    case.add([str(articles)])
    case.edit(Edit("rename", (Anchor("Bo Ek"),), "Bogdan Ek"), who="Ann")
    last = replace(case.edits()[0], name="Boris Ek", when="2041-01-01T00:00:00+00:00")
    imported = case.import_edits([last])
    assert imported.new == (last.id,)
    assert imported.conflicts == ()


PEOPLE = ("Dara Kovrig", "Oleg Marun", "Ilya Radov", "Ann Roe")
made_edits = st.lists(
    st.builds(
        lambda name, new, who, at: Edit("rename", (Anchor(name),), new, who=who, when=f"2031-03-05T10:00:00.{at:03}+00:00"),
        st.sampled_from(PEOPLE), st.sampled_from(["One", "Other", "Third"]), st.sampled_from(["Ann", "Bob"]), st.integers(0, 9),
    )
    | st.builds(
        lambda one, other, at: Edit("merge", (Anchor(one), Anchor(other)), when=f"2031-03-05T10:00:01.{at:03}+00:00"),
        st.sampled_from(PEOPLE[:2]), st.sampled_from(PEOPLE[2:]), st.integers(0, 9),
    ),
    max_size=4, unique_by=lambda edit: edit.id,
)  # fmt: skip


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.permutations(range(5)), st.integers(1, 5), made_edits, st.randoms(use_true_random=False))
def test_what_is_shown_depends_on_no_order_and_no_batch(
    fresh: Callable[[], str], order: list[int], batch: int, edits: list[Edit], chance: object
) -> None:
    rows = list(extractions(5, sentences=2))
    with Case.new(fresh()) as plain, Case.new(fresh()) as mixed:
        plain.add_extractions(rows)
        plain.import_edits(edits)
        plain.compare()
        shuffled = list(edits)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        for start in range(0, 5, batch):
            mixed.add_extractions(rows[number] for number in order[start : start + batch])
            mixed.import_edits(shuffled[start : start + batch])
        mixed.import_edits(shuffled)
        mixed.compare()
        assert exported(plain) == exported(mixed)


# What is shown, and when


def test_a_document_that_is_taken_away_meanwhile_is_not_shown(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.add_extractions(extractions(3, sentences=1))
    calls: list[int] = []

    def compared(*given: object, **named: object) -> Comparison:
        calls.append(1)
        if len(calls) == 1:
            case.remove("doc000001")
        return compare_extractions(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(case_module, "compare_extractions", compared)
    found = case.compare()
    assert len(calls) == 2
    assert [one.id for one in found.documents] == ["doc000000", "doc000002"]
    assert case.is_current()


def test_an_older_comparison_does_not_take_the_place_of_a_newer_one(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.add_extractions(extractions(2, sentences=1))
    calls: list[int] = []

    def compared(*given: object, **named: object) -> Comparison:
        calls.append(1)
        if len(calls) == 1:  # somebody else adds, and compares, while this one is at work
            case.add_extractions(extractions(1, start=2, sentences=1))
            case.compare()
        return compare_extractions(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(case_module, "compare_extractions", compared)
    case.compare()
    assert len(case.comparison().documents) == 3
    assert case.is_current()


def test_where_a_comparison_fails_what_was_shown_stays(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.add_extractions(extractions(2, sentences=1))
    before = case.compare()
    case.add_extractions(extractions(1, start=2, sentences=1))

    def broken(*_: object, **__: object) -> Comparison:
        raise RuntimeError

    monkeypatch.setattr(case_module, "compare_extractions", broken)
    with pytest.raises(RuntimeError):
        case.compare()
    assert case.comparison() == before


def test_another_version_says_what_to_read_anew_and_edits_find_their_words(
    case: Case, articles: Path
) -> None:
    case.add([str(articles)])
    shown = Pointing(case.compare())
    statement = next(s for s in shown.statements.values() if "gate held" in shown.quote(s.id).exact)
    edit = case.edit(Edit("reject-statement", quotes=(shown.quote(statement.id),)), who="Ann")
    case.compare()
    newer = Case(case.store, "newer")
    assert newer.status().outdated == 2
    assert not newer.is_current()
    told: list[str] = []
    assert len(newer.refresh(told.append)) == len(told) == 2
    assert newer.status().outdated == 0
    found = newer.compare()
    assert [(outcome.edit.id, outcome.state) for outcome in found.edits] == [(edit.id, "applied")]
    assert statement.id not in {one.id for one in found.statements}
    assert newer.refresh() == ()


def test_an_edit_whose_document_is_gone_is_shown_as_orphaned(case: Case, articles: Path) -> None:
    case.add([str(articles)])
    shown = Pointing(case.compare())
    statement = next(iter(shown.statements.values()))
    case.edit(Edit("reject-statement", quotes=(shown.quote(statement.id),)))
    case.remove(statement.document)
    assert [outcome.state for outcome in case.compare().edits] == ["orphaned"]


# Opening


def test_a_case_is_opened_again_with_all_that_it_had(case: Case, articles: Path, where: str) -> None:
    case.add([str(articles)])
    case.edit(Edit("rename", (Anchor("Bo Ek"),), "Bogdan Ek"), who="Ann")
    case.compare()
    with Case.open(where, readonly=True) as again:
        assert exported(again) == exported(case)
        assert again.search("gate")
        for write in (
            lambda: again.compare(),
            lambda: again.edit(Edit("rename", (Anchor("a"),), "b")),
            lambda: again.add([str(articles / "a.txt")]),
            lambda: again.remove(again.documents()[0].id),
        ):
            if write.__code__.co_names[0] != "add":
                with pytest.raises(CaseError, match="reading only"):
                    write()


def test_there_is_no_second_case_at_one_place_and_none_where_none_was_made(fresh: Callable[[], str]) -> None:
    where = fresh()
    with pytest.raises(CaseError, match="there is no case"):
        Case.open(where)
    Case.new(where).close()
    with pytest.raises(CaseError, match="is there already"):
        Case.new(where)


def test_an_empty_case_shows_an_empty_comparison(case: Case) -> None:
    assert case.comparison() == Comparison()
    assert case.fingerprint() is None
    assert not case.is_current()
    assert case.compare() == Comparison()
    assert case.is_current()
    assert case.search("anything") == []
