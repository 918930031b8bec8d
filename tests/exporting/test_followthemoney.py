"""The export to FollowTheMoney: by its own library where that is installed, by what it wrote down here everywhere."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from rashomon.exporting.followthemoney import COLUMNS, write_followthemoney, write_ftm_statements
from rashomon.exporting.table import words
from rashomon.reading.gazetteer import read_gazetteer
from rashomon.records import Comparison, Entry
from tests.exporting.example import POST, example
from tests.exporting.strategies import comparisons
from tests.report.fixture import comparison
from tests.report.hostile import hostile

# Of each schema that is written: its properties, with the type and, for entities, the schema that they point to.
SCHEMATA = json.loads((Path(__file__).parent / "standards/followthemoney.json").read_text("utf-8"))
COVERAGES = (example(), comparison(), hostile(), hostile("https://news.example/a"), Comparison())


@pytest.fixture(scope="module")
def library() -> Any:
    return pytest.importorskip(
        "followthemoney", reason="the group `standards` is not installed: it wants ICU"
    )


def entities(found: Comparison, path: Path) -> list[dict[str, Any]]:
    write_followthemoney(found, path)
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


def rows(found: Comparison, path: Path) -> list[dict[str, str]]:
    write_ftm_statements(found, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults(found: list[dict[str, Any]]) -> list[str]:
    """Return each property that the model does not know of its schema, and each entity that is not there."""
    kinds = {entity["id"]: entity["schema"] for entity in found}
    wrong = [] if len(kinds) == len(found) else ["two entities of one id"]
    for entity in found:
        schema = SCHEMATA[entity["schema"]]
        wrong += [f"without {name}" for name in schema["required"] if name not in entity["properties"]]
        for name, values in entity["properties"].items():
            kind, allowed = schema["properties"].get(name, (None, None))
            if kind is None:
                wrong.append(f"{entity['schema']}.{name}")
            elif kind == "entity" and not all(allowed in SCHEMATA[kinds[one]]["is"] for one in values):
                wrong.append(f"{entity['schema']}.{name} points to another schema")
    return wrong


@pytest.mark.parametrize("found", COVERAGES)
def test_schemata_and_properties_are_those_of_the_model(found: Comparison, tmp_path: Path) -> None:
    assert faults(entities(found, tmp_path / "f.jsonl")) == []


def test_what_is_known_here_of_the_model_is_what_the_library_says(library: Any) -> None:
    for name, known in SCHEMATA.items():
        schema = library.model.get(name)
        assert sorted(schema.required) == known["required"]
        assert sorted(parent.name for parent in schema.schemata) == known["is"]
        for key, (kind, target) in known["properties"].items():
            prop = schema.get(key)
            assert (prop.type.name, prop.range.name if prop.range else None) == (kind, target)


@pytest.mark.parametrize("found", COVERAGES)
def test_the_library_validates_every_entity_and_changes_no_value(
    library: Any, found: Comparison, tmp_path: Path
) -> None:
    from followthemoney.proxy import EntityProxy

    plain = found in (COVERAGES[0], COVERAGES[1])
    for entity in entities(found, tmp_path / "f.jsonl"):
        library.model.get(entity["schema"]).validate(entity)
        proxy = EntityProxy.from_dict(entity, cleaned=False)
        assert set(proxy.properties) == set(entity["properties"])
        if plain:
            assert {name: sorted(values) for name, values in proxy.properties.items()} == entity["properties"]


@pytest.mark.usefixtures("library")
def test_the_library_reads_the_statements_and_makes_the_same_ids_and_entities(tmp_path: Path) -> None:
    from followthemoney.dataset import Dataset
    from followthemoney.statement import StatementEntity
    from followthemoney.statement.serialize import read_csv_statements

    path = tmp_path / "f.csv"
    write_ftm_statements(comparison(), path)
    statements = list(read_csv_statements(io.BytesIO(path.read_bytes())))
    assert all(statement.id == statement.generate_key() for statement in statements)
    dataset = Dataset.make({"name": "rashomon", "title": "Rashomon"})
    grouped: dict[str, list[Any]] = {}
    for statement in statements:
        grouped.setdefault(statement.entity_id, []).append(statement)
    read = {}
    for group in grouped.values():
        entity = StatementEntity.from_statements(dataset, group)
        read[entity.id] = (entity.schema.name, {name: sorted(entity.get(name)) for name in entity.properties})
        total = next(statement.value for statement in group if statement.prop == "id")
        assert total == next(statement.value for statement in entity.statements if statement.prop == "id")
    want = {
        one["id"]: (one["schema"], one["properties"]) for one in entities(comparison(), tmp_path / "f.jsonl")
    }
    assert read == want


def test_who_said_what_in_which_article(tmp_path: Path) -> None:
    found = {one["id"]: one for one in entities(example(), tmp_path / "f.jsonl")}
    note = next(one for one in found.values() if "deny" in one["properties"].get("keywords", ()))[
        "properties"
    ]
    assert note["description"] == [words(POST, example().statements[1].content)]
    assert found[note["entity"][0]]["properties"]["name"] == ["Ida Brandt"]
    article = found[note["proof"][0]]["properties"]
    assert article["bodyText"] == [POST]
    assert (article["language"], article["publishedAt"]) == (["eng"], ["2031-05-04"])
    parting = next(one for one in found.values() if "discrepancy" in one["properties"].get("keywords", ()))
    names = {found[one]["properties"]["name"][0] for one in parting["properties"]["entity"]}
    assert names == {"Ida Brandt", "Kai Orlov"}


def test_the_entities_come_back_as_a_gazetteer(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    write_followthemoney(example(), path)
    rows = list(read_gazetteer(path))
    read = {entry.link.name: entry for entry in rows if isinstance(entry, Entry)}
    assert len(read) == len(rows) == len(example().entities)
    assert read["Ida Brandt"].link.wikidata == "Q4242"
    assert "Кай Орлов" in read["Kai Orlov"].names


def test_what_the_model_would_refuse_is_cut_in_the_open(tmp_path: Path) -> None:
    found = example()
    long = Comparison(
        documents=found.documents[:1], entities=(type(found.entities[0])("e", "x" * 500, "person"),)
    )
    person = entities(long, tmp_path / "f.jsonl")[1]
    assert person["properties"]["name"] == ["x" * 383 + "…"]


@settings(max_examples=40)
@given(comparisons())
def test_any_coverage_is_carried_and_both_forms_say_the_same(
    tmp_path_factory: Any, found: Comparison
) -> None:
    folder = tmp_path_factory.mktemp("ftm")
    told = entities(found, folder / "f.jsonl")
    assert faults(told) == []
    assert len(told) >= len(found.documents) + len(found.entities) + len(found.statements)
    read: dict[str, dict[str, list[str]]] = {}
    for row in rows(found, folder / "f.csv"):
        assert set(row) == set(COLUMNS)
        if row["prop"] != "id":
            read.setdefault(row["entity_id"], {}).setdefault(row["prop"], []).append(row["value"])
    assert read == {one["id"]: one["properties"] for one in told if one["properties"]}
