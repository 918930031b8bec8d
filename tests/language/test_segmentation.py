from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.lexicon import LANGUAGES
from rashomon.language.segmentation import segment
from rashomon.records import Span

anything = st.text(
    st.sampled_from("Ая. !?…«»„“\"'’—–-\n\u202e\u0301éß1,:;()Mт.г.") | st.characters(), max_size=200
)


def sentences(text: str, language: str) -> list[str]:
    parse = segment(text, [Span(0, len(text))], language)
    return [text[parse.tokens[s.start].start : parse.tokens[s.stop - 1].end] for s in parse.sentences]


@given(anything, st.sampled_from([*LANGUAGES, "ja", ""]))
def test_tokens_stand_where_they_say_and_sentences_cover_them(text: str, language: str) -> None:
    parse = segment(text, [Span(0, len(text))], language)
    assert all(token.text == text[token.start : token.end] for token in parse.tokens)
    assert all(a.end <= b.start for a, b in zip(parse.tokens, parse.tokens[1:], strict=False))
    assert [index for sentence in parse.sentences for index in sentence] == list(range(len(parse.tokens)))
    kept = {place for token in parse.tokens for place in range(token.start, token.end)}
    assert all(text[place].isspace() for place in range(len(text)) if place not in kept)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Это было в г. Минске на ул. Ленина, т.е. в центре."),
        ("ru", "По мнению Н. К. Осмонова, линия готова."),
        ("uk", "Його бачили на вул. Садовій, у м. Одесі."),
        ("be", "Гэта было ў г. Брэсце, на вул. Савецкай."),
        ("pl", "Rzeczniczka asp. Monika Rdest z ul. Długiej, m.in. Dr. Lis, 3. Maja."),
        ("de", "Am 3. Oktober kam Dr. Meier, d.h. Frau Prof. Kern, z. B. mit dem Zug."),
        ("fr", "Ce jour, M. Durand et Mme. Petit sont venus av. Foch."),
        ("es", "El Sr. Ruiz y la Dra. Sanz llegaron a la Av. Mayor."),
    ],
)
def test_abbreviations_do_not_end_a_sentence(language: str, text: str) -> None:
    assert sentences(text, language) == [text]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("ru", "Мост построен в 2021 г. Дорога нет. — А когда? — Скоро.", 4),
        ("ru", "«Стой! Кто идёт?» — крикнул он. Никто не ответил.", 3),
        ("de", "Es waren 40 Leute da. Dann gingen sie.", 2),
        ("pl", "Kupiono chleb itd. Potem wrócono.", 2),
        ("es", "No hubo heridos. ¿Cuándo vuelve? ¡Nunca!", 3),
        ("fr", "Il est parti… Elle aussi !", 2),
    ],
)
def test_sentences_end(language: str, text: str, count: int) -> None:
    assert len(sentences(text, language)) == count


def test_french_elisions_and_inverted_pronouns_stand_apart() -> None:
    text = "L’usine, a-t-il dit, c’est qu’un test d'aujourd’hui, dit-elle peut-être."
    words = [token.text for token in segment(text, [Span(0, len(text))], "fr").tokens]
    assert words[:6] == ["L’", "usine", ",", "a", "-t-", "il"]
    assert {"qu’", "un", "aujourd’hui", "elle", "peut-être"} <= set(words)


@pytest.mark.parametrize(
    "run", ["." * 50_000, ". " * 25_000, "A. " * 20_000, "«" * 50_000, "а-" * 25_000, "1." * 25_000]
)
def test_long_runs_take_linear_time(run: str) -> None:
    begun = time.process_time()
    segment(run, [Span(0, len(run))], "ru")
    segment(run, [Span(0, len(run))], "fr")
    assert time.process_time() - begun < 5
