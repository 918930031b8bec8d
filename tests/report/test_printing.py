from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from rashomon.report.index import Index
from rashomon.report.method import installed_models
from rashomon.report.printing import css_string, page_margins
from rashomon.report.sources import sources
from tests.report.fixture import comparison

_ESCAPE = re.compile(r"\\([0-9a-f]+) ")


@given(st.text())
def test_no_title_breaks_out_of_its_string(text: str) -> None:
    written = css_string(text)
    assert re.fullmatch(r'"(?:[A-Za-z0-9 ]|\\[0-9a-f]{1,6} )*"', written)
    read = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), written[1:-1])
    assert read == re.sub("[\ud800-\udfff]", "\ufffd", text)


def test_margins_hold_title_days_and_page_numbers() -> None:
    rules = page_margins("Fire", "2–4 March 2031", "1")
    assert '@top-left { content: "Fire"' in rules
    assert "counter(page)" in rules
    assert "counter(pages)" in rules


def test_each_numbered_statement_has_its_source() -> None:
    index = Index(comparison())
    found = sources(index)
    assert [(row.range, row.paper.outlet) for row in found] == [
        ("1–8", "Velm Wire"),
        ("9–11", "Harbour Post"),
        ("12–15", "Вестник Тарсии"),
        ("16–20", "The Lantern"),
        ("21", "outlet not given"),
    ]
    assert [row.range for row in sources(index, ["vestnik"])] == ["12–15"]


def test_the_models_are_named_with_their_marks() -> None:
    models = {model.name: model.mark for model in installed_models()}
    assert re.fullmatch("sha256:[0-9a-f]{16}", models["trunk.onnx"])
    assert "not installed" not in models.values()
