from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.case import Case
from rashomon.cli import main
from tests.watching.site import Answer, Site, serving

TEXT = "“The wall held,” Mayor Ann Roe said on Monday."


@pytest.fixture
def site() -> object:
    with serving() as running:
        running.page("/a", "The wall holds", TEXT)
        running.routes["/feed"] = Answer(
            "<rss version='2.0'><channel><title>The Example</title><item><link>/a</link></item></channel></rss>",
            "application/rss+xml",
        )
        yield running


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_fetch_writes_documents_to_standard_output(site: Site) -> None:
    result = run("fetch", f"{site.url}/a", "--allow-private")
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert document["uri"] == f"{site.url}/a"
    assert TEXT in document["text"]
    assert "1 fetched, 0 failed" in result.stderr


@pytest.mark.parametrize("name", ["out.jsonl", "out"])
def test_what_is_fetched_is_input_for_the_other_commands(site: Site, tmp_path: Path, name: str) -> None:
    output = tmp_path / name
    for _ in range(2):
        assert run("fetch", f"{site.url}/a", "--allow-private", "-o", output).exit_code == 0
    result = run("extract", output, "-f", "jsonl")
    (line,) = (json.loads(line) for line in result.stdout.splitlines())
    assert line["statements"][0]["speaker"]["name"] == "Ann Roe"
    assert line["document"]["url"] == f"{site.url}/a"


def test_this_machine_is_asked_only_where_that_is_allowed(site: Site) -> None:
    result = run("fetch", f"{site.url}/a")
    assert result.exit_code == 4
    assert "127.0.0.1: a private address" in result.stderr
    assert not site.asked
    assert "private addresses are allowed" in run("fetch", f"{site.url}/a", "--allow-private").stderr


def test_some_that_fail_have_their_reasons_and_their_exit_code(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rashomon.cli_watch._BATCH", 2)
    result = run("fetch", f"{site.url}/a", f"{site.url}/feed", "file:///etc/passwd", "--allow-private")
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 1
    assert "failed: file:///etc/passwd: only http:// and https://" in result.stderr
    assert f"failed: {site.url}/feed: " in result.stderr


def test_robots_txt_is_passed_over_loudly(site: Site) -> None:
    site.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /", "text/plain")
    assert run("fetch", f"{site.url}/a", "--allow-private").exit_code == 4
    result = run("fetch", f"{site.url}/a", "--allow-private", "--ignore-robots")
    assert result.exit_code == 0
    assert "WARNING: robots.txt is ignored" in result.stderr


def test_limits_are_the_users(site: Site) -> None:
    site.routes["/slow"] = lambda _: time.sleep(3)
    result = run(
        "fetch",
        f"{site.url}/slow",
        f"{site.url}/a",
        "--allow-private",
        "--timeout",
        "0.3",
        "--max-bytes",
        "50",
    )
    assert "not there within 0.3 seconds" in result.stderr
    assert "larger than 50 bytes" in result.stderr


@pytest.mark.parametrize("target", ["out.jsonl", "out"])
def test_watch_adds_what_is_new_and_tells_what_changed(site: Site, tmp_path: Path, target: str) -> None:
    path = tmp_path / target
    command = ("watch", path, f"{site.url}/feed", "--allow-private", "--once")
    first = run(*command)
    assert first.exit_code == 0, first.output
    assert first.stdout == f"new: The wall holds - {site.url}/a\n"
    assert "1 new, 0 changed, 0 gone, 0 failed" in first.stderr
    site.page("/a", "The wall holds", TEXT.replace("held", "broke"))
    second = run(*command)
    assert second.stdout.splitlines() == [
        f"changed: The wall holds - {site.url}/a",
        "    a quotation: “held” became “broke”",
    ]
    documents = [
        json.loads(line)["document"] for line in run("extract", path, "-f", "jsonl").stdout.splitlines()
    ]
    assert sorted("broke" in document["text"] for document in documents) == [False, True]
    assert {document["outlet"] for document in documents} == {"The Example"}


def test_watch_adds_to_a_case_compares_it_and_remembers_in_it(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    Case.new(path).close()
    command = ("watch", path, f"{site.url}/feed", "--allow-private", "--once")
    assert "compared: " in run(*command).stderr
    site.page("/a", "The wall holds", TEXT.replace("held", "broke"))
    assert "a quotation: “held” became “broke”" in run(*command).stdout
    assert "compared: " not in run(*command).stderr
    with Case.open(path) as case:
        assert case.is_current()
        assert len(case.documents()) == 2
        assert [revision.dated for revision in case.comparison().revisions] == [True]
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_watch_exits_by_what_failed(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    both = run("watch", path, f"{site.url}/feed", "no-such-file", "--allow-private", "--once")
    assert both.exit_code == 3
    assert "failed: no-such-file: neither an address" in both.stderr
    assert run("watch", path, "no-such-file", "--once").exit_code == 4


def test_what_is_remembered_is_no_input(site: Site, tmp_path: Path) -> None:
    for target in (tmp_path / "out.jsonl", tmp_path / "out"):
        run("watch", target, f"{site.url}/feed", "--allow-private", "--once")
    result = run("extract", tmp_path, "-f", "jsonl")
    assert "1 document" in result.stderr
    assert "1 put aside" in result.stderr
    assert "same content as" in result.stderr


def test_a_folder_is_not_watched_into_itself(tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "out", tmp_path / ".." / tmp_path.name / "out.jsonl"):
        result = run("watch", target, tmp_path, "--once")
        assert result.exit_code == 2
        assert "lies in the watched folder" in result.stderr


@pytest.mark.parametrize("target", ["report.html", "none/out.jsonl", "case.txt"])
def test_a_target_that_is_none_is_a_wrong_command_line(tmp_path: Path, target: str) -> None:
    result = run("watch", tmp_path / target, "https://paper.example/", "--once")
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_cannot_be_written_is_told_and_not_a_traceback(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.symlink_to(target)
    for command in (("fetch", f"{site.url}/a", "-o", target), ("watch", target, f"{site.url}/a", "--once")):
        result = run(*command, "--allow-private")
        assert result.exit_code == 1
        assert "cannot be written" in result.stderr


def test_a_device_is_no_target(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.symlink_to("/dev/zero")
    assert "no file that can grow" in run("fetch", "https://paper.example/", "-o", target).stderr


def test_what_a_page_says_cannot_drive_the_terminal(site: Site, tmp_path: Path) -> None:
    site.page("/a", "The \x1b[31mwall\x1b]0;x\x07 \u202eholds", TEXT)
    site.routes["/feed2"] = Answer(status=302, headers={"location": "file:///\x1b[31m"})
    result = run(
        "watch", tmp_path / "o.jsonl", f"{site.url}/feed", f"{site.url}/feed2", "--allow-private", "--once"
    )
    assert "new: The" in result.stdout
    assert not set(result.output) & set("\x1b\x07\u202e")


def started(*arguments: str | Path) -> subprocess.Popen[str]:
    code = "from rashomon.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(there: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    while process.poll() is None and not there():
        time.sleep(0.02)


def test_ctrl_c_between_two_looks_leaves_cleanly(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with started("watch", path, f"{site.url}/feed", "--allow-private") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("new: ")
        assert process.stderr is not None
        while "next look in 15 minutes" not in process.stderr.readline():
            pass
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    assert process.returncode == 130
    assert said == "interrupted: what was told is stored, the same command goes on\n"
    assert len(path.read_text("utf-8").splitlines()) == 1


def test_ctrl_c_in_the_midst_of_a_look_leaves_cleanly(site: Site, tmp_path: Path) -> None:
    site.routes["/slow"] = lambda _: time.sleep(60)
    with started("watch", tmp_path / "out.jsonl", f"{site.url}/slow", "--allow-private") as process:
        wait_for(lambda: "/slow" in site.paths, process)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert time.monotonic() - begun < 10
    assert "Traceback" not in said


def test_every_minutes_it_looks_again(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("rashomon.cli_watch.time.sleep", wait)
    result = run("watch", tmp_path / "o.jsonl", f"{site.url}/a", "--allow-private", "--every", "7")
    assert waits == [420, 420, 420]
    assert site.paths == ["/a"] * 3
    assert result.exit_code == 130
