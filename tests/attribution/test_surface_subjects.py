from __future__ import annotations

import pytest

from rashomon.language.lexicon import alike, load
from tests.attribution.test_surface import only, read, words


@pytest.mark.parametrize(
    ("language", "sentence", "content", "cue", "source"),
    [
        # A cue joined by "and" or "but" has the subject that opens its sentence.
        ("es", "El museo de Ferrín evitó el pleito, pero confirmó que abrirá en mayo.", "que abrirá en mayo", "confirmó", "museo"),
        ("pl", "Rzecznik Jan Bąk nie przyszedł, ale zapewnił, że most stoi.", "że most stoi", "zapewnił", "Rzecznik Jan Bąk"),
        ("ru", "Сам директор держится и просит вернуть ключи.", "вернуть ключи", "просит", "директор"),
        # What is fronted in a case of its own is no subject.
        ("uk", "Цю пораду міністр назвав «пустою балачкою».", "«пустою балачкою»", "назвав", "міністр"),
        # Where something is said is not who says it.
        ("pl", "„Zapłacimy w maju” – oświadczył w rozmowie z Radiem Lipa.", "„Zapłacimy w maju”", "oświadczył", ""),
        # What is set in before a quotation interrupts its sentence.
        ("uk", "Договір, стверджує директорка Ніна Ліс, «лежав у шафі».", "Договір … «лежав у шафі»", "стверджує", "директорка Ніна Ліс"),
        # A colon ends what is asked.
        ("uk", "Голова закликав сусідів не палити листя: учора горів ліс.", "не палити листя", "закликав", "Голова"),
        ("uk", "Громада звернулася до ради з проханням вимкнути сирену.", "вимкнути сирену", "звернулася … з проханням", "Громада"),
        # Numbers are no breaks, nouns in -ость and -асць no infinitives.
        ("es", "La empresa reclama 1,2 millones de pesos.", "1,2 millones de pesos", "reclama", "La empresa"),
        ("be", "Адвакат настойвае на невінаватасці кліента.", "невінаватасці кліента", "настойвае", "Адвакат"),
    ],
)  # fmt: skip
def test_subjects(language: str, sentence: str, content: str, cue: str, source: str) -> None:
    found = only(language, sentence)[1]
    assert found[0].endswith(content)
    assert found[1] == cue
    assert source in found[2] if source else not found[2]


def test_a_relative_is_no_source() -> None:
    text, found = read("uk", "Він зачитав висновок, згідно з яким міст стоїть.")
    assert all("яким" not in words(text, row)[2] for row in found)


@pytest.mark.parametrize(
    ("language", "word"), [("uk", "указав"), ("be", "ўдакладніў"), ("be", "сьцьвярджае"), ("uk", "з'ясував")]
)
def test_spellings_of_one_word(language: str, word: str) -> None:
    assert alike(word, language) in load(language).finite
