from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from jsonschema import Draft202012Validator

from rashomon.exporting.files import pretty
from rashomon.exporting.web_annotation import collection
from rashomon.reading.annotations.terms import encodable, urn
from rashomon.records import Comparison
from tests.exporting.example import example
from tests.exporting.standards import nodes_of, values
from tests.exporting.strategies import comparisons
from tests.report.fixture import comparison
from tests.report.hostile import hostile

HERE = Path(__file__).parent
SCHEMA = Draft202012Validator(json.loads((HERE / "standards/web_annotation.schema.json").read_text("utf-8")))
OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"


def passages(nodes: dict[str, dict[str, Any]], name: str) -> Iterator[tuple[str, int, int, str]]:
    """Yield source, start, end and words of each passage that an annotation marks, out of the graph alone."""
    for target in values(nodes[name], OA + "hasTarget") if name in nodes else ():
        told: dict[str, Any] = {"source": values(nodes[target], OA + "hasSource")[0]}
        for selector in values(nodes[target], OA + "hasSelector"):
            for key in ("exact", "start", "end"):
                for value in values(nodes[selector], OA + key):
                    told[key] = value
        yield told["source"], int(told["start"]), int(told["end"]), told["exact"]


def test_the_example_is_the_golden_file() -> None:
    assert pretty(collection(example())) == (HERE / "golden/web_annotation.jsonld").read_text("utf-8")


def test_the_model_s_demands_are_met() -> None:
    for found in (example(), comparison(), hostile(), hostile("https://news.example/a"), Comparison()):
        assert not list(SCHEMA.iter_errors(collection(found)))


def test_the_schema_refuses_what_the_model_refuses() -> None:
    good = collection(example())
    for broken in (
        {**good, "total": 2, "first": None},
        {**good, "first": {**good["first"], "items": [{"id": "urn:x", "type": "Annotation"}]}},
        {**good, "@context": "https://schema.org"},
    ):
        assert list(SCHEMA.iter_errors(broken))


def test_a_graph_of_linked_data_says_who_said_what() -> None:
    nodes = nodes_of(collection(example()))
    source = "https://soundpost.example/ferry?id=4&x=1"
    said = list(passages(nodes, urn("statement", "s1")))
    assert [row[3] for row in said] == ["Twelve people", "left the ferry 🛟"]
    assert {row[0] for row in said} == {source}
    links = {
        (values(node, OA + "hasTarget")[0], value)
        for node in nodes.values()
        if values(node, OA + "motivatedBy") == [OA + "linking"]
        for body in values(node, OA + "hasBody")
        for value in values(nodes.get(body, {}), OA + "hasSource")
    }
    s2 = urn("statement", "s2")
    assert {(s2, urn("entity", "e1")), (s2, urn("statement", "s1")), (s2, urn("cue", "s2"))} <= links
    parting = nodes[urn("discrepancy", "x1")]
    assert values(parting, OA + "hasTarget") == [urn("statement", "s1"), urn("statement", "s3")]
    assert [row for row in nodes.values() if row.get("@type") == [AS + "OrderedCollectionPage"]]


def test_a_second_state_of_a_page_is_told_apart_by_its_copy() -> None:
    found = example()
    copies = {
        target["state"]["cached"]
        for item in collection(found)["first"]["items"]
        for target in (item["target"] if isinstance(item["target"], list) else [item["target"]])
        if isinstance(target, dict) and "state" in target
    }
    assert copies == {urn("document", "post")}


@settings(max_examples=40)
@given(comparisons())
def test_every_passage_reads_back_from_the_graph_in_code_points(found: Comparison) -> None:
    written = json.loads(pretty(collection(found)))
    assert not list(SCHEMA.iter_errors(written))
    nodes = nodes_of(written)
    texts = {document.id: encodable(document.text) for document in found.documents}
    for statement in found.statements:
        text = texts[statement.document]
        want = sorted(
            {(span.start, span.end, span.of(text)) for span in statement.content if span.of(text).strip()}
        )
        assert sorted(row[1:] for row in passages(nodes, urn("statement", statement.id))) == want
