"""What looks like an answer and is none: ages, days, captions, scores, statistics, things that cannot act."""

from __future__ import annotations

import pytest

from rashomon.alignment.happening import read_happenings
from rashomon.alignment.names import Names
from rashomon.alignment.passages import read_passages
from rashomon.alignment.placing import read_places_of
from rashomon.language.parser import parse
from tests.alignment.making import article, says
from tests.alignment.test_claims import values

_FALSE_COUNTS = {
    "an age": [
        "Ann Roe, the former judge, died yesterday at the age of 99",
        "Bishop Karl Dahl of the northern diocese, 79, died early yesterday",
        "Karl Dahl died aged 84",
    ],
    "a day of a month": [
        "the man died on February 6",
        "the rally is scheduled for March 3, with marches in Sumy and Poti",
        "the protest goes on by August 4",
        "injuries were discovered on May 25 after a search",
    ],
    "a number of a picture or of a thing": [
        "Reuters 9 A fan died",
        "Getty Images 18 House staffers await the guests",
        "the quake affected Region 11 and Region 12",
        "A Boeing 707 cargo plane crashed and the crew died",
        "Since the 4.7, they have had over 400 magnitude 2+ earthquakes",
    ],
    "a part, one more, a rate": [
        "There were five new deaths",
        "the other four victims died",
        "with the number rising by over 1,000 deaths per day",
        "about 100,000 deaths annually",
        "the last eight people died there",
    ],
    "a statistic of a time or of the world": [
        "The opioid crisis claimed 15,393 lives between January 2016 and December 2019",
        "in 2018 there were 140 thousand deaths worldwide",
        "there were 170 deaths in May 2019 alone",
    ],
    "a score, or what a verb leads to": [
        "They squandered a 3-1 lead",
        "they won a best-of-seven series and lead",
    ],
    "what may be": ["half a million people could be affected by noon"],
}


@pytest.mark.parametrize("words", [words for group in _FALSE_COUNTS.values() for words in group])
@pytest.mark.parametrize("published", ["2031-06-15T09:00:00+04:00", ""])
def test_numbers_that_count_nothing_of_the_event(words: str, published: str) -> None:
    assert [*values(words, "number", published=published)] == []


@pytest.mark.parametrize(
    ("words", "topic", "value"),
    [
        ("hundreds of people were injured", "injury", ">=200"),
        ("tens of thousands of people marched", "attendance", ">=20000"),
        ("half a million people were affected", "affected", "500000"),
        ("In Samoa 39 people died", "death", "39"),
        ("On June 14, 39 people died", "death", "39"),
        ("the tunnel was 40 metres deep (131 feet)", "depth", "40 m"),
    ],
)
def test_numbers_that_do_count(words: str, topic: str, value: str) -> None:
    assert [one for one in values(words, "number") if one[0] == topic] == [(topic, value)]


def test_the_number_of_persons_is_a_figure_of_what_was_told_before() -> None:
    assert ("?figure", "7") in values("the number of victims in the two villages has risen to 7", "number") or (
        "death", "7"
    ) in values("the number of victims in the two villages has risen to 7", "number")  # fmt: skip


def test_to_lead_to_something_is_not_to_be_ahead() -> None:
    assert "lead" not in {topic for topic, _ in values("which led to dozens of bills", "number")}


def test_the_number_of_something_else_is_not_the_figure_told_before() -> None:
    assert values("the number of cases in the outbreak rose to 58", "number") == []
    assert values("the total population of the state is 58", "number") == []


@pytest.mark.parametrize(
    "words",
    [
        "an earthquake struck Batumi, injuring at least 25 people",
        "The plane crashed near the end of a runway and struck a hangar",
        "Warm water is attacking the ice shelves",
        "the attacks struck the largest plant",
        "Seventeen rockets struck near the base",
        "a fruit filled with firecrackers had exploded",
        "The aircraft broke into two pieces",
        "She would move away if Karl Dahl won the election",
    ],
)
def test_what_cannot_act_or_did_not_act_is_behind_nothing(words: str) -> None:
    assert values(words, "actor") == []


@pytest.mark.parametrize(
    ("words", "topic", "value"),
    [
        ("the army attacked the village", "attack", "army"),
        ("Multiple assailants attacked the convoy", "attack", "multiple assailant"),
        ("The attack was carried out by rebels", "attack", "rebel"),
        ("A gunman opened fire on the crowd", "shooting", "gunman"),
        ("The CIA attacked the village", "attack", "cia"),
    ],
)
def test_who_can_act(words: str, topic: str, value: str) -> None:
    assert (topic, value) in values(words, "actor")


def test_a_blow_of_nature_is_no_attack() -> None:
    words = "At 4:42 local time an earthquake struck Batumi"
    assert "earthquake" in {topic for topic, _ in values(words, "time")}
    assert "attack" not in {topic for kind in ("time", "occurrence") for topic, _ in values(words, kind)}


def _places(words: str) -> list[str]:
    document = article("a", words)
    passages = read_passages(document, parse(document), [says(document, words, "Ann Roe")])
    return [claim.value for passage in passages for claim in read_places_of(passage)]


def test_a_place_is_named_by_its_whole_name() -> None:
    assert _places("the attack happened at Fishmongers' Hall around noon") == []
    assert _places("A gunman opened fire in downtown Batumi on Wednesday")[:1] == ["Batumi, GE"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("there was no order", {"no"}),
        ("there was no further order", set()),
        ("there was no other order", set()),
    ],
)
def test_another_happening_says_nothing_of_the_one_in_question(words: str, expected: set[str]) -> None:
    document = article("a", f"Ann Roe said {words}.")
    (passage,) = read_passages(document, parse(document), [says(document, words, "Ann Roe")])
    assert {claim.value for claim in read_happenings(passage, Names(()))} == expected


def test_what_is_doubted_of_a_known_happening_leaves_it_known() -> None:
    words = "that the order was a mistake"
    document = article("a", f"Ann Roe suspects {words}.")
    statement = says(document, words, "Ann Roe", "hedge")
    (passage,) = read_passages(document, parse(document), [statement])
    assert {claim.value for claim in read_happenings(passage, Names(()))} <= {"yes"}
