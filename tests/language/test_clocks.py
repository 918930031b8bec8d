"""Clock times and parts of the day in words, in eight languages; days told by how long ago they were."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.times import read_times

THURSDAY = "2031-06-19T10:00:00+04:00"


@pytest.mark.parametrize(
    ("text", "minute", "halved"),
    [
        ("at half past nine", 570, True),
        ("ten past six in the evening", 1090, False),
        ("at about four in the morning", 240, False),
        ("at five in the afternoon", 1020, False),
        ("at ten on Monday evening", 1320, False),
        ("at nine o'clock", 540, True),
        ("at ten at night", 1320, False),
        ("at 0310 hrs", 190, False),
        ("at 2300 hours", 1380, False),
        ("в половине второго", 90, True),
        ("без четверти три", 165, True),
        ("около двух часов дня", 840, False),
        ("в три часа ночи", 180, False),
        ("в семь вечера", 1140, False),
        ("в два часа", 120, True),
        ("о пів на другу", 90, True),
        ("за чверть до третьої", 165, True),
        ("за чверть третя", 165, True),
        ("о другій годині дня", 840, False),
        ("о третій ночі", 180, False),
        ("о сьомій вечора", 1140, False),
        ("о 14 годині", 840, False),
        ("а другой гадзіне", 120, True),
        ("а палове другой", 90, True),
        ("без чвэрці тры", 165, True),
        ("а сёмай вечара", 1140, False),
        ("o wpół do piątej rano", 270, False),
        ("za kwadrans trzecia", 165, True),
        ("o drugiej po południu", 840, False),
        ("o trzeciej w nocy", 180, False),
        ("o godzinie 14", 840, False),
        ("o godz. 14.30", 870, False),
        ("um halb drei", 150, True),
        ("um Viertel vor drei", 165, True),
        ("um zwei Uhr nachmittags", 840, False),
        ("um drei Uhr nachts", 180, False),
        ("um sieben Uhr abends", 1140, False),
        ("à deux heures et demie", 150, True),
        ("à trois heures moins le quart", 165, True),
        ("à deux heures de l'après-midi", 840, False),
        ("à sept heures du soir", 1140, False),
        ("vers 22 heures", 1320, False),
        ("à 14 h", 840, False),
        ("à midi", 720, False),
        ("a las dos y media", 150, True),
        ("a las tres menos cuarto", 165, True),
        ("a las dos de la tarde", 840, False),
        ("a las tres de la madrugada", 180, False),
        ("a las 22 horas", 1320, False),
        ("al mediodía", 720, False),
    ],
)
def test_a_clock_time_in_words(text: str, minute: int, halved: bool) -> None:
    moment = next(moment for moment in read_times(text, THURSDAY) if moment.is_clock)
    assert (moment.minute, moment.until, moment.halved) == (minute, minute, halved)


@pytest.mark.parametrize(
    ("text", "minute", "until"),
    [
        ("between 2 and 3 o'clock in the night", 120, 180),
        ("between eleven and twelve at night", 1380, 1440),
        ("между двумя и тремя часами ночи", 120, 180),
        ("między drugą a trzecią w nocy", 120, 180),
        ("zwischen zwei und drei Uhr nachts", 120, 180),
        ("on Wednesday night", 1200, 1800),
        ("on Sunday morning", 300, 720),
        ("in the early hours of Wednesday", 0, 360),
        ("before dawn on Tuesday", 0, 420),
        ("at first light on Friday", 240, 480),
        ("on Tuesday evening", 1020, 1440),
        ("в среду вечером", 1020, 1440),
        ("утром в воскресенье", 300, 720),
        ("на рассвете", 240, 480),
        ("у середу ввечері", 1020, 1440),
        ("вранці в неділю", 300, 720),
        ("у сераду ўвечары", 1020, 1440),
        ("на світанні", 240, 480),
        ("w środę wieczorem", 1020, 1440),
        ("o świcie", 240, 480),
        ("am Mittwochabend", 1020, 1440),
        ("am Sonntagmorgen", 300, 720),
        ("im Morgengrauen", 240, 480),
        ("mercredi soir", 1020, 1440),
        ("dimanche matin", 300, 720),
        ("à l'aube", 240, 480),
        ("el miércoles por la noche", 1200, 1800),
        ("el domingo por la mañana", 300, 720),
        ("al amanecer", 240, 480),
    ],
)
def test_a_part_of_the_day(text: str, minute: int, until: int) -> None:
    (moment,) = [moment for moment in read_times(text, THURSDAY) if moment.is_clock]
    assert (moment.minute, moment.until) == (minute, until)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on Sunday the twelfth", "2031-10-12", "2031-10-12"),
        ("the night of the 15th", "2031-06-15", "2031-06-16"),
        ("the day before yesterday", "2031-06-17", "2031-06-17"),
        ("two days ago", "2031-06-17", "2031-06-17"),
        ("three months ago", "2031-03-01", "2031-03-31"),
        ("three months back", "2031-03-01", "2031-03-31"),
        ("a year ago", "2030-01-01", "2030-12-31"),
        ("last week", "2031-06-09", "2031-06-15"),
        ("last month", "2031-05-01", "2031-05-31"),
        ("last year", "2030-01-01", "2030-12-31"),
        ("in March", "2031-03-01", "2031-03-31"),
        ("позавчера", "2031-06-17", "2031-06-17"),
        ("две недели назад", "2031-06-02", "2031-06-08"),
        ("в марте", "2031-03-01", "2031-03-31"),
        ("на прошлой неделе", "2031-06-09", "2031-06-15"),
        ("два тижні тому", "2031-06-02", "2031-06-08"),
        ("торік", "2030-01-01", "2030-12-31"),
        ("у березні", "2031-03-01", "2031-03-31"),
        ("пазаўчора", "2031-06-17", "2031-06-17"),
        ("тры дні таму", "2031-06-16", "2031-06-16"),
        ("летась", "2030-01-01", "2030-12-31"),
        ("у сакавіку", "2031-03-01", "2031-03-31"),
        ("przedwczoraj", "2031-06-17", "2031-06-17"),
        ("dwa tygodnie temu", "2031-06-02", "2031-06-08"),
        ("w marcu", "2031-03-01", "2031-03-31"),
        ("vorgestern", "2031-06-17", "2031-06-17"),
        ("vor zwei Wochen", "2031-06-02", "2031-06-08"),
        ("im März", "2031-03-01", "2031-03-31"),
        ("avant-hier", "2031-06-17", "2031-06-17"),
        ("il y a deux semaines", "2031-06-02", "2031-06-08"),
        ("l'an dernier", "2030-01-01", "2030-12-31"),
        ("en mars", "2031-03-01", "2031-03-31"),
        ("anteayer", "2031-06-17", "2031-06-17"),
        ("hace tres días", "2031-06-16", "2031-06-16"),
        ("en marzo", "2031-03-01", "2031-03-31"),
    ],
)
def test_a_day_told_from_the_day_of_the_article(text: str, first: str, last: str) -> None:
    (moment,) = read_times(text, THURSDAY)
    assert (moment.first, moment.last) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("at 18:47 GMT", 0),
        ("at 21:47 Kyiv time", 3),
        ("at 19.00 Dushanbe time", 5),
        ("о 02:31 за Гринвічем", 0),
        ("at 14:00 local time", None),
        ("à 14h30, heure de Paris", 2),
        ("um 14.30 Uhr MESZ", 2),
    ],
)
def test_a_zone_by_the_name_of_a_town(text: str, zone: float | None) -> None:
    assert read_times(text, THURSDAY)[0].zone == zone


@pytest.mark.parametrize(
    "text",
    ["at two places", "the fifteenth floor", "half of nine people", "за чверть ціни", "o trzeciej kobiecie", "two men ago"],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert read_times(text, THURSDAY) == ()


NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@given(st.integers(1, 12), st.sampled_from([("past", 1), ("to", -1)]), st.sampled_from([("half", 30), ("a quarter", 15), ("ten", 10)]))  # fmt: skip
def test_spoken_english_times_read_back(hour: int, way: tuple[str, int], minutes: tuple[str, int]) -> None:
    if way[0] == "to" and minutes[0] == "half":
        return
    (moment,) = read_times(f"at {minutes[0]} {way[0]} {NUMBERS[hour - 1]}", THURSDAY)
    assert moment.minute == (hour * 60 + way[1] * minutes[1]) % 720


@given(st.integers(1, 400))
def test_days_ago_are_counted(days: int) -> None:
    (moment,) = read_times(f"{days} days ago", THURSDAY)
    assert moment.first is not None
    assert (date(2031, 6, 19) - moment.first).days == days
