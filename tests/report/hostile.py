"""Coverage that tries to run, to fetch, to mislead: every field of every record carries the payload."""

from __future__ import annotations

from typing import Any

from rashomon.records import Comparison
from tests.report.fixture import comparison

PAYLOAD = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(2)></style></script><svg onload=alert(3)>"
    "<!--<script>--><a href=javascript:alert(4)>&lt;b&gt;{{7*7}}{% raw %}\u202e\u2066\u2028\u0000\ud800]]>"
)
_FIXED = {
    "kind",
    "act",
    "type",
    "between",
    "schema",
    "state",
    "bearing",
}  # fields of few values, checked where records are read


def _poisoned(value: Any, name: str = "") -> Any:
    if name in _FIXED or value is None:
        return value
    if isinstance(value, str):
        return {"url": 'javascript:alert("5")', "text": value + PAYLOAD}.get(name, value + PAYLOAD)
    if isinstance(value, list):
        return [_poisoned(item, name if name != "blocks" else "") for item in value]
    if isinstance(value, dict):
        return {key: _poisoned(item, key) for key, item in value.items()}
    return value


def hostile(url: str | None = None, found: Comparison | None = None) -> Comparison:
    """Return the fixture with the payload in every field; `url` stands as the documents' address."""
    data = _poisoned((found or comparison()).to_dict())
    for edit in data["edits"]:
        edit["name"] = edit["name"] and "</script><b>{{7*7}}"  # a name that turns a line is no edit
    for document in data["documents"]:
        document["url"] = url or document["url"]
    return Comparison.from_dict(data)
