"""The command line of the network: `rashomon fetch` and `rashomon watch`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from rashomon.case import Case
from rashomon.cli_case import counted, is_case, opened
from rashomon.cli_codes import INTERRUPTED, NOTHING_READ, SOME_ASIDE
from rashomon.exporting.table import visible
from rashomon.reading.article import LARGEST, UnreadableError
from rashomon.records import Document, Rejected
from rashomon.watching import (
    PRIVATE,
    Fetcher,
    FolderSink,
    FolderStore,
    Guard,
    Limits,
    LinesSink,
    Look,
    MemoryStore,
    News,
    Sink,
    Store,
    Watch,
    document_from,
)
from rashomon.watching.page import Deferred, Got, Page, Wanted
from rashomon.watching.sinks import line_of

Command = TypeVar("Command", bound=Callable[..., None])

_CODES = """\b
Exit codes:
  0    everything was read
  1    the target cannot be written
  2    the command line is wrong
  3    some of it failed, with the reasons; the rest is done
  4    nothing could be read
  130  interrupted; what was told is in the target
"""
_TARGET = "is a file that ends in .jsonl, or a folder: documents are added to it, and those that are there stay as they are."
_LINES = (".jsonl", ".ndjson")
# Addresses that are fetched before what came is written.
_BATCH = 32


def _network_options(command: Command) -> Command:
    """Give a command the options of all that asks the network."""
    limits = Limits()
    for option in (
        click.option(
            "--ignore-robots", is_flag=True,
            help="Ask for what a site's robots.txt closes to programs. You answer for it.",
        ),
        click.option(
            "--allow-private", is_flag=True,
            help="Ask machines of your own network and this one too; where clouds keep their keys is never asked.",
        ),
        click.option(
            "--max-bytes", type=click.IntRange(1, LARGEST), default=limits.largest, show_default=True,
            help="The largest page that is taken, unpacked.",
        ),
        click.option(
            "--timeout", type=click.FloatRange(0, 3600, min_open=True), default=limits.seconds, show_default=True,
            metavar="SECONDS", help="The most that one page may take, redirects included.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command("fetch", epilog=_CODES)
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help=f"{_TARGET.capitalize()} Else: standard output."
)
@_network_options
def fetch_command(urls: tuple[str, ...], output: Path | None, **given: Any) -> None:
    """Fetch the article at each URL, as a document in JSON a line.

    Besides `watch` and --adviser this is the only command that uses the network.
    """
    sink = _sink(output) if output else None
    fetcher = _fetcher(MemoryStore(), **given)
    failed = done = 0
    for url, got in _fetched(fetcher, urls):
        document = _document(got)
        if isinstance(document, Document):
            done += 1
            _written(sink, document)
        else:
            failed += 1
            _err(f"failed: {url}: {document}")
    _err(f"{done} fetched, {failed} failed")
    _leave(failed=bool(failed), succeeded=bool(done))


def _fetched(fetcher: Fetcher, urls: Sequence[str]) -> Iterator[tuple[str, Got]]:
    """Yield what comes of each address, a few at a time: what is large is not kept until all are there."""
    for start in range(0, len(urls), _BATCH):
        batch = urls[start : start + _BATCH]
        yield from zip(batch, fetcher.fetch_all([Wanted(url) for url in batch]), strict=True)


def _document(got: Got) -> Document | str:
    """Return the document of what came, or why there is none."""
    if isinstance(got, Rejected | Deferred):
        return got.reason
    try:
        return document_from(got) if isinstance(got, Page) else "it has not changed"
    except UnreadableError as error:
        return str(error)


def _written(sink: Sink | None, document: Document) -> None:
    if sink is None:
        click.echo(line_of(document), nl=False)
    else:
        _or_leave(lambda: sink.add([document]))


@click.command("watch", epilog=_CODES)
@click.argument("target")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--every", type=click.FloatRange(1, 10_080), default=15.0, show_default=True, metavar="MINUTES",
    help="The pause between two looks, and the most that one look takes.",
)  # fmt: skip
@click.option("--once", is_flag=True, help="Look once and leave.")
@_network_options
def watch_command(target: str, sources: tuple[str, ...], every: float, once: bool, **given: Any) -> None:
    """Look at each SOURCE again and again, add what is new to TARGET, and tell what was changed since the last look.

    SOURCE is the address of a feed (RSS, Atom, JSON Feed) or of an article, a file with a list of feeds (OPML), or a
    folder. TARGET is a case, which is compared anew after each look that brought something, a file that ends in .jsonl,
    or a folder. What is remembered from look to look is kept in the case, or beside the file.
    Articles that feeds list are fetched, and looked at again for 30 days, ever less often. Ctrl-C ends it.

    Besides `fetch` and --adviser this is the only command that uses the network.
    """
    if is_case(target):
        with opened(target) as case:
            watch = Watch(
                sources, CaseSink(case), case.watched, _fetcher(case.watched, **given), every=60 * every
            )
            _looks(watch, lambda: _compared(case), every, once=once)
        return
    sink = _sink(Path(target))
    _apart(Path(target), sources)
    store = FolderStore(_memory(Path(target)))
    _looks(
        Watch(sources, sink, store, _fetcher(store, **given), every=60 * every),
        lambda: None,
        every,
        once=once,
    )


class CaseSink:
    """A case that grows by what is found."""

    def __init__(self, case: Case) -> None:
        """Add to a case."""
        self._case = case

    def add(self, documents: Sequence[Document]) -> None:
        """Add documents with what is said in them; those that are there change nothing."""
        self._case.add_documents(documents)


def _compared(case: Case) -> None:
    """Compare a case where that is to do, and say what it shows."""
    if not case.is_current():
        found = case.compare()
        _err(f"compared: {counted(len(found.discrepancies), 'discrepancy', 'discrepancies')} in the case")


def _looks(watch: Watch, after: Callable[[], None], every: float, *, once: bool) -> None:
    """Look, again and again unless once; `after` is done after each look."""
    try:
        look = _or_leave(lambda: _look(watch))
        after()
        while not once:
            _err(f"next look in {every:g} minutes; Ctrl-C ends it")
            time.sleep(60 * every)
            _or_leave(lambda: _look(watch))
            after()
    except KeyboardInterrupt:
        _err("interrupted: what was told is stored, the same command goes on")
        sys.exit(INTERRUPTED)
    _leave(failed=look.failed, succeeded=look.succeeded)


def _look(watch: Watch) -> Look:
    look = watch.look(_tell)
    counts = look.counts
    told = ", ".join(f"{counts[what]} {what}" for what in ("new", "changed", "gone", "failed"))
    _err(f"{datetime.now().astimezone():%Y-%m-%d %H:%M}: {told}, {counts['same']} as they were")
    if counts["waiting"]:
        _err(f"{counts['waiting']} left alone for a while after failures")
    for reason in dict.fromkeys(each.reason for each in look.left):
        _err(f"{sum(each.reason == reason for each in look.left)} left for the next look: {reason}")
    return look


def _tell(news: News) -> None:
    """Write what happened: news to standard output, failures to standard error."""
    say = _err if news.what == "failed" else _out
    titled = f"{news.title} - " if news.title else ""
    if news.what in ("failed", "gone"):
        say(f"{news.what}: {titled}{news.address}: {'; '.join(news.lines)}")
        return
    say(f"{news.what}: {titled}{news.address}")
    for line in news.lines:
        say(f"    {line}")


def _fetcher(
    store: Store, *, ignore_robots: bool, allow_private: bool, max_bytes: int, timeout: float
) -> Fetcher:
    if ignore_robots:
        _err(
            "WARNING: robots.txt is ignored: sites are asked for what they have closed to programs. You answer for it."
        )
    if allow_private:
        _err(
            "private addresses are allowed: a page can send on to machines of your own network and to this one"
        )
    return Fetcher(
        store,
        guard=Guard(PRIVATE if allow_private else ()),
        limits=Limits(seconds=timeout, largest=max_bytes),
        ignore_robots=ignore_robots,
    )


def _sink(target: Path) -> Sink:
    """Return where documents go; raise UsageError where the target is nothing of the sort."""
    if not target.absolute().parent.is_dir():
        raise click.UsageError(f"there is no folder {target.parent} to put {target.name} into")
    if target.exists() and not (target.is_file() or target.is_dir()):
        raise click.UsageError(f"{target} is no file that can grow")
    if target.suffix.lower() in _LINES and not target.is_dir():
        return LinesSink(target)
    if target.is_dir() or (not target.exists() and not target.suffix):
        return FolderSink(target)
    raise click.UsageError(f"{target} {_TARGET}".replace(" is ", " is not what is written into: that ", 1))


def _apart(target: Path, sources: tuple[str, ...]) -> None:
    """Raise UsageError where what is found would be found again."""
    for source in map(Path, sources):
        if source.is_dir() and target.resolve().is_relative_to(source.resolve()):
            raise click.UsageError(f"{target} lies in the watched folder {source}")


def _memory(target: Path) -> Path:
    """Return the hidden folder, beside a file or in a folder, where a watch remembers."""
    lines = target.suffix.lower() in _LINES and not target.is_dir()
    return target.with_name(f".{target.name}.watch") if lines else target / ".watch"


Done = TypeVar("Done")


def _or_leave(action: Callable[[], Done]) -> Done:
    """Return what an action returns; leave where the disk does not take what it writes."""
    try:
        return action()
    except OSError as error:
        _err(f"cannot be written: {error.filename or 'the target'}: {error.strerror or error}")
        sys.exit(1)


def _leave(*, failed: bool, succeeded: bool) -> None:
    if failed:
        sys.exit(SOME_ASIDE if succeeded else NOTHING_READ)


def _out(line: str) -> None:
    click.echo(visible(line))


def _err(line: str) -> None:
    click.echo(visible(line), err=True)
