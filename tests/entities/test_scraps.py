from __future__ import annotations

import pytest

from rashomon.entities.lexicon import lexicon
from rashomon.entities.scraps import scrap
from tests.entities.building import extraction


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mr", "en"), ("Sen.", "en"), ("x Share", "en"), ("Skip Ad Ad", "en"), ("of companies", "en"),
        ("has previously urged fans", "en"), ("г-н", "ru"), ("Поделиться", "ru"), ("Mme", "fr"), ("Sra.", "es"), ("Dr.", "de"),
    ],
)  # fmt: skip
def test_words_that_name_nobody(text: str, language: str) -> None:
    assert scrap(text, lexicon(language))


@pytest.mark.parametrize(
    "text", ["Mr Roe", "the senator", "A share of voters", "In Ferrin Ann Roe", "he", "", "I"]
)
def test_words_that_name_somebody(text: str) -> None:
    assert not scrap(text, lexicon("en"))


def test_a_statement_of_a_bare_title_says_why_nobody_is_named() -> None:
    (found,) = extraction("Ann Roe left early. [[Mr]] said {{it was late}}.").statements
    assert found.speaker is None
    assert found.unknown == "“Mr” is a title without its name"
