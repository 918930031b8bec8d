from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.alignment import align
from rashomon.alignment.events import find_events
from rashomon.records import Document, Entity, Event, Statement
from tests.alignment.making import article, person, says


def test_one_speaker_who_changes_the_figure_gives_two_answers() -> None:
    first = article("a", "Ann Roe said that 26 people had died in the ferry Meridiana.")
    second = article("b", "Ann Roe said that 39 people had died in the ferry Meridiana.", "2031-06-17")
    told = [
        says(first, "that 26 people had died", "Ann Roe"),
        says(second, "that 39 people had died", "Ann Roe"),
    ]
    _, questions, answers = align([first, second], told, [person("Ann Roe")])
    assert [question.text for question in questions] == ["How many people died?"]
    assert {(a.value, a.since) for a in answers} == {("26", "2031-06-15"), ("39", "2031-06-17")}
    assert {statement for answer in answers for statement in answer.statements} == {one.id for one in told}


def test_what_somebody_is_asked_he_does_not_say() -> None:
    question = "Do you believe that 41 people had died in the Meridiana?"
    asking = article("a", f"“{question}” they asked Ann Roe.")
    telling = article("b", "Karl Dahl said that 26 people had died in the ferry Meridiana.")
    outer = says(asking, question, "they", "ask")
    told = [
        outer,
        says(asking, "that 41 people had died in the Meridiana", "Ann Roe", parent=outer.id),
        says(telling, "that 26 people had died in the ferry Meridiana", "Karl Dahl"),
    ]
    assert align([asking, telling], told, [person("Ann Roe"), person("Karl Dahl")])[1] == ()


def test_the_events_may_be_given() -> None:
    texts = ("Ann Roe said that 26 people had died.", "Karl Dahl said that 39 people had died.")
    documents = [article(name, text) for name, text in zip("ab", texts, strict=True)]
    speakers = ("Ann Roe", "Karl Dahl")
    told = [says(one, one.text[len(who) + 6 : -1], who) for one, who in zip(documents, speakers, strict=True)]
    given_events = (Event("e", "Sinking", ("a", "b")),)
    people = [person(who) for who in speakers]
    assert align(documents, told, people)[1] == ()
    assert [one.text for one in align(documents, told, people, events=given_events)[1]] == [
        "How many people died?"
    ]


def test_languages_answer_one_question() -> None:
    english = article("a", "The ferry Meridiana sank off Batumi. Ann Roe said 26 people had died.")
    russian = article(
        "b", "Паром у Батуми: по словам Karl Dahl, погиб 41 человек на Meridiana.", language="ru"
    )
    told = [says(english, "26 people had died", "Ann Roe"), says(russian, "погиб 41 человек", "Karl Dahl")]
    _, questions, answers = align([english, russian], told, [person("Ann Roe"), person("Karl Dahl")])
    assert len(questions) == 1
    assert {answer.value for answer in answers} == {"26", "41"}


def test_a_measure_without_a_thing_is_of_what_the_event_measures() -> None:
    text = "Ann Roe said 90,000 litres were spilled. Karl Dahl put it at 430,000 litres in all."
    document = article("a", text)
    told = [
        says(document, "90,000 litres were spilled", "Ann Roe"),
        says(document, "it at 430,000 litres in all", "Karl Dahl"),
    ]
    _, questions, answers = align([document], told, [])
    assert [question.text for question in questions] == ["How much was spilled?"]
    assert {answer.value for answer in answers} == {"90000 L", "430000 L"}


def test_the_real_figure_is_of_what_was_counted_before() -> None:
    text = "Ann Roe said that 11 people were dead. Karl Dahl said the real figure was not less than 30."
    document = article("a", text)
    told = [
        says(document, "that 11 people were dead", "Ann Roe"),
        says(document, "the real figure was not less than 30", "Karl Dahl"),
    ]
    _, _, answers = align([document], told, [])
    assert {answer.value for answer in answers} == {"11", ">=30"}


def test_unrelated_articles_come_apart_and_none_is_lost() -> None:
    ferry = [
        article(f"f{n}", f"Off Batumi the ferry Meridiana sank, said Ilmar Tervonen of Poti. Note {n}.")
        for n in range(3)
    ]
    vote = [
        article(f"v{n}", f"In Sumy the mayor Kowalenko leads Marchuk, said Bondar. Note {n}.")
        for n in range(3)
    ]
    events = find_events([*ferry, *vote])
    assert sorted(sorted(event.documents) for event in events) == [["f0", "f1", "f2"], ["v0", "v1", "v2"]]


def test_years_apart_is_another_event() -> None:
    text = "Off Batumi the ferry Meridiana sank, said Ilmar Tervonen of Poti."
    assert len(find_events([article("a", text, "2021-01-01"), article("b", text, "2031-01-01")])) == 2


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(max_size=120), max_size=5), st.sampled_from(["en", "ru", "de"]))
def test_any_text_is_aligned_the_same_way_twice(texts: list[str], language: str) -> None:
    documents = [Document(str(n), text, language=language) for n, text in enumerate(texts)]
    told = [says(one, one.text, "Ann Roe") for one in documents if one.text]
    once = align(documents, told, [person("Ann Roe")])
    assert once == align(documents, told, [person("Ann Roe")])
    known = {statement.id for statement in told}
    assert all(set(answer.statements) <= known for answer in once[2])
    assert sorted(d for event in once[0] for d in event.documents) == sorted(d.id for d in documents)


def _crowd(size: int) -> tuple[list[Document], list[Statement], list[Entity]]:
    documents = [
        article(f"d{n}", f"Ann{n} said that {n % 40 + 4} people had died on the Meridiana.")
        for n in range(size)
    ]
    told = [says(one, "that " + one.text.split("that ")[1], f"Ann{n}") for n, one in enumerate(documents)]
    return documents, told, [person(f"Ann{n}") for n in range(size)]


def test_the_work_grows_with_the_statements() -> None:
    def seconds(size: int) -> float:
        crowd = _crowd(size)
        start = time.perf_counter()
        align(*crowd)
        return time.perf_counter() - start

    seconds(2)
    assert seconds(200) < 25 * max(seconds(20), 0.02)
