from __future__ import annotations

import hashlib
import json
import re
import time
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import Comparison, Document, Span, Statement
from rashomon.report.anchors import anchor
from rashomon.report.chapters import slug
from rashomon.report.folder import DATA, FULL, write_folder
from rashomon.report.method import Model
from tests.report.fixture import advised, comparison, many
from tests.report.hostile import hostile
from tests.report.reading import Reader

MODELS = (Model("trunk.onnx", "sha256:00"),)


def written(found: Comparison, path: Path) -> Path:
    write_folder(found, path, version="test", models=MODELS)
    return path


def pages(folder: Path) -> dict[str, Reader]:
    return {
        str(path.relative_to(folder)): Reader(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def long_article(paragraphs: int) -> Comparison:
    text = "\n\n".join(
        f"Paragraph {number} tells of the night at some length. " * 12 for number in range(paragraphs)
    )
    spans = [Span(match.start(), match.end()) for match in re.finditer("tells of the night", text)]
    said = tuple(Statement(f"s{number}", "long", "direct", (span,)) for number, span in enumerate(spans[::6]))
    return Comparison(documents=(Document("long", text, title="A long one"),), statements=said)


@pytest.mark.parametrize(
    "found", [Comparison(), comparison(), advised(), hostile(), hostile("https://news.example/"), long_article(120)],
    ids=["nothing", "fixture", "advised", "hostile", "hostile with addresses", "long"],
)  # fmt: skip
def test_every_link_leads_to_an_anchor_of_a_page_that_is_there(found: Comparison, tmp_path: Path) -> None:
    folder = written(found, tmp_path / "report")
    read = pages(folder)
    for name, reader in read.items():
        assert reader.badly_nested == [], name
        assert [one for one, times in Counter(reader.ids).items() if times > 1] == [], name
        for link in map(urlsplit, reader.links):
            if link.scheme:
                assert link.scheme in ("http", "https")
                continue
            path = (folder / name).parent / link.path if link.path else folder / name
            target = str(path.resolve().relative_to(folder.resolve()))
            assert target in read, (name, link)
            assert not link.fragment or link.fragment in read[target].ids, (name, link)


def test_the_pages_of_the_articles_hold_their_very_text(tmp_path: Path) -> None:
    for found in (comparison(), long_article(120)):
        read = pages(written(found, tmp_path / "report"))
        for document in found.documents:
            stem = f"articles/{slug(anchor('doc', document.id))}"
            names = sorted(
                (name for name in read if re.fullmatch(rf"{stem}(\.\d+)?\.html", name)),
                key=lambda name: (len(name), name),
            )
            assert "".join(text for name in names for text in read[name].articles) == document.text


def test_pages_stay_small_and_time_grows_with_the_articles(tmp_path: Path) -> None:
    begun = time.process_time()
    folder = written(replace(many(120), hypotheses=()), tmp_path / "report")
    assert time.process_time() - begun < 20.0  # 3 s on an idle core
    sizes = {path.name: path.stat().st_size for path in folder.rglob("*.html")}
    assert len(sizes) > 600 + 480
    assert max(sizes.values()) < 100_000
    assert (
        max(path.stat().st_size for path in written(long_article(400), tmp_path / "long").rglob("*.html"))
        < FULL + 20_000
    )


def test_the_same_comparison_gives_the_same_bytes_and_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    one, other = written(comparison(), tmp_path / "one"), written(comparison(), tmp_path / "other")
    assert digests(one) == digests(other)
    written(Comparison(), other)
    assert not (other / "articles").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "other"]
    assert other.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="no report"):
        written(comparison(), tmp_path / "mine")
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "notes.txt"]


def test_what_fails_halfway_leaves_the_earlier_report(tmp_path: Path) -> None:
    folder = written(comparison(), tmp_path / "report")
    before = digests(folder)
    broken = replace(comparison(), documents=(*comparison().documents, None))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        written(broken, folder)
    assert digests(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_the_data_is_the_comparison(tmp_path: Path) -> None:
    folder = written(comparison(), tmp_path / "report")
    read = Comparison.from_dict(json.loads((folder / DATA).read_text("utf-8")))
    assert read.statements == comparison().statements


def test_the_policy_lets_nothing_in_but_our_own_files(tmp_path: Path) -> None:
    folder = written(hostile(), tmp_path / "report")
    for path in folder.rglob("*.html"):
        html = path.read_text("utf-8")
        policy = unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1])  # type: ignore[index]
        assert policy.startswith("default-src 'none'; style-src 'self' file:; script-src 'self' file:; ")
        assert re.findall(r"<script[^>]*>[^<]*</script>", html) == [
            f'<script src="{"../" * (path.parent != folder)}report.js"></script>'
        ]
        assert "<style" not in html


@given(st.text(max_size=70), st.text(max_size=70))
def test_no_two_records_share_a_file_even_on_a_disk_without_capitals(one: str, other: str) -> None:
    names = [slug(anchor("doc", record)) for record in (one, other)]
    assert one == other or names[0] != names[1]
    assert all(re.fullmatch(r"[a-z0-9_-]+", name) and len(name) <= 80 for name in names)
