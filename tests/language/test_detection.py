from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.detection import detect


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mayor said on Monday that the bridge was safe and that nobody had been hurt."),
        ("ru", "Мэр заявил в понедельник, что мост безопасен и что никто не пострадал."),
        ("uk", "Мер заявив у понеділок, що міст безпечний і що ніхто не постраждав."),
        ("be", "Мэр заявіў у панядзелак, што мост бяспечны і што ніхто не пацярпеў."),
        ("pl", "Burmistrz powiedział w poniedziałek, że most jest bezpieczny i że nikt nie ucierpiał."),
        ("de", "Die Bürgermeisterin sagte am Montag, die Brücke sei sicher und niemand verletzt worden."),
        ("fr", "La maire a déclaré lundi que le pont était sûr et que personne n’avait été blessé."),
        ("es", "La alcaldesa dijo el lunes que el puente era seguro y que nadie había resultado herido."),
        ("cs", "Starostka v pondělí řekla, že most je bezpečný a že nikdo nebyl zraněn."),
        ("bg", "Кметът каза в понеделник, че мостът е безопасен и че никой не е пострадал."),
        ("sr", "Градоначелник је у понедељак рекао да је мост безбедан и да нико није повређен."),
        (
            "tr",
            "Belediye başkanı pazartesi günü köprünün güvenli olduğunu ve kimsenin yaralanmadığını söyledi.",
        ),
    ],
)
def test_languages_and_their_neighbours(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["", "Ok", "1234 5678 !!!", "Roe, Doe", "日本語のテキストです。これは長い文章です。", "🙂" * 50]
)
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) is None


def test_only_the_opening_is_looked_at() -> None:
    opening = "The mayor said on Monday that the bridge was safe. " * 40
    assert detect(opening + "Мост закрыт. " * 100_000) == detect(opening) == "en"


@given(st.text())
def test_any_text_gives_a_code_or_nothing(text: str) -> None:
    found = detect(text)
    assert found is None or (len(found) == 2 and found.islower())
