from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from rashomon.cluster.manifest import NoCorpusError
from rashomon.cluster.matching import QueryError, matching_extractions
from rashomon.pipeline import extract
from rashomon.records import Extraction
from tests.cluster.making import ROOT, extracted, text


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("matching")
    rows = [
        {"id": "a", "text": text(0), "published": "2031-03-04T23:00:00", "language": "de"},
        {"id": "b", "text": f"{text(1)}\n\nLukašenka schwieg.", "published": "2031-03-05", "language": "de"},
        {"id": "c", "text": f"{text(2)}\n\nDas Brückenfest fiel aus.", "language": "de"},
        {"id": "a", "text": text(0), "published": "2031-03-04T23:00:00", "language": "de"},
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    extracted(folder / "a.jsonl", folder / "corpus", per_shard=2)
    return folder / "corpus"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "abc"), ("lukasenka", "b"), ("LUKAŠENKA schwieg", "b"), ('"lukasenka schwieg"', "b"),
        ('"schwieg lukasenka"', ""), ("brucken", ""), ("Brückenfest", "c"), ("Mauer", "ac"), ("Ort Nummer 1", "b"),
    ],
)  # fmt: skip
def test_all_words_must_stand_there_as_words(corpus: Path, query: str, expected: str) -> None:
    found = [one.document.id for one in matching_extractions(str(corpus), query)]
    assert len(found) == len(set(found))
    if query != "Mauer":
        assert sorted(found) == sorted(expected)
    else:
        assert set(found) == {one for one in "abc" if "Mauer" in text("abc".index(one))}


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, "abc"), (date(2031, 3, 5), None, "b"), (None, date(2031, 3, 4), "a"),
        (date(2031, 3, 4), date(2031, 3, 5), "ab"), (date(2032, 1, 1), None, ""),
    ],
)  # fmt: skip
def test_both_days_count(corpus: Path, since: date | None, until: date | None, expected: str) -> None:
    found = [one.document.id for one in matching_extractions(str(corpus), "", since, until)]
    assert sorted(found) == sorted(expected)


def test_what_comes_out_is_what_extracting_gives(tmp_path: Path) -> None:
    extracted(ROOT / "examples", tmp_path / "corpus", per_shard=4)
    expected = [one for one in extract([str(ROOT / "examples")]) if isinstance(one, Extraction)]
    found = list(matching_extractions(str(tmp_path / "corpus")))
    assert sorted(found, key=lambda one: one.document.id) == sorted(expected, key=lambda one: one.document.id)


def test_a_query_of_marks_and_a_place_without_a_corpus_are_said(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no word to look for"):
        list(matching_extractions(str(corpus), "…!"))
    with pytest.raises(NoCorpusError):
        list(matching_extractions(str(tmp_path)))
