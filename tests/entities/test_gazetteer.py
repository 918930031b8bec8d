from __future__ import annotations

import time
from collections.abc import Iterable

from rashomon.entities import Gazetteer, settle
from rashomon.entities.settling import Settled
from rashomon.records import Document, Entity, EntityType, Entry, Extraction, Link
from tests.entities.test_linking import made


def entry(
    key: str, kind: str | None, *names: str, weak: Iterable[str] = (), wikidata: str | None = None
) -> Entry:
    return Entry(Link(key, "known.csv", (*names, *weak)[0], wikidata), kind, names, tuple(weak))


def settled(entries: list[Entry], *names: tuple[str, EntityType]) -> Settled:
    rows = [made(name, kind, f"d{number}") for number, (name, kind) in enumerate(names)]
    return settle(rows, Gazetteer(entries))


def test_names_known_to_be_one_join_and_are_linked() -> None:
    known = entry("k1", "organization", "KGB", "Комитет государственной безопасности", wikidata="Q1")
    found = settled(
        [known], ("KGB", "organization"), ("Комитет государственной безопасности", "organization")
    )
    (entity,) = found.entities
    assert entity.links == (known.link,)
    assert "both are names of “KGB” (Q1) in known.csv" in entity.merges[0].reason


def test_two_entries_are_never_joined() -> None:
    two = [entry("k1", "person", "Siarhei Drazdovich"), entry("k2", "person", "Сергей Дроздович")]
    names: list[tuple[str, EntityType]] = [("Siarhei Drazdovich", "person"), ("Сергей Дроздович", "person")]
    assert len(settled([], *names).entities) == 1
    found = settled(two, *names)
    assert [entity.links for entity in found.entities] == [(two[0].link,), (two[1].link,)] or len(
        found.entities
    ) == 2
    assert found.suggestions == ()


def test_a_name_of_two_entries_is_suggested_with_the_one_that_is_there() -> None:
    two = [
        entry("k1", "person", "John Smith", "J. Smithson"),
        entry("k2", "person", "Jane Smith", "J. Smithson"),
    ]
    found = settled(two, ("J. Smithson", "person"), ("John Smith", "person"))
    (row,) = found.suggestions
    assert row.why == "“J. Smithson” is a name of “John Smith” (k1) in known.csv"
    assert row.against == "and of “Jane Smith” (k2) in known.csv"


def test_a_name_of_two_entries_that_are_not_there_shows_both() -> None:
    two = [entry("k1", "person", "Ann Roe"), entry("k2", "person", "Ann Roe")]
    (row,) = settled(two, ("Ann Roe", "person")).suggestions
    assert (row.b, [link.id for link in row.links]) == (None, ["k1", "k2"])


def test_a_weak_alias_suggests_and_joins_nothing() -> None:
    known = [entry("k1", "person", "Ann Roe", weak=["The Fox"])]
    found = settled(known, ("Ann Roe", "person"), ("The Fox", "person"))
    assert len(found.entities) == 2
    assert [row.why for row in found.suggestions] == [
        "“The Fox” is a weak alias of “Ann Roe” (k1) in known.csv"
    ]


def test_a_surname_in_the_file_is_not_taken_for_another_who_bears_it() -> None:
    known = [entry("k1", "person", "Ann Roe", "Roe")]
    document = Document("d", "", language="en")
    bob = Extraction(document, (), (Entity("e", "Bob Roe", "person", ("Roe",)),))
    (entity,) = settle([bob], Gazetteer(known)).entities
    assert entity.links == ()


def test_a_type_that_does_not_fit_is_not_linked() -> None:
    known = [entry("k1", "place", "Ferrin"), entry("k2", None, "Low")]
    found = settled(known, ("Ferrin", "person"), ("Low", "person"))
    assert {entity.name: len(entity.links) for entity in found.entities} == {"Ferrin": 0, "Low": 1}


def test_word_order_letters_and_scripts_of_a_name_do_not_matter() -> None:
    gazetteer = Gazetteer([entry("k1", "person", "DROZDOVICH Sergey", "Дроздович Сергей Иванович")])
    found = settle(
        [made("Sergey Drozdovich", document="a"), made("Сергей Иванович Дроздович", document="b")], gazetteer
    )
    assert [len(entity.links) for entity in found.entities] == [1]


def test_rows_of_one_wikidata_id_are_one_entry() -> None:
    rows = [entry("a", "person", "Ann Roe", wikidata="Q1"), entry("b", None, "Anna Row", wikidata="Q1")]
    found = settled(rows, ("Ann Roe", "person"), ("Anna Row", "person"))
    assert [entity.links for entity in found.entities] == [(rows[0].link,)]


def test_a_name_that_all_entries_bear_costs_little_and_links_nothing() -> None:
    many = [entry(str(n), "person", f"Ann Roe{n}", "Smith Smith") for n in range(20_000)]
    start = time.process_time()
    found = settled(many, ("Smith Smith", "person"), ("Ann Roe7", "person"))
    assert time.process_time() - start < 5
    assert sorted(len(entity.links) for entity in found.entities) == [0, 1]
    assert found.suggestions == ()
