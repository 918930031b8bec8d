from __future__ import annotations

import pytest

from rashomon.alignment.disavowals import Rejoinder, read_disavowals
from rashomon.language.parser import parse
from rashomon.records import Act, Span, Statement
from tests.alignment.making import article


def read(text: str, language: str = "en", act: Act = "assert") -> list[Rejoinder]:
    """Read a text in which [ ] marks the content, < > the source."""
    spans: dict[str, list[Span]] = {"[": [], "<": []}
    bare, opened = "", {}
    for sign in text:
        if sign in "[<":
            opened[sign] = len(bare)
        elif sign in "]>":
            kind = "[" if sign == "]" else "<"
            spans[kind].append(Span(opened[kind], len(bare)))
        else:
            bare += sign
    document = article("d", bare, language=language)
    first = spans["["][0].of(bare)
    statement = Statement(
        "s", "d", "direct" if first[0] in "“«„\"" else "indirect",
        tuple(spans["["]), source=tuple(spans["<"]), speaker="x", act=act,
    )  # fmt: skip
    return list(read_disavowals(parse(document), [statement]))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("<Ann Roe> corrected herself on Friday: [the lorry had been white].", "en"),
        ("<The company> withdrew its figure and said [sixty cars were recalled].", "en"),
        ("[“We were wrong about the number of berths,”] <Karl Dahl> said.", "en"),
        ("[“I misspoke. The tank held water,”] <the foreman> said.", "en"),
        ("<The mayor> took back his claim, saying [the bridge was never closed].", "en"),
        ("<The prosecutor> no longer speaks of arson: [a cable was to blame].", "en"),
        ("<She> said [she had confused two of the guests].", "en"),
        ("[“I spoke too soon. It was the other pump,”] <he> said.", "en"),
        ("[«Я ошибся, пожар начался в подвале»], — сказал <Роу>.", "ru"),
        ("[«Я переплутала дні, це було в суботу»], — каже <Галина>.", "uk"),
        ("[«Я пераблытаў нумары, машына была белая»], — сказаў <Янка>.", "be"),
        ("[„Pomyliłem się, było ich sześciu”] – powiedział <Nowak>.", "pl"),
        ("[„Ich habe mich geirrt, der Wagen war leer“], sagte <Weber>.", "de"),
        ("[« Je me suis trompé, le train était vide »], a dit <Morel>.", "fr"),
        ("[«Me equivoqué, el puente estaba abierto»], dijo <Rojas>.", "es"),
    ],
)
def test_who_takes_back_what_was_said(text: str, language: str) -> None:
    assert [one.sort for one in read(text, language)] == ["taken_back"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("[“I never said that the pilot was drunk,”] <Ann Roe> said.", "en"),
        ("<The governor> denied having blamed the fishermen, saying [he had asked for tests].", "en"),
        ("<The minister> complained that [he had been misquoted].", "en"),
        ("<Karl Dahl> denied that [he had called the strike illegal].", "en"),
        ("[“We have told no one that the valve was the cause,”] <the inspector> said.", "en"),
        ("[“I am not saying that all of them are dead,”] <she> said.", "en"),
        ("[«Я никогда не говорил, что мост закрыт»], — заявил <Роу>.", "ru"),
        ("[«Я не казала, що це була варта»], — каже <Галина>.", "uk"),
        ("[„Nigdy nie mówiłem, że most jest zamknięty”] – powiedział <Nowak>.", "pl"),
        ("[« Je n'ai jamais dit que le pont était fermé »], a dit <Morel>.", "fr"),
        ("[«Nunca dije que el puente estaba cerrado»], dijo <Rojas>.", "es"),
    ],
)
def test_who_denies_having_said_it(text: str, language: str) -> None:
    assert [one.sort for one in read(text, language)] == ["never_said"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("<The ministry> would not say [how many had been hurt].", "en"),
        ("<The ministry> did not say [how many had been hurt].", "en"),
        ("[“The referee was wrong,”] <the coach> said.", "en"),
        ("[“We have withdrawn our troops,”] <the general> said.", "en"),
        ("[“I was not wrong about the pump,”] <Karl Dahl> said.", "en"),
        ("<He> said [he would not take back a word].", "en"),
        ("[“I could be wrong,”] <she> said.", "en"),
        ("<He> said [the company had corrected its accounts for March].", "en"),
        ("[«Полиция, видимо, поторопилась»], — сказал <Роу>.", "ru"),
        ("[«Поліція, мабуть, поспішила»], — каже <Галина>.", "uk"),
        ("[«Я не ошибся»], — сказал <Роу>.", "ru"),
        ("<The minister> said [talks had been broken off on Monday].", "en"),
        ("<The ministry> denied that [its dispatcher had called the dam].", "en"),
    ],
)
def test_what_turns_against_nothing_of_the_speakers_own(text: str, language: str) -> None:
    assert read(text, language) == []


def test_a_denial_of_few_words_only_points_at_what_it_denies() -> None:
    (bare,) = read("<Police> rubbished [the charge].", act="deny")
    (full,) = read("<Police> denied [that bodies had been taken out by the rear gate].", act="deny")
    assert (bare.sort, bare.is_bare) == ("denied", True)
    assert (full.sort, full.is_bare) == ("denied", False)


def test_a_question_and_an_unknown_speaker_turn_against_nothing() -> None:
    assert read("[“Were we wrong?”] <she> asked.", act="ask") == []
