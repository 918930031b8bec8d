"""Each kind of discrepancy and each sort of opponents, and the pairs that only look like one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.alignment import Origins, align
from rashomon.discrepancies import find_discrepancies
from rashomon.records import Agreement, Discrepancy, Document, Entity, Role, Statement
from tests.alignment.making import article, person, says

ANN, KARL = person("Ann Roe"), person("Karl Dahl")
COUP = "that a coup was prepared by "


def found(
    documents: list[Document],
    statements: list[Statement],
    entities: list[Entity] | None = None,
    copies: tuple[tuple[str, ...], ...] = (),
) -> tuple[tuple[Discrepancy, ...], tuple[Agreement, ...]]:
    people = entities or [ANN, KARL]
    _, questions, answers = align(documents, statements, people)
    parted, agreed = find_discrepancies(
        documents, statements, people, questions, answers, Origins(documents, copies)
    )
    ids = {answer.id for answer in answers}
    told = {statement.id for statement in statements}
    for one in (*parted, *agreed):
        assert {one.a, one.b} <= ids
        assert one.evidence
        assert set(one.evidence) <= told
        assert one.note.endswith(".")
    return parted, agreed


def two(first: str, second: str, days: tuple[str, str] = ("2031-06-15", "2031-06-15"), speakers: tuple[str, str] = ("Ann Roe", "Karl Dahl")) -> tuple[tuple[Discrepancy, ...], tuple[Agreement, ...]]:  # fmt: skip
    """Compare what two say in two articles about the ferry Meridiana."""
    texts = [
        f"Of the ferry Meridiana {who} said {words}."
        for who, words in zip(speakers, (first, second), strict=True)
    ]
    documents = [article(name, text, day) for name, text, day in zip("ab", texts, days, strict=True)]
    told = [says(*one) for one in zip(documents, (first, second), speakers, strict=True)]
    return found(documents, told)


def kinds(parted: tuple[Discrepancy, ...]) -> list[tuple[str, str]]:
    return [(one.kind, one.between) for one in parted]


def test_speeds_part_speakers() -> None:
    parted, _ = two("the train was travelling at 64 km/h", "the train was travelling at 79 km/h")
    assert kinds(parted) == [("number", "speakers")]
    assert "64 km/h" in parted[0].note
    assert "79 km/h" in parted[0].note


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the train was travelling at 64 km/h", "the train was travelling at 40 mph"),
        ("the train was travelling at 64 km/h", "the train was travelling at about 65 km/h"),
        ("turnout was 41.3 per cent", "turnout was just over two-fifths"),
        ("the distress call came at 22:47", "the distress call came at about 22:45"),
    ],
)
def test_what_is_rounded_converted_or_inside_agrees(first: str, second: str) -> None:
    parted, agreed = two(first, second)
    assert parted == ()
    assert len(agreed) == 1


def test_a_later_higher_toll_is_news() -> None:
    parted, agreed = two("that 11 people had died", "that 26 people had died", ("2031-06-15", "2031-06-16"))
    assert parted == ()
    assert "later, higher" in agreed[0].note


def test_a_later_lower_toll_is_none() -> None:
    parted, _ = two("that 41 people had died", "that 38 people had died", ("2031-06-15", "2031-06-16"))
    assert kinds(parted) == [("number", "speakers")]


def test_a_toll_called_final_may_not_rise() -> None:
    days = ("2031-06-15", "2031-06-17")
    parted, _ = two(
        "that 26 people had died, the final toll", "that 39 people had died", days, ("Ann Roe", "Ann Roe")
    )
    assert kinds(parted) == [("number", "self")]


def test_a_figure_called_provisional_may_change() -> None:
    days = ("2031-06-15", "2031-06-17")
    first = "that 90,000 litres had been spilled, a first rough guess"
    parted, agreed = two(first, "that 620,000 litres had been spilled", days, ("Ann Roe", "Ann Roe"))
    assert parted == ()
    assert "provisional" in agreed[0].note


def test_a_speaker_parts_with_himself() -> None:
    days = ("2031-06-15", "2031-06-17")
    words = "that {} litres had been spilled"
    parted, _ = two(words.format("90,000"), words.format("430,000"), days, ("Ann Roe", "Ann Roe"))
    assert kinds(parted) == [("number", "self")]


def test_a_spokeswoman_and_her_company_are_one_side() -> None:
    rail = Entity("rail", "Prairie Rail", "organization")
    ann = Entity("Ann Roe", "Ann Roe", "person", roles=(Role("spokeswoman of Prairie Rail"),))
    words = "{} litres had been spilled"
    text = "Ann Roe said {}. Later rail said {}.".format(words.format("90,000"), words.format("430,000"))
    document = article("a", text)
    told = [
        says(document, words.format("90,000"), "Ann Roe"),
        says(document, words.format("430,000"), "rail"),
    ]
    parted, _ = found([document], told, [rail, ann])
    assert kinds(parted) == [("number", "self")]


def test_times_part() -> None:
    parted, _ = two("the distress call was sent at 22:15", "the distress call was received at 22:47")
    assert kinds(parted) == [("time", "speakers")]


def test_places_part() -> None:
    parted, _ = two("that the ferry sank off Batumi", "that the ferry sank off Poti")
    assert kinds(parted) == [("place", "speakers")]
    parted, agreed = two("that the ferry sank off Batumi", "that the ferry sank in Georgia")
    assert parted == ()
    assert len(agreed) == 1


def test_a_headline_has_another_toll_than_its_text() -> None:
    text = "20 dead in blast, says Ann Roe\n\nAnn Roe said that 17 people had died."
    document = article("a", text, headline=True)
    told = [
        says(document, "20 dead in blast", "Ann Roe"),
        says(document, "that 17 people had died", "Ann Roe"),
    ]
    parted, _ = found([document], told)
    assert kinds(parted) == [("number", "headline")]


def test_who_lists_the_figures_of_others_gives_none() -> None:
    parted, _ = two("that 12 people had died or 17 people had died", "that 30 people had died")
    assert parted == ()


def test_actors_part() -> None:
    parted, _ = two(COUP + "generals", COUP + "the CIA or the FBI")
    assert kinds(parted) == [("actor", "speakers")]
    _, agreed = two(COUP + "the CIA", COUP + "the CIA or the FBI")
    assert len(agreed) == 1


def test_a_description_may_be_whom_the_same_speaker_names() -> None:
    days = ("2031-06-15", "2031-06-16")
    parted, agreed = two(COUP + "foreign services", COUP + "the CIA", days, ("Ann Roe", "Ann Roe"))
    assert parted == ()
    assert "description" in agreed[0].note


def test_occurrences_part() -> None:
    parted, _ = two("there was a plot", "there was no plot")
    assert ("occurrence", "speakers") in kinds(parted)


def test_a_headline_says_more_than_its_text() -> None:
    text = "Freighter rammed ferry, says Ann Roe\n\nAnn Roe said the ferry may have hit another vessel."
    document = article("a", text, headline=True)
    told = [
        says(document, "Freighter rammed ferry", "Ann Roe"),
        says(document, "the ferry may have hit another vessel", "Ann Roe", "hedge"),
    ]
    parted, _ = found([document], told)
    assert set(kinds(parted)) == {("modality", "headline")}


def test_one_grows_surer() -> None:
    days = ("2031-06-15", "2031-06-17")
    parted, _ = two("poison could not be ruled out", "that he was poisoned", days, ("Ann Roe", "Ann Roe"))
    assert ("modality", "self") in kinds(parted)


def test_one_saying_is_given_to_two_speakers() -> None:
    parted, _ = two("“this is a matter of when, not if”", "“this is a matter of when, not if”")
    assert kinds(parted) == [("attribution", "outlets")]


def test_a_saying_beside_which_the_other_is_named_is_disputed_by_nobody() -> None:
    words = "“this is a matter of when, not if”"
    documents = [
        article("a", f"On the Meridiana Ann Roe said: {words}. Karl Dahl left."),
        article("b", f"On the Meridiana Karl Dahl said: {words}."),
    ]
    assert not found(
        documents, [says(documents[0], words, "Ann Roe"), says(documents[1], words, "Karl Dahl")]
    )[0]


def test_whoever_did_it_is_no_other_than_who_is_named() -> None:
    assert not two("that the shots were fired by a gunman", "that the shots were fired by Ann Roe")[0]


def test_what_one_denies_and_another_tells_parts_them() -> None:
    parted, _ = two("that there was no boiler in the hold", "that a boiler had burst")
    assert kinds(parted) == [("occurrence", "speakers")]


def test_what_is_denied_of_one_sort_parts_nobody() -> None:
    assert not two("that there was no steam boiler in the hold", "that a boiler had burst")[0]


def test_a_first_figure_given_with_reserve_may_fall() -> None:
    days = ("2031-06-15", "2031-06-17")
    assert not two("that perhaps nine people died", "that seven people died", days, ("Ann Roe", "Ann Roe"))[0]


def test_a_note_names_whoever_has_an_id_like_an_amount() -> None:
    people = [
        ANN,
        KARL,
        Entity("3ba1", "Owl Patrol", "organization", documents=("a",)),
        Entity("4cd2", "Fox Guard", "organization", documents=("b",)),
    ]
    texts = [
        f"On the Meridiana {who} said {COUP}the {body}."
        for who, body in (("Ann Roe", "Owl Patrol"), ("Karl Dahl", "Fox Guard"))
    ]
    documents = [article(name, text) for name, text in zip("ab", texts, strict=True)]
    told = [
        says(documents[0], f"{COUP}the Owl Patrol", "Ann Roe"),
        says(documents[1], f"{COUP}the Fox Guard", "Karl Dahl"),
    ]
    [one] = found(documents, told, people)[0]
    assert "Ann Roe: Owl Patrol (" in one.note
    assert "Karl Dahl: Fox Guard (" in one.note


def test_reprints_part_over_nothing() -> None:
    words = "“this is a matter of when, not if”"
    documents = [
        article("a", f"On the Meridiana Ann Roe said {words}."),
        article("b", f"On the Meridiana Karl Dahl said {words}."),
    ]
    told = [says(documents[0], words, "Ann Roe"), says(documents[1], words, "Karl Dahl")]
    parted, _ = found(documents, told, copies=(("a", "b"),))
    assert parted == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("that 39 people had died", "that three sailors had died"),
        ("that 39 people had died", "that 39 people had died"),
        ("that 39 people had died", "that 40 people were hurt"),
        ("that 5 km of road was closed", "that 5 litres were spilled"),
        ("there was no plot", "the plot of the film was thin"),
        ("that he would win", "that he would not win"),
    ],
)
def test_different_matters_do_not_part(first: str, second: str) -> None:
    parted, _ = two(first, second)
    assert parted == ()


def test_the_same_again_gives_the_same() -> None:
    once = two("the train was travelling at 64 km/h", "the train was travelling at 79 km/h")
    assert once == two("the train was travelling at 64 km/h", "the train was travelling at 79 km/h")


DAYS = ("2031-06-15", "2031-06-17")
SAME = ("Ann Roe", "Ann Roe")
PARTED = {
    "number": ("that 39 people were on board", "that 41 people were on board"),
    "time": ("the explosion happened at half past nine in the evening", "the explosion happened at 22:47"),
    "place": ("that the ferry sank off Batumi", "that the ferry sank off Poti"),
}


@pytest.mark.parametrize("kind", PARTED)
def test_speakers_part(kind: str) -> None:
    parted, _ = two(*PARTED[kind])
    assert kinds(parted) == [(kind, "speakers")]


@pytest.mark.parametrize("kind", ["time", "place"])
def test_a_speaker_parts_with_what_he_said_before(kind: str) -> None:
    parted, _ = two(*PARTED[kind], DAYS, SAME)
    assert kinds(parted) == [(kind, "self")]


@pytest.mark.parametrize("kind", PARTED)
def test_outlets_part_over_one_speakers_words_of_one_day(kind: str) -> None:
    parted, _ = two(*PARTED[kind], speakers=SAME)
    assert kinds(parted) == [(kind, "outlets")]


@pytest.mark.parametrize("speakers", [("Ann Roe", "Karl Dahl"), SAME])
def test_two_tolls_of_one_day_may_be_old_and_new(speakers: tuple[str, str]) -> None:
    parted, _ = two("that 39 people had died", "that 41 people had died", speakers=speakers)
    assert parted == ()


@pytest.mark.parametrize(
    ("kind", "head", "body"),
    [
        ("number", "Million-litre spill feared", "that no more than 90,000 litres were spilled"),
        ("time", "Explosion at 3 a.m. shakes town", "that the explosion happened at noon"),
    ],
)
def test_a_headline_of_nobodys_parts_with_its_text(kind: str, head: str, body: str) -> None:
    document = article("a", f"{head}\n\nAnn Roe said {body}.", headline=True)
    headline = replace(says(document, head, "Ann Roe"), speaker=None, source=())
    parted, _ = found([document], [headline, says(document, body, "Ann Roe")])
    assert kinds(parted) == [(kind, "headline")]


def test_a_headline_that_somebody_below_bears_out_is_no_discrepancy() -> None:
    head, first, second = "17 dead in blast", "that 17 people had died", "that 30 people had died"
    document = article("a", f"{head}\n\nAnn Roe said {first}.\n\nKarl Dahl said {second}.", headline=True)
    headline = replace(says(document, head, "Ann Roe"), speaker=None, source=())
    told = [headline, says(document, first, "Ann Roe"), says(document, second, "Karl Dahl")]
    parted, _ = found([document], told)
    assert kinds(parted) == [("number", "speakers")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("that twelve workers were killed", "that 17 people were killed"),
        ("the explosion happened before midnight", "the explosion happened at 23:40"),
        ("the explosion happened on Sunday evening", "the explosion happened at 19:30"),
        ("the explosion happened at half past nine", "the explosion happened at 21:30"),
        ("that 43 tonnes of crude oil leaked", "that 50,000 litres leaked"),
        ("that 12 people died in the first ward alone", "that 17 people died"),
    ],
)
def test_parts_spans_and_units_that_fit(first: str, second: str) -> None:
    parted, _ = two(first, second)
    assert parted == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the explosion happened before midnight", "the explosion happened at 01:15"),
        ("the explosion happened at noon", "the accident happened at 14:00"),
    ],
)
def test_times_that_do_not_fit(first: str, second: str) -> None:
    parted, _ = two(first, second)
    assert len(parted) == 1


def test_a_part_is_not_more_than_the_whole() -> None:
    parted, _ = two("that thirty workers were killed", "that 17 people were killed", DAYS)
    assert kinds(parted) == [("number", "speakers")]


def test_a_provisional_figure_is_no_word_against_a_later_one() -> None:
    first = "that 412 votes separated them, a provisional figure"
    parted, _ = two(first, "that 386 votes separated them", DAYS)
    assert parted == ()


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("forty-one tank cars were breached", "nineteen tank cars were breached", "number"),
        ("forty-one containers were breached", "there were nineteen containers", "number"),
        ("the explosion happened at Mile 108", "the explosion happened at Mile 103", "place"),
        ("Boucher fell ill in a hotel", "Boucher fell ill on the train", "place"),
        ("41 people had died", "the figure of 41 dead is false", "number"),
    ],
)
def test_things_no_lexicon_has_part_speakers(first: str, second: str, kind: str) -> None:
    parted, _ = two(first, second)
    assert (kind, "speakers") in kinds(parted)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("forty-one tank cars were breached", "nineteen box cars were breached"),
        ("forty-one cars were breached", "nineteen cars were sold"),
        ("Boucher fell ill in a car", "Boucher fell ill in the street"),
        ("38 people had died", "the figure of 41 dead is false"),
        ("the council took the decision on Monday", "the commission reached Sumy on Thursday"),
    ],
)
def test_other_things_do_not_part_them(first: str, second: str) -> None:
    assert two(first, second)[0] == ()


def test_a_source_without_a_name_answers_too() -> None:
    text = "Of the ferry Meridiana {} said {}."
    documents = [article("a", text.format("Karl Dahl", "the train was travelling at 64 km/h"))]
    documents += [article("b", text.format("somebody", "the train was travelling at 79 km/h"))]
    told = [says(documents[0], "the train was travelling at 64 km/h", "Karl Dahl")]
    told += [replace(says(documents[1], "the train was travelling at 79 km/h", "somebody"), speaker=None)]
    parted, _ = found(documents, told)
    assert kinds(parted) == [("number", "speakers")]
    assert "an unnamed source" in parted[0].note
    assert found(documents, [told[0], replace(told[1], source=())])[0] == ()
