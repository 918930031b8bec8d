from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.annotations.marks import Sheet
from rashomon.reading.annotations.terms import urn
from rashomon.reading.annotations.web_annotation import read_web_annotation
from rashomon.records import Document, Rejected, Span

TEXT = "No, she said. 🛟 No, Bob agreed."
URL = "https://news.example/a"
DOCUMENTS = (Document("d", TEXT, url=URL), Document("old", "Older text.", url=URL))


def selected(
    exact: str | None, start: int | None = None, end: int | None = None, **around: str
) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": exact, **around}
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        "source": URL,
        "selector": [*([quote] if exact else []), *([position] if start is not None else [])],
    }


def annotation(target: object, *tags: str, **more: Any) -> dict[str, Any]:
    body = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags or ("part: content",)]
    return {"type": "Annotation", "target": target, "body": body, **more}


def read(folder: Path, data: object) -> tuple[list[Sheet], list[str]]:
    path = folder / "a.json"
    path.write_bytes(json.dumps(data).encode())
    rows = list(read_web_annotation(path, DOCUMENTS))
    return [row for row in rows if isinstance(row, Sheet)], [
        row.reason for row in rows if isinstance(row, Rejected)
    ]


@pytest.mark.parametrize(
    ("target", "span"),
    [
        (selected("No,", 16, 19), Span(16, 19)),  # the position where the words are there
        (selected("she said", 99, 107), Span(4, 12)),  # else the one place of the words
        (selected("No,", 3, 6, prefix="🛟 "), Span(16, 19)),  # or the one place in its surroundings
        (selected(None, 14, 15), Span(14, 15)),
        ({"source": {"id": URL}, "selector": selected("Bob agreed.")["selector"][0]}, Span(20, 31)),
    ],
)  # fmt: skip
def test_where_words_are_found(target: object, span: Span, tmp_path: Path) -> None:
    (sheet,), aside = read(tmp_path, annotation(target))
    assert sheet.document.id == "d"
    assert [mark.content for mark in sheet.marks] == [(span,)]
    assert aside == []


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (annotation(selected("No,")), "its words fit 2 places"),
        (annotation(selected("Yes")), "its words fit nowhere in the article"),
        (annotation({**selected("No,"), "source": "https://other.example"}), "it is about none of the articles here"),
        (annotation([]), "it marks no passage"),
        (annotation([selected("she said"), selected("Older")]), "it marks passages of several articles"),
        (annotation(selected("she said"), "part: content", "act: shout"), "an act is one of assert, deny, hedge, opine, direct, commit, ask"),
        (annotation(selected("she said"), "nice"), "it does not say what it marks: no tag `part: content`, `part: source` or `part: cue`"),
        (annotation(selected("she said"), "part: cue"), "no statement is tied to this cue"),
        ({"type": "Note"}, "this is no annotation"),
        ("x", "this is no annotation"),
    ],
)  # fmt: skip
def test_a_bad_annotation_is_put_aside_and_the_rest_is_read(
    item: object, reason: str, tmp_path: Path
) -> None:
    (sheet,), aside = read(tmp_path, [annotation(selected("Bob agreed.")), item])
    assert aside == [reason]
    assert [mark.content for mark in sheet.marks] == [(Span(20, 31),)]


def test_a_cached_copy_tells_two_states_of_a_page_apart(tmp_path: Path) -> None:
    target = {
        "source": URL,
        "state": {"cached": urn("document", "old")},
        "selector": selected("text")["selector"],
    }
    (sheet,), _ = read(tmp_path, annotation(target))
    assert sheet.document.id == "old"


def test_the_same_id_twice_is_put_aside(tmp_path: Path) -> None:
    rows = [annotation(selected("Bob agreed."), id="a"), annotation(selected("she said"), id="a")]
    (sheet,), aside = read(tmp_path, rows)
    assert len(sheet.marks) == 1
    assert aside == ["an annotation before it has the same id"]


@pytest.mark.parametrize(
    "data", [{}, {"type": "AnnotationCollection", "first": "https://x.example"}, 3, "x", None]
)
def test_what_holds_no_annotations_is_refused(data: object, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no annotations"):
        read(tmp_path, data)


def test_what_is_no_json_or_too_deep_is_refused(tmp_path: Path) -> None:
    for data in (b"{", b"\xff", b"[" * 200_000):
        (tmp_path / "a.json").write_bytes(data)
        with pytest.raises(ValueError, match=r"."):
            list(read_web_annotation(tmp_path / "a.json", DOCUMENTS))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from([URL, "part: content", "tagging"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["type", "body", "target", "source", "selector", "exact", "start", "end", "value", "purpose", "state", "cached", "id", "creator", "motivation"]),
        inner | st.sampled_from(["Annotation", "TextQuoteSelector", "TextPositionSelector"]),
        max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@given(st.lists(_JSON, max_size=4))
def test_no_annotation_stops_the_reader(
    tmp_path_factory: pytest.TempPathFactory, items: list[object]
) -> None:
    sheets, aside = read(tmp_path_factory.mktemp("any"), [annotation(selected("Bob agreed.")), *items])
    assert sheets[0].marks
    assert all(aside)
