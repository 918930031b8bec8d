from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.intervals import Interval
from rashomon.language.numbers import read_quantities
from rashomon.language.units import unit_named

INF = math.inf
LANGUAGES = st.sampled_from(["en", "ru", "uk", "be", "pl", "de", "fr", "es", "xx"])


def read(text: str, language: str = "en") -> list[tuple[float, float, str | None]]:
    return [(q.interval.low, q.interval.high, q.unit) for q in read_quantities(text, language)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("39 people", 39, 39, None),
        ("thirty-nine people", 39, 39, None),
        ("four hundred and thirty thousand litres", 430_000, 430_000, "L"),
        ("a hundred and thirty households", 130, 130, None),
        ("at least 39", 39, INF, None),
        ("no fewer than 39", 39, INF, None),
        ("no more than 90,000 litres", 0, 90_000, "L"),
        ("up to 40 mph", 0, 40, "mph"),
        ("more than a hundred", 100, INF, None),
        ("fewer than four hundred", 0, 400, None),
        ("between 36 and 40", 36, 40, None),
        ("from thirty-six to forty", 36, 40, None),
        ("36–40 dead", 36, 40, None),
        ("dozens of people", 24, INF, None),
        ("doing forty, tops", 0, 40, None),
        ("41.3 per cent", 41.3, 41.3, "%"),
        ("two-fifths of them", 40, 40, "%"),
        ("Rs 50 lakh", 5_000_000, 5_000_000, "INR"),
        ("2 crore rupees", 20_000_000, 20_000_000, "INR"),
        ("1,00,000 rupees", 100_000, 100_000, "INR"),
        ("$3.5 million", 3_500_000, 3_500_000, "USD"),
        ("a million-litre spill", 1_000_000, 1_000_000, "L"),
        ("1,212 ballots", 1212, 1212, None),
    ],
)
def test_english(text: str, low: float, high: float, unit: str | None) -> None:
    assert read(text) == [(low, high, unit)]


@pytest.mark.parametrize(
    ("text", "language", "low", "high", "unit"),
    [
        ("двадцать один человек", "ru", 21, 21, None),
        ("не менее 270 человек", "ru", 270, INF, None),
        ("от 36 до 40", "ru", 36, 40, None),
        ("сто тридцать литров", "ru", 130, 130, "L"),
        ("27,9 %", "uk", 27.9, 27.9, "%"),
        ("тридцять дев'ять", "uk", 39, 39, None),
        ("щонайменше 12", "uk", 12, INF, None),
        ("больш за сорак", "be", 40, INF, None),
        ("пяцьдзясят два", "be", 52, 52, None),
        ("czterdzieści dwa", "pl", 42, 42, None),
        ("co najmniej pięć osób", "pl", 5, INF, None),
        ("zweiundvierzig", "de", 42, 42, None),
        ("dreihundertzwölf", "de", 312, 312, None),
        ("mehr als 1.200", "de", 1200, INF, None),
        ("quatre-vingt-dix-sept", "fr", 97, 97, None),
        ("soixante et onze", "fr", 71, 71, None),
        ("au moins 12", "fr", 12, INF, None),
        ("treinta y dos", "es", 32, 32, None),
        ("más de 1.200", "es", 1200, INF, None),
    ],
)
def test_other_languages(text: str, language: str, low: float, high: float, unit: str | None) -> None:
    assert read(text, language) == [(low, high, unit)]


@pytest.mark.parametrize(
    ("text", "language", "low", "high", "unit"),
    [
        ("nearly half of them", "en", 50, 50, "%"),
        ("a third of the voters", "en", 33.3333, 33.3333, "%"),
        ("three quarters of the crop", "en", 75, 75, "%"),
        ("one in five voters", "en", 20, 20, "%"),
        ("half a million", "en", 500000, 500000, None),
        ("half a dozen", "en", 6, 6, None),
        ("half an hour", "en", 0.5, 0.5, "h"),
        ("at least three dozen people", "en", 36, INF, None),
        ("a couple of hundred people", "en", 200, 200, None),
        ("several hundred people", "en", 200, 900, None),
        ("two and a half million", "en", 2500000, 2500000, None),
        ("a million and a half", "en", 1500000, 1500000, None),
        ("one and a half tonnes", "en", 1.5, 1.5, "t"),
        ("in excess of 300", "en", 300, INF, None),
        ("a little under 30 million euros", "en", 0, 30000000, "EUR"),
        ("fewer than half a dozen", "en", 0, 6, None),
        ("tens of thousands", "en", 20000, INF, None),
        ("hundreds of thousands", "en", 200000, INF, None),
        ("between two and three hundred", "en", 200, 300, None),
        ("two to three million", "en", 2000000, 3000000, None),
        ("двумя выстрелами", "ru", 2, 2, None),
        ("тремя сотнями", "ru", 300, 300, None),
        ("пятью миллионами", "ru", 5000000, 5000000, None),
        ("около полутора тысяч", "ru", 1500, 1500, None),
        ("полмиллиона", "ru", 500000, 500000, None),
        ("почти половина", "ru", 50, 50, "%"),
        ("две трети", "ru", 66.6666, 66.6666, "%"),
        ("менее десятка", "ru", 0, 10, None),
        ("два десятка", "ru", 20, 20, None),
        ("несколько десятков", "ru", 20, 90, None),
        ("десятки тысяч", "ru", 20000, INF, None),
        ("пару сотен", "ru", 200, 200, None),
        ("восьмерых", "ru", 8, 8, None),
        ("тысячи людей", "ru", 2000, INF, None),
        ("чотирма", "uk", 4, 4, None),
        ("п'ятьма мільйонами", "uk", 5000000, 5000000, None),
        ("пів мільйона", "uk", 500000, 500000, None),
        ("півтора мільйона", "uk", 1500000, 1500000, None),
        ("третина голосів", "uk", 33.3333, 33.3333, "%"),
        ("два десятки", "uk", 20, 20, None),
        ("кілька десятків", "uk", 20, 90, None),
        ("дев'ятеро", "uk", 9, 9, None),
        ("двума стрэламі", "be", 2, 2, None),
        ("паўтара мільёна", "be", 1500000, 1500000, None),
        ("амаль палова", "be", 50, 50, "%"),
        ("дзве траціны", "be", 66.6666, 66.6666, "%"),
        ("некалькі дзясяткаў", "be", 20, 90, None),
        ("дзевяцёра", "be", 9, 9, None),
        ("trzema", "pl", 3, 3, None),
        ("półtora miliona", "pl", 1500000, 1500000, None),
        ("pół miliona", "pl", 500000, 500000, None),
        ("jedna trzecia głosów", "pl", 33.3333, 33.3333, "%"),
        ("kilkanaście osób", "pl", 11, 19, None),
        ("kilkadziesiąt osób", "pl", 20, 99, None),
        ("kilka tysięcy", "pl", 2000, 9000, None),
        ("dwa tuziny", "pl", 24, 24, None),
        ("dziewięciorgiem", "pl", 9, 9, None),
        ("anderthalb Millionen", "de", 1500000, 1500000, None),
        ("eine halbe Million", "de", 500000, 500000, None),
        ("fast die Hälfte", "de", 50, 50, "%"),
        ("zwei Drittel", "de", 66.6666, 66.6666, "%"),
        ("zwei Dutzend", "de", 24, 24, None),
        ("Zehntausende", "de", 20000, INF, None),
        ("zweitausenddreihundert", "de", 2300, 2300, None),
        ("un million et demi", "fr", 1500000, 1500000, None),
        ("un demi-million", "fr", 500000, 500000, None),
        ("près de la moitié", "fr", 50, 50, "%"),
        ("deux tiers", "fr", 66.6666, 66.6666, "%"),
        ("une trentaine de blessés", "fr", 30, 30, None),
        ("des dizaines de milliers", "fr", 20000, INF, None),
        ("quatre-vingt-un", "fr", 81, 81, None),
        ("vingt et un", "fr", 21, 21, None),
        ("millón y medio", "es", 1500000, 1500000, None),
        ("media docena", "es", 6, 6, None),
        ("la mitad de los votantes", "es", 50, 50, "%"),
        ("tres cuartos", "es", 75, 75, "%"),
        ("una veintena de personas", "es", 20, 20, None),
        ("decenas de miles", "es", 20000, INF, None),
        ("cuarenta y una", "es", 41, 41, None),
    ],
)
def test_hard_expressions(text: str, language: str, low: float, high: float, unit: str | None) -> None:
    ((least, most, of),) = read(text, language)
    assert (least, most, of) == (pytest.approx(low), pytest.approx(high), unit)


@pytest.mark.parametrize(
    "text", ["the second half", "half-brother", "at the half-time whistle", "a third man", "a quarter final"]
)
def test_what_is_no_part(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "in 2031",
        "School No. 4",
        "reactor R-4",
        "Mile 103.4",
        "a 17-year-old",
        "the 4th floor",
        "case 2031-0877",
        "",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert read(text) == []


def test_about_is_kept() -> None:
    assert all(
        read_quantities(text)[0].interval.about
        for text in ("about 40", "some forty", "sixty-odd", "nearly 300")
    )


@given(st.text(max_size=300), LANGUAGES)
def test_any_text_is_read_and_spans_lie_in_it(text: str, language: str) -> None:
    end = 0
    for quantity in read_quantities(text, language):
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        assert quantity.interval.low <= quantity.interval.high
        end = quantity.span.end


@given(st.integers(0, 10**9).filter(lambda n: not 1900 <= n <= 2100))
def test_grouped_digits_read_back(value: int) -> None:
    assert read(f"{value:,} people") == [(value, value, None)]


ENDS = st.floats(0, 1e6)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(ENDS), draw(ENDS)))
    return Interval(low, draw(st.sampled_from([high, INF])), about=draw(st.booleans()))


@given(intervals(), intervals())
def test_meeting_is_mutual(one: Interval, other: Interval) -> None:
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)


@given(intervals(), intervals())
def test_widening_never_parts(one: Interval, other: Interval) -> None:
    assert not one.meets(other) or one.widened().meets(other.widened())


def test_units_convert() -> None:
    barrel, litre = unit_named("bbl"), unit_named("L")
    assert barrel is not None
    assert litre is not None
    assert barrel.dimension == litre.dimension
    assert 3800 * barrel.factor == pytest.approx(604_150, rel=1e-3)
    assert unit_named("no such unit") is None


def test_long_text_takes_linear_time() -> None:
    def seconds(words: int) -> float:
        text = "at least two hundred and six to nine per cent " * words
        start = time.perf_counter()
        read_quantities(text)
        return time.perf_counter() - start

    seconds(10)
    assert seconds(4000) < 20 * max(seconds(400), 0.01)


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("an 80m-deep well", 80, "m"),
        ("a depth of 40m.", 40, "m"),
        ("11m vehicles", 11e6, None),
        ("$3m was paid", 3e6, "USD"),
    ],
)
def test_a_bare_m_is_a_metre_or_a_million(text: str, low: float, unit: str | None) -> None:
    assert read(text) == [(low, low, unit)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ann Roe died at the age of 99", "en"),
        ("Karl Dahl, 45, said so", "en"),
        ("Иван Дроздов, 45, сообщил", "ru"),
        ("Он умер в возрасте 81", "ru"),
        ("starb im Alter von 77", "de"),
        ("a 3-1 lead", "en"),
        ("a best-of-seven series", "en"),
    ],
)
def test_ages_and_scores_are_no_quantities(text: str, language: str) -> None:
    assert [one for one in read_quantities(text, language) if one.unit is None] == []


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("tens of thousands of people", "en", 20_000, INF),
        ("hundreds of thousands of people", "en", 200_000, INF),
        ("half a million people", "en", 500_000, 500_000),
        ("a quarter million people", "en", 250_000, 250_000),
        ("a 3-5 week delay", "en", 3, 5),
        ("Різниця менша за чотириста голосів", "uk", 0, 400),
        ("a margin smaller than 400 votes", "en", 0, 400),
        ("39, 40 and 41", "en", 39, 39),
    ],
)
def test_large_and_bounded_numbers(text: str, language: str, low: float, high: float) -> None:
    interval = read_quantities(text, language)[0].interval
    assert (interval.low, interval.high) == (low, high)


def test_grams_and_ounces_are_masses() -> None:
    assert [one.unit for one in read_quantities("a 400g bar of about 14 ounces")] == ["g", "oz"]


@pytest.mark.parametrize(
    "words", ["about a dozen people", "at least a dozen people", "nearly a dozen people"]
)
def test_a_dozen_keeps_its_bound(words: str) -> None:
    (quantity,) = read_quantities(words, "en")
    assert not quantity.interval.exact
    assert quantity.span.start == 0
