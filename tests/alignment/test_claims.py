"""What is read inside contents, one claim at a time."""

from __future__ import annotations

import pytest

from rashomon.alignment.agency import read_actors_of
from rashomon.alignment.claims import Claim
from rashomon.alignment.counts import read_counts
from rashomon.alignment.denials import read_denials
from rashomon.alignment.happening import read_happenings
from rashomon.alignment.names import Names
from rashomon.alignment.passages import read_passages
from rashomon.alignment.placing import read_places_of
from rashomon.alignment.timing import read_times_of
from rashomon.language.parser import parse
from rashomon.records import Act, Entity
from tests.alignment.making import DAY, article, person, says

PEOPLE = (
    person("Ann Roe"),
    person("Karl Dahl"),
    Entity("cia", "CIA", "organization"),
    Entity("fbi", "FBI", "organization"),
)


def claims(words: str, act: Act = "assert", language: str = "en", published: str = DAY) -> list[Claim]:
    document = article("a", f"{words}", published, language)
    statement = says(document, words, "Ann Roe", act)
    names = Names(PEOPLE)
    return [
        claim
        for passage in read_passages(document, parse(document), [statement])
        for claim in (
            *read_counts(passage),
            *read_times_of(passage),
            *read_places_of(passage),
            *read_actors_of(passage, names),
            *read_happenings(passage, names),
            *read_denials(passage, names),
        )
    ]


def values(
    words: str, kind: str, act: Act = "assert", language: str = "en", published: str = DAY
) -> list[tuple[str, str]]:
    return [(c.topic, c.value) for c in claims(words, act, language, published) if c.kind == kind]


@pytest.mark.parametrize(
    ("words", "language", "topic", "value"),
    [
        ("that at least 39 people had lost their lives", "en", "death", ">=39"),
        ("that eleven people were dead", "en", "death", "11"),
        ("Seven bodies had reached the mortuary", "en", "death", ">=7"),
        ("Twelve workers were killed", "en", "death/worker", "12"),
        ("that 412 people have left their homes", "en", "evacuation", "412"),
        ("The train was travelling at 64 kilometres an hour", "en", "speed", "64 km/h"),
        ("Turnout was 41.3 per cent", "en", "turnout", "41.3%"),
        ("the number of people arrested at 21", "en", "arrest", "21"),
        ("что погиб 41 человек", "ru", "death", "41"),
        ("загинули 39 людей", "uk", "death", "39"),
        ("que murieron al menos 12 personas", "es", "death", ">=12"),
    ],
)
def test_counts(words: str, language: str, topic: str, value: str) -> None:
    assert (topic, value) in values(words, "number", language=language)


@pytest.mark.parametrize(
    "words",
    [
        "The 14 whose detention was announced",
        "Another 12 people were killed",
        "In 2014 some 200 people were killed there",
        "I am not saying that all thirty-four are dead",
        "Help came from three hospitals",
    ],
)
def test_numbers_that_are_no_whole_count_are_left_out(words: str) -> None:
    assert not [topic for topic, _ in values(words, "number") if not topic.startswith("=")]


def test_a_figure_under_treatment_is_no_death() -> None:
    found = values("that 14 persons have lost their lives, that 38 are under treatment", "number")
    assert ("death", "14") in found
    assert ("death", "38") not in found


@pytest.mark.parametrize(
    ("words", "topic", "value"),
    [
        ("Twelve workers were killed", "death", ">=12"),
        ("They had rifles, forty-two of them", "=weapon", "42"),
        ("About 43 tonnes of crude oil leaked", "spill", "~50000 L"),
        ("43 tonnes of cement leaked", "spill", None),
        ("that the company counts 12 dead", "death", None),
        ("Our people now count 12 dead", "death", "12"),
        ("Half of the people aboard were rescued", "rescue", None),
        ("Half a dozen people died", "death", "6"),
    ],
)
def test_parts_wholes_and_substances(words: str, topic: str, value: str | None) -> None:
    assert dict(values(words, "number")).get(topic) == value


def test_an_act_is_of_its_own_paragraph_alone() -> None:
    document = article("a", "“I will pay them all.\n\n“And 12 people died,” said Ann Roe.")
    promise = says(document, "“I will pay them all.\n\n“And 12 people died,”", "Ann Roe", "commit")
    first, second = read_passages(document, parse(document), [promise])
    assert (first.act, second.act) == ("commit", "assert")


def test_a_bare_figure_is_of_what_was_asked() -> None:
    document = article("a", "Asked how many people had died, Ann Roe said sixty-three.")
    (passage,) = read_passages(document, parse(document), [says(document, "sixty-three", "Ann Roe")])
    assert [(claim.topic, claim.value) for claim in read_counts(passage)] == [("death", "63")]


@pytest.mark.parametrize(
    ("words", "act", "value"),
    [
        ("that 39 people died", "deny", "not 39"),
        ("The figure of 39 dead is false", "assert", "not 39"),
        ("that not 39 but 36 people had died", "assert", "36"),
    ],
)
def test_a_figure_is_denied(words: str, act: Act, value: str) -> None:
    assert values(words, "number", act) == [("death", value)]


def test_a_figure_that_is_not_called_wrong_is_told() -> None:
    assert ("death", "not 39") not in values("The figure of 39 dead is not false", "number")


def test_a_number_in_a_row_is_no_count() -> None:
    assert values("Reactor number nine failed and people died", "number") == []


def test_two_sorts_of_persons_make_a_total() -> None:
    assert ("aboard", "23") in values("There were nine crew and fourteen passengers on board", "number")
    assert ("aboard", "23") not in values("There were fourteen passengers on board", "number")


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("Six tank cars were breached", "=car|breach|tank"),
        ("There were nine tank cars", "=car||tank"),
        ("Five workers were untraceable", "=worker|untraceable"),
    ],
)
def test_any_noun_is_counted(words: str, topic: str) -> None:
    assert topic in dict(values(words, "number"))


@pytest.mark.parametrize(
    "words",
    [
        "I never said that there was a plot",
        "whether the cargo alone had sunk the ferry",
        "They denounced the conspiracy",
        "A coup needs a clock",
    ],
)
def test_what_is_not_told_did_not_happen_nor_fail_to(words: str) -> None:
    assert [topic for topic, _ in values(words, "occurrence") if topic[0] != "^"] == []


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Talk of a poisoning is pure fantasy", "en"),
        ("The poisoning is a fairy tale", "en"),
        ("разговоры об отравлении — чистый вымысел", "ru"),
    ],
)
def test_what_is_called_made_up_is_denied(words: str, language: str) -> None:
    assert ("poisoning", "no") in values(words, "occurrence", language=language)


def test_what_is_no_fiction_is_not_denied() -> None:
    assert ("poisoning", "no") not in values("The poisoning is not a fairy tale", "occurrence")


@pytest.mark.parametrize(
    "words",
    [
        "Four people were hurt in the explosion up to 11.00 hours today",
        "As of Friday the explosion had killed four people",
    ],
)
def test_how_far_a_count_goes_is_not_when_it_happened(words: str) -> None:
    assert not values(words, "time")


def test_a_day_that_is_ruled_out_is_no_time() -> None:
    assert values("the break-in was not on Monday but on Sunday", "time") == [("break-in", "2031-06-15")]


@pytest.mark.parametrize(
    ("words", "topic", "value"),
    [
        ("The explosion happened at Mile 108", "explosion", "mile 108"),
        ("She fell ill in a hotel", "illness", "a hotel"),
        ("She fell ill near a hotel", "illness", None),
    ],
)
def test_where(words: str, topic: str, value: str | None) -> None:
    assert dict(values(words, "place")).get(topic) == value


@pytest.mark.parametrize(
    ("words", "act", "topic", "value"),
    [
        ("There was no ladder in that yard", "assert", "^be/ladder", "no"),
        ("A ladder had stood against the wall", "assert", "^be/ladder", "yes"),
        ("Divers found no trace of a cable", "assert", "^be/cable", "no"),
        ("Nobody padlocked the gate", "assert", "^padlock/gate", "no"),
        ("Karl Dahl padlocked the gate", "assert", "^padlock/gate", "yes"),
        ("Karl Dahl padlocked the gate", "assert", "^padlock/Karl Dahl", "yes"),
        ("We never painted the hull", "assert", "^paint/Ann Roe", "no"),
        ("that he had painted the hull", "deny", "^paint/hull", "no"),
        ("The hull was painted by Karl Dahl", "assert", "^paint/Karl Dahl", "yes"),
        ("There was no wooden ladder", "assert", "^be/wooden ladder", "no"),
        ("A wooden ladder had stood there", "assert", "^be/wooden ladder", "yes"),
    ],
)
def test_what_no_concept_covers_is_told_or_denied(words: str, act: Act, topic: str, value: str) -> None:
    assert (topic, value) in values(words, "occurrence", act)


@pytest.mark.parametrize(
    "words",
    [
        "No more than four crates had been painted",
        "If he had painted the hull, we would know",
        "They asked whether he painted the hull",
        "He would have painted the hull",
        "The hull was not yet painted",
        "I do not think that he painted the hull",
        "He declined a ladder",
        "There is no ladder at Pier 9",
        "All ladders had been counted",
    ],
)
def test_what_is_supposed_measured_or_not_wanted_is_neither_told_nor_denied(words: str) -> None:
    found = {topic for topic, _ in values(words, "occurrence")}
    assert not found & {"^paint/hull", "^be/ladder", "^paint/crate", "^be/hull"}


def test_no_ladder_of_one_sort_is_still_perhaps_a_ladder() -> None:
    found = dict(values("There was no wooden ladder", "occurrence"))
    assert "^be/ladder" not in found


@pytest.mark.parametrize("words", ["The fire was put out at 6.40", "The blaze had been extinguished at noon"])
def test_when_a_fire_ended_is_not_when_it_began(words: str) -> None:
    assert not values(words, "time")


@pytest.mark.parametrize("words", ["Not a single round was fired", "No person resident abroad was arrested"])
def test_what_befell_none_did_not_happen(words: str) -> None:
    assert {value for _, value in values(words, "occurrence")} == {"no"}


def test_what_only_describes_a_thing_counts_nobody() -> None:
    assert not values("They set up a fund of thirty million for hospital computers", "number")


def test_times_take_the_zone_that_is_named() -> None:
    assert ("distress-call", "T22:47+04:00") in values("The distress call came in at 18:47 GMT", "time")
    assert ("distress-call", "T22:15+04:00") in values(
        "экипаж передал сигнал бедствия в 22:15", "time", language="ru"
    )


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("that a military coup was prepared by Karl Dahl", "Karl Dahl"),
        ("a conspiracy led by either the CIA or the FBI", "cia,fbi"),
        ("that Karl Dahl was behind the plot", "Karl Dahl"),
        ("that Karl Dahl organised the coup", "Karl Dahl"),
        ("that Karl Dahl did not organise the coup", "not Karl Dahl"),
        ("We planned the coup", "Ann Roe"),
    ],
)
def test_who_was_behind_it(words: str, value: str) -> None:
    assert ("coup", value) in values(words, "actor")


def test_what_will_be_is_nobodys_doing() -> None:
    assert values("that Karl Dahl would organise a coup", "actor") == []


@pytest.mark.parametrize(
    ("words", "act", "topic", "value"),
    [
        ("There was no plot", "assert", "coup", "no"),
        ("A plot was foiled", "assert", "coup", "yes"),
        ("that there was a plot", "deny", "coup", "no"),
        ("that poison could not be ruled out", "assert", "poisoning", "perhaps"),
        ("The ferry may have come into contact with a vessel", "hedge", "collision", "perhaps"),
        ("that the factory licence had lapsed", "assert", "licence/factory", "no"),
    ],
)
def test_whether_it_happened(words: str, act: Act, topic: str, value: str) -> None:
    found = values(words, "occurrence", act)
    assert (topic, value) in found or (topic.split("/")[0], value) in found


@pytest.mark.parametrize(
    "words", ["They should file no complaint", "The plot would never be forgotten", "Was there a plot?"]
)
def test_what_is_only_spoken_of_did_not_happen(words: str) -> None:
    act: Act = "ask" if words.endswith("?") else "assert"
    assert values(words, "occurrence", act) == []


def test_what_a_body_says_inside_is_also_said_by_who_speaks_for_it() -> None:
    document = article("d", "By the network's count 38 people died, Karl Dahl said.")
    outer = says(document, "By the network's count 38 people died", "Karl Dahl")
    inner = says(document, "38 people died", "the network", parent=outer.id)
    apart = list(read_passages(document, parse(document), [outer, inner]))
    joint = list(read_passages(document, parse(document), [outer, inner], sides={"Karl Dahl": "the network"}))
    counted = [
        {passage.statement.speaker for passage in passages for _ in read_counts(passage)}
        for passages in (apart, joint)
    ]
    assert counted == [{"the network"}, {"the network", "Karl Dahl"}]


def test_what_another_says_inside_is_not_the_outer_speakers() -> None:
    document = article("a", "Ann Roe said that Karl Dahl had told her that 39 people died.")
    outer = says(document, "that Karl Dahl had told her that 39 people died", "Ann Roe")
    inner = says(document, "that 39 people died", "Karl Dahl", parent=outer.id)
    passages = list(read_passages(document, parse(document), [outer, inner]))
    counted = [
        (passage.statement.speaker, claim.value) for passage in passages for claim in read_counts(passage)
    ]
    assert counted == [("Karl Dahl", "39")]


def test_a_list_of_figures_is_nobodys_figure() -> None:
    assert values("The spill has been put at 90,000, 430,000 and 610,000 litres", "number") == []
    assert ("death", "17") in values("to 17 dead, two of the injured having died", "number")
