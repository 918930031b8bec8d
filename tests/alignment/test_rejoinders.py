from __future__ import annotations

from collections.abc import Mapping

import pytest

from rashomon.alignment.disavowals import Rejoinder
from rashomon.alignment.excerpts import Account
from rashomon.alignment.pairs import Comparer
from rashomon.alignment.rejoinders import read_rejoinders
from rashomon.alignment.scenes import shipped_weights
from rashomon.records import Document, Entity, Role, Span, Statement
from tests.alignment.making import article, person, says

MONDAY, TUESDAY = "2031-06-16T09:00:00+04:00", "2031-06-17T09:00:00+04:00"


class Judged(Comparer):
    """A pair model that holds two accounts for contradictory as far as a test says, by words of the earlier one."""

    def __init__(self, conflicts: Mapping[str, float]) -> None:
        self.conflicts = conflicts

    def relations(self, one: Account, other: Account, speakers: int) -> tuple[float, ...]:  # noqa: ARG002
        chance = next((chance for words, chance in self.conflicts.items() if words in one.text), 0.0)
        return (1 - chance, 0.0, 0.0, chance)


def aimed(
    rejoinder: Rejoinder, documents: list[Document], statements: list[Statement], entities: list[Entity],
    conflicts: Mapping[str, float],
) -> dict[str, str]:  # fmt: skip
    """Return the values of all claims by statement."""
    by_id = {document.id: document for document in documents}
    found = read_rejoinders([rejoinder], by_id, statements, entities, lambda: Judged(conflicts))
    return {statement.id: claim.value for statement, claim in found}


def turned(statement: Statement, sort: str = "taken_back", bare: bool = False) -> Rejoinder:
    return Rejoinder(statement, sort, Span(statement.content[0].start, statement.content[-1].end), bare)  # type: ignore[arg-type]


def test_of_two_earlier_statements_the_one_it_contradicts_is_taken_back() -> None:
    first = article("d1", "Ann Roe said the valve was shut.", MONDAY)
    other = article("d2", "Ann Roe said nobody was hurt.", MONDAY)
    second = article("d3", "Ann Roe corrected herself: the valve was open.", TUESDAY)
    said = [says(first, "the valve was shut", "Ann Roe"), says(other, "nobody was hurt", "Ann Roe")]
    back = says(second, "the valve was open", "Ann Roe")
    conflicts = {"shut": 0.8, "hurt": 0.1}
    found = aimed(turned(back), [first, other, second], [*said, back], [person("Ann Roe")], conflicts)
    assert found == {said[0].id: "yes", back.id: "no"}


def test_what_was_said_later_or_by_others_is_not_taken_back() -> None:
    first = article("d1", "Karl Dahl said the valve was shut.", MONDAY)
    second = article("d2", "Ann Roe corrected herself: the valve was open.", TUESDAY)
    third = article("d3", "Ann Roe said the valve was shut.", "2031-06-18T09:00:00+04:00")
    back = says(second, "the valve was open", "Ann Roe")
    others = [says(first, "the valve was shut", "Karl Dahl"), says(third, "the valve was shut", "Ann Roe")]
    people = [person("Ann Roe"), person("Karl Dahl")]
    assert aimed(turned(back), [first, second, third], [*others, back], people, {"shut": 0.9}) == {}


def test_who_speaks_for_a_body_takes_back_what_another_said_for_it() -> None:
    first = article("d1", "Ann Roe said the valve was shut.", MONDAY)
    second = article("d2", "Karl Dahl said: we were wrong, the valve was open.", TUESDAY)
    said, back = (
        says(first, "the valve was shut", "Ann Roe"),
        says(second, "we were wrong, the valve was open", "Karl Dahl"),
    )
    roles = [Role("spokeswoman of Volta Water"), Role("director of Volta Water")]
    people = [
        Entity("Volta Water", "Volta Water", "organization"),
        Entity("Ann Roe", "Ann Roe", "person", roles=roles[:1]),
        Entity("Karl Dahl", "Karl Dahl", "person", roles=roles[1:]),
    ]
    found = aimed(turned(back), [first, second], [said, back], people, {"shut": 0.9})
    assert set(found) == {said.id, back.id}


def test_a_denial_is_aimed_at_another_speaker_not_at_a_demand() -> None:
    text = "Ann Roe said the mine evaded inspections. Ann Roe said the mine must be closed. The ministry denied it skipped checks."
    document = article("d1", text, MONDAY)
    told = says(document, "the mine evaded inspections", "Ann Roe")
    wish = says(document, "the mine must be closed", "Ann Roe", act="direct")
    denied = says(document, "it skipped checks", "The ministry", act="deny")
    people = [person("Ann Roe"), Entity("The ministry", "The ministry", "organization")]
    conflicts = {"evaded": 0.7, "closed": 0.9}
    assert aimed(turned(denied, "denied"), [document], [told, wish, denied], people, conflicts) == {
        told.id: "yes", denied.id: "no",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("gap", "found"), [(" ", True), (" " + "\n\nIt rained all day in the hills. ", False)]
)
def test_a_bare_denial_is_aimed_at_what_stands_right_before_it(gap: str, found: bool) -> None:
    document = article(
        "d1", f"Ann Roe said the mine evaded inspections.{gap}Police rubbished the charge.", MONDAY
    )
    told = says(document, "the mine evaded inspections", "Ann Roe")
    denied = says(document, "the charge", "Police", act="deny")
    people = [person("Ann Roe"), Entity("Police", "Police", "organization")]
    assert bool(aimed(turned(denied, "denied", bare=True), [document], [told, denied], people, {})) is found


def test_without_a_model_for_the_language_nearness_in_meaning_tells() -> None:
    first = article("d1", "Роу сказал, что мост был закрыт.", MONDAY, "ru")
    second = article("d2", "Роу сказал: я никогда не говорил, что мост был закрыт.", TUESDAY, "ru")
    said = says(first, "мост был закрыт", "Роу")
    never = says(second, "я никогда не говорил, что мост был закрыт", "Роу")
    found = aimed(turned(never, "never_said"), [first, second], [said, never], [person("Роу")], {})
    assert found == {said.id: "yes", never.id: "no"}


def test_the_words_of_the_same_speaker_in_another_article_stand_with_those_that_are_meant() -> None:
    first = article("d1", "Ann Roe said the valve at the reservoir was shut.", MONDAY)
    wire = article("d2", "Ann Roe told reporters the valve at the reservoir was shut.", MONDAY)
    second = article("d3", "Ann Roe corrected herself: the valve was open.", TUESDAY)
    said = [says(one, "the valve at the reservoir was shut", "Ann Roe") for one in (first, wire)]
    back = says(second, "the valve was open", "Ann Roe")
    found = aimed(turned(back), [first, wire, second], [*said, back], [person("Ann Roe")], {"shut": 0.8})
    assert found == {said[0].id: "yes", said[1].id: "yes", back.id: "no"}


def test_the_weights_that_ship_have_every_sign_of_every_sort() -> None:
    signs = {"bias", "sentence", "content", "shared", "least"}
    assert {
        (sort, name): set(weights)
        for sort, tables in shipped_weights().items()
        for name, weights in tables.items()
    } == {
        (sort, name): signs | ({"said"} if name == "read" else set())
        for sort in ("denied", "taken_back", "never_said")
        for name in ("read", "unread")
    }


def test_who_denies_what_is_denied_already_is_aimed_at_nobody() -> None:
    document = article(
        "d1", "Ann Roe said nobody was detained abroad. The ministry denied anybody was detained.", MONDAY
    )
    told = says(document, "nobody was detained abroad", "Ann Roe")
    denied = says(document, "anybody was detained", "The ministry", act="deny")
    people = [person("Ann Roe"), Entity("The ministry", "The ministry", "organization")]
    assert aimed(turned(denied, "denied"), [document], [told, denied], people, {"nobody": 0.9}) == {}
