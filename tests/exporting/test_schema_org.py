from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec_schemaorg.models as vocabulary
from hypothesis import given, settings

from rashomon.exporting.files import pretty
from rashomon.exporting.schema_org import graph
from rashomon.exporting.table import words
from rashomon.reading.annotations.terms import encodable, one_line, urn
from rashomon.records import Comparison
from tests.exporting.example import example
from tests.exporting.standards import nodes_of, values
from tests.exporting.strategies import comparisons
from tests.report.fixture import comparison
from tests.report.hostile import hostile

GOLDEN = Path(__file__).parent / "golden/schema_org.jsonld"
S = "https://schema.org/"


def expected(kind: str, name: str) -> set[str]:
    """Return what schema.org says that a property of a type may hold; empty where the type has no such property."""
    lines = [
        each.__annotations__ for each in getattr(vocabulary, kind).__mro__ if hasattr(each, "__annotations__")
    ]
    found = next((each[name] for each in lines if name in each), "")
    return set(re.findall(r"\w+", found)) - {"Union", "List", "None", "Optional"}


def fits(value: Any, allowed: set[str], kinds: dict[str, str]) -> bool:
    if isinstance(value, dict):
        kind = kinds[value["@id"]] if "@id" in value else value["@type"]
        return bool(allowed & {each.__name__ for each in getattr(vocabulary, kind).__mro__})
    if allowed & {"date", "datetime"}:
        return bool(datetime.fromisoformat(value) or date.fromisoformat(value))
    if allowed == {"URL"}:
        return bool(re.fullmatch(r"https?://\S+", value))
    return bool(allowed & {"str", "URL"})


def faults(found: dict[str, Any]) -> list[str]:
    """Return each property that schema.org does not know, or not with such a value."""
    nodes = found["@graph"]
    kinds = {node["@id"]: node["@type"] for node in nodes}
    wrong = [] if len(kinds) == len(nodes) else ["two nodes of one id"]
    for node in nodes:
        for name, value in node.items():
            if name.startswith("@"):
                continue
            allowed = expected(node["@type"], name)
            each = value if isinstance(value, list) else [value]
            if not all(fits(one, allowed, kinds) for one in each):
                wrong.append(f"{node['@type']}.{name}: {value!r}"[:200])
    return wrong


def test_the_example_is_the_golden_file() -> None:
    assert pretty(graph(example())) == GOLDEN.read_text("utf-8")


def test_every_property_and_its_values_are_of_the_vocabulary() -> None:
    for found in (example(), comparison(), hostile(), hostile("https://news.example/a"), Comparison()):
        assert faults(graph(found)) == []


def test_the_check_sees_what_is_wrong() -> None:
    for wrong in ({"spokenByCharacter": "x"}, {"text": {"@id": "q"}}, {"isPartOf": {"@id": "p"}}):
        nodes = [{"@id": "q", "@type": "Quotation", **wrong}, {"@id": "p", "@type": "Person"}]
        assert len(faults({"@graph": nodes})) == 1
    assert len(faults({"@graph": [{"@id": "a", "@type": "NewsArticle", "datelines": "x"}]})) == 1


def test_a_graph_of_linked_data_says_who_said_what_where() -> None:
    nodes = nodes_of(graph(example()))
    quotation = nodes[urn("statement", "s2")]
    assert quotation["@type"] == [S + "Quotation"]
    assert values(quotation, S + "text") == ["“Nobody,” […] “was hurt.”"]
    speaker = nodes[values(quotation, S + "spokenByCharacter")[0]]
    assert values(speaker, S + "name") == ["Ida Brandt"]
    assert values(nodes[values(quotation, S + "isPartOf")[0]], S + "headline") == ["Ferry aground"]
    claim = nodes[urn("answer", "a2")]
    assert values(claim, S + "firstAppearance") == [urn("document", "vestnik")]


def test_no_review_rates_or_judges() -> None:
    reviews = [node for node in graph(example())["@graph"] if node["@type"] == "ClaimReview"]
    assert [row["claimReviewed"] for row in reviews] == [
        "Twelve people left the ferry.",
        "Fifteen people left the ferry.",
    ]
    for row in reviews:
        assert not {"reviewRating", "author", "reviewBody", "positiveNotes", "negativeNotes"} & set(row)


@settings(max_examples=40)
@given(comparisons())
def test_every_statement_reads_back_from_the_graph(found: Comparison) -> None:
    written = json.loads(pretty(graph(found)))
    assert faults(written) == []
    nodes = nodes_of(written)
    names = {entity.id: one_line(entity.name) for entity in found.entities}
    texts = {document.id: encodable(document.text) for document in found.documents}
    for statement in found.statements:
        node = nodes[urn("statement", statement.id)]
        said = one_line(words(texts[statement.document], statement.content))
        assert values(node, S + "text") == ([said] if said else [])
        for entity in values(node, S + "spokenByCharacter"):
            assert values(nodes[entity], S + "name") == (
                [names[statement.speaker or ""]] if names[statement.speaker or ""] else []
            )
