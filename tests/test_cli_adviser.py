"""`rashomon compare --adviser` from the command line to the report, with a local server in the model's place."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from rashomon.advising import client as client_module
from rashomon.cli import main
from rashomon.cli_adviser import KEY
from rashomon.cli_codes import SOME_ASIDE, UNADVISED
from tests.advising.stub import Asked, Handler, serving, writing

TOKEN = "sk-secret-0123456789"  # noqa: S105 (opens nothing)
ARTICLES = {
    "one.txt": "outlet: The Lantern\npublished: 2031-03-02\ntitle: Fire at the Osterquay grain terminal\n\n"
    "A fire at the Osterquay grain terminal in Port Velm burned for hours. At least 40 people were hurt, Mayor Ann Roe "
    "said on Monday.",
    "two.txt": "outlet: Harbour Post\npublished: 2031-03-03\ntitle: Osterquay grain terminal burns\n\n"
    "The grain terminal at Osterquay in Port Velm burned for hours on Monday. “Nobody was hurt in the fire,” Bob Low "
    "said.",
}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing server is asked again at once."""
    monkeypatch.setattr(client_module, "_WAITS", (0.0, 0.0))
    monkeypatch.delenv(KEY, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(*arguments: str | Path, key: str | None = None) -> Result:
    return CliRunner(env={KEY: key}).invoke(main, ["compare", *map(str, arguments)])


def answer(handler: Handler, asked: Asked) -> None:
    """See one pair: the two who tell how many were hurt."""
    rows = asked.statements
    hurt = {row["number"]: row["said"][0] for row in rows if "hurt" in row["said"][0]}
    (one, a), (other, b) = hurt.items()
    a, b = (
        ("40 people", "Nobody was hurt in the fire")
        if "40" in a
        else ("Nobody was hurt in the fire", "40 people")
    )
    pair = {"one": one, "other": other, "kind": "number", "a": a, "b": b}
    handler.write(
        json.dumps({"pairs": [pair], "part": True, "why": "40 <b>against</b> none.", "a": a, "b": b})
    )


def test_advice_stands_in_the_json_and_changes_nothing_else(folder: Path) -> None:
    plain = json.loads(run(folder, "-f", "json").stdout)
    with serving(answer) as stub:
        result = run(folder, "-f", "json", "--adviser", stub.url, "--adviser-model", "tiny", key=TOKEN)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    advice = found.pop("advice")
    assert found == plain
    assert "advice" not in plain
    assert [(row["kind"], row["why"]) for row in advice["proposals"]] == [
        ("number", "40 <b>against</b> none.")
    ]
    assert stub.asked[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in result.output
    assert "whose words are sent there" in result.stderr
    assert f"tiny at 127.0.0.1:{stub.url.split(':')[2].split('/')[0]}" in result.stderr


def test_the_report_shows_the_models_words_as_text(folder: Path) -> None:
    out = folder / "out" / "report.html"
    out.parent.mkdir()
    with serving(answer) as stub:
        assert run(folder, "-o", out, "--adviser", stub.url, "--adviser-model", "<i>tiny").exit_code == 0
    html = out.read_text("utf-8")
    assert "40 &lt;b&gt;against&lt;/b&gt; none." in html
    assert "<b>against" not in html
    assert "<i>tiny" not in html


def test_a_server_that_is_not_there_costs_the_advice_and_not_the_comparison(folder: Path) -> None:
    with serving(writing("")) as stub:
        pass
    result = run(folder, "-f", "json", "--adviser", stub.url, "--adviser-model", "tiny", key=TOKEN)
    assert result.exit_code == UNADVISED
    assert json.loads(result.stdout)["statements"]
    assert "cannot be reached" in result.stderr
    assert TOKEN not in result.output


def test_inputs_put_aside_weigh_more_than_missing_advice(folder: Path) -> None:
    (folder / "bad.jsonl").write_text("{}\n", "utf-8")
    with serving(lambda handler, _: handler.give(401, TOKEN.encode())) as stub:
        result = run(folder, "-f", "json", "--adviser", stub.url, "--adviser-model", "tiny", key=TOKEN)
    assert result.exit_code == SOME_ASIDE
    assert "wants a key" in result.stderr
    assert TOKEN not in result.output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--adviser", "http://localhost/v1"], "by both"),
        (["--adviser-model", "tiny"], "by both"),
        (["--adviser", "localhost", "--adviser-model", "tiny"], "must begin with http"),
        (["--adviser", f"https://me:{TOKEN}@localhost", "--adviser-model", "tiny"], "no user, password"),
        (["--adviser", "http://example.org/v1", "--adviser-model", "tiny"], "in the clear"),
        (["--adviser", "http://localhost/v1", "--adviser-model", "tiny", "--adviser-timeout", "0"], "not in the range"),
    ],
)  # fmt: skip
def test_an_adviser_that_cannot_be_asked_is_told_before_any_work(
    folder: Path, options: list[str], words: str
) -> None:
    result = run(folder, *options, key=TOKEN)
    assert result.exit_code == 2
    assert words in " ".join(result.output.replace("│", " ").split())
    assert TOKEN not in result.output


def test_no_option_takes_a_key() -> None:
    command = main.get_command(click.Context(main), "compare")
    assert command is not None
    assert not [option for parameter in command.params for option in parameter.opts if "key" in option]


def test_the_readme_names_the_exit_code_and_the_variable() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    assert f"| {UNADVISED} |" in readme
    assert KEY in readme
