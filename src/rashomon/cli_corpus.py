"""The command line of whole corpora: `rashomon corpus extract`, `origins`, `views`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Self, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from rashomon.cli_codes import INTERRUPTED, NOTHING_READ, SOME_ASIDE, UNFINISHED

if TYPE_CHECKING:
    from rashomon.cluster.engines import Engine
    from rashomon.cluster.run import Run
    from rashomon.cluster.shard import Done
    from rashomon.cluster.store import Store

# Of what failed or was put aside as a whole so many are told; the tables have all.
_MOST_TOLD = 20
_CODES = """\b
Exit codes:
  0    all is done
  2    the command line is wrong
  3    done, and some pages were put aside, with their reasons
  4    no input could be read
  6    not finished: the same command goes on where it was
  130  interrupted: the same command goes on where it was
"""


Command = TypeVar("Command", bound=Callable[..., None])


def _engine_options(command: Command) -> Command:
    """Give a command the options that choose who does the work."""
    for option in (
        click.option("--workers", type=click.IntRange(1, 4096), help="Processes on this machine. Default: one for each core."),
        click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler, tcp://host:8786 say; else a cluster on this machine."),
        click.option(
            "--engine", "engine_name", type=click.Choice(["pool", "dask"]), default="pool", show_default=True,
            help="Who does the work: the cores of this machine, or Dask.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


@click.group("corpus", epilog=_CODES)
def corpus_group() -> None:
    """Whole archives: WARC in, statements out as Parquet, on one machine or many."""


@corpus_group.command("extract", epilog=_CODES)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--to",
    "target",
    required=True,
    metavar="DIR",
    help="The corpus: a folder or an address, s3://bucket/folder say.",
)
@_engine_options
@click.option(
    "--shard-pages",
    type=click.IntRange(1, 100_000),
    default=1_000,
    show_default=True,
    help="Pages that a worker does at a time.",
)
@click.option(
    "--page-seconds",
    type=click.FloatRange(1),
    default=300.0,
    show_default=True,
    help="A page that takes longer is put aside.",
)
@click.option(
    "--patience",
    type=click.FloatRange(0),
    default=120.0,
    show_default=True,
    help="Seconds to go on trying when the store fails.",
)
@click.option(
    "--origins/--no-origins",
    default=True,
    show_default=True,
    help="Find near-duplicates over the whole corpus at the end.",
)
def extract_command(
    sources: tuple[str, ...], target: str, engine_name: str, scheduler: str | None, workers: int | None,
    shard_pages: int, page_seconds: float, patience: float, origins: bool,
) -> None:  # fmt: skip
    """Write every attributed statement of each SOURCE as Parquet.

    SOURCE is a file, a folder or a quoted glob, on this machine or at an address (s3://bucket/crawl/*.warc.gz): WARC and
    WET, plain or packed with gzip or zstd; JSON lines; Parquet with a column `text`; and what `rashomon extract` reads.
    A run that was interrupted or killed is finished by the same command, to the same bytes.
    """
    _dask_only(engine_name, scheduler)
    with _corpus_extra():
        from rashomon.cluster.run import extract_corpus
        from rashomon.cluster.store import Store
    progress = _Progress()
    with _said(), _engine(engine_name, scheduler, workers) as engine, progress:
        if engine.link:
            progress.say(f"the work is shown at {engine.link}")
        run = extract_corpus(
            sources, Store(target, patience), engine, progress, per_shard=shard_pages, limit=page_seconds
        )
        if run.manifest is not None and origins and run.sum.counts["documents"]:
            _find_origins(Store(target, patience), engine, progress)
    _close(run, target, progress)


@contextmanager
def _corpus_extra() -> Iterator[None]:
    """Say what to install where a library of corpora is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f"{error.name} is not installed: corpora need `pip install 'rashomon[corpus]'`"
        ) from error


@contextmanager
def _said() -> Iterator[None]:
    """Say what stopped a run, in words."""
    from rashomon.cluster.manifest import NoCorpusError
    from rashomon.cluster.run import OtherVersionError
    from rashomon.cluster.store import StoreError

    try:
        yield
    except NoCorpusError as error:
        raise click.UsageError(str(error)) from error
    except (StoreError, OtherVersionError) as error:
        click.echo(f"not finished: {error}", err=True)
        sys.exit(UNFINISHED)
    except KeyboardInterrupt:
        click.echo("interrupted: the same command goes on where it was", err=True)
        sys.exit(INTERRUPTED)


@contextmanager
def _engine(name: str, scheduler: str | None, workers: int | None) -> Iterator[Engine]:
    """Yield the engine, which is stopped in the end, whatever happens."""
    from rashomon.cluster.preload import preload

    engine: Engine
    if name == "dask":
        from rashomon.cluster.engines.dask import Dask, NoSchedulerError

        try:
            engine = Dask(preload, scheduler, workers)
        except NoSchedulerError as error:
            raise click.UsageError(str(error)) from error
    else:
        from rashomon.cluster.engines.pool import Pool

        engine = Pool(preload, workers)
    try:
        yield engine
    finally:
        engine.close()


@corpus_group.command("origins", epilog=_CODES)
@click.argument("target", metavar="DIR")
@_engine_options
@click.option(
    "--patience",
    type=click.FloatRange(0),
    default=120.0,
    show_default=True,
    help="Seconds to go on trying when the store fails.",
)
def origins_command(
    target: str, engine_name: str, scheduler: str | None, workers: int | None, patience: float
) -> None:
    """Find the near-duplicates over a whole corpus, and so what is one origin."""
    _dask_only(engine_name, scheduler)
    with _corpus_extra():
        from rashomon.cluster.store import Store
    progress = _Progress()
    with _said(), _engine(engine_name, scheduler, workers) as engine, progress:
        _find_origins(Store(target, patience), engine, progress)


@corpus_group.command("views")
@click.argument("target", metavar="DIR")
def views_command(target: str) -> None:
    """Print the DuckDB views of a corpus: `rashomon corpus views DIR > views.sql`, then `duckdb -init views.sql`."""
    with _corpus_extra():
        from rashomon.cluster.store import Store
        from rashomon.cluster.views import views
    with _said():
        click.echo(views(Store(target)), nl=False)


def _dask_only(engine_name: str, scheduler: str | None) -> None:
    if scheduler and engine_name != "dask":
        raise click.UsageError("--scheduler goes with --engine dask")


def _find_origins(store: Store, engine: Engine, progress: _Progress) -> None:
    from rashomon.cluster.origins import find_origins

    found = find_origins(store, engine)
    progress.say(
        f"{found.documents:,} documents of {found.origins:,} origins: {found.copies:,} are near-duplicates of an earlier one"
    )


class _Progress:
    """Shows on a terminal's stderr how far a run is, its rate and the time left; elsewhere it is quiet until the end."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, soft_wrap=True, highlight=False)
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"),
            console=self._console, transient=True, disable=not self._console.is_terminal,
        )  # fmt: skip
        self._task: TaskID | None = None
        self._start = 0.0
        self._pages = self._before = self._total = 0

    def __enter__(self) -> Self:
        self._bar.start()
        self._task = self._bar.add_task("looking through the inputs", total=None, told="")
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def planned(self, shards: int, pages: int) -> None:
        """Begin to count."""
        self._start, self._total = time.monotonic(), pages
        if self._task is not None:
            self._bar.update(self._task, description=f"{shards:,} shards", total=pages)

    def done(self, done: Done) -> None:
        """Count a shard."""
        pages = done.counts["pages"]
        self._pages += pages
        self._before += pages if done.before else 0
        if self._task is not None:
            self._bar.update(self._task, completed=self._pages, told=self._told())

    def _told(self) -> str:
        """Return pages done, rate and time left; what a run before this one did says nothing of the rate."""
        rate = (self._pages - self._before) / max(time.monotonic() - self._start, 0.001)
        told = f"{self._pages:,} of {self._total:,} pages"
        if not rate:
            return told
        left = timedelta(seconds=round((self._total - self._pages) / rate))
        return f"{told}, {rate:.1f} a second, {left} left"

    def say(self, line: str) -> None:
        """Write a line."""
        self._console.print(line, markup=False)


def _close(run: Run, target: str, progress: _Progress) -> None:
    """Sum up, and leave with the exit code that fits."""
    counts = run.sum.counts
    told = ", ".join(f"{counts[name]:,} {name}" for name in ("pages", "documents", "statements"))
    progress.say(
        f"{told}, {counts['rejected']:,} put aside; {run.sum.before} of {run.sum.shards} shards were done before"
    )
    for one in run.rejected[:_MOST_TOLD]:
        progress.say(f"put aside: {one.uri}: {one.reason}")
    if run.failed:
        for place, reason in run.failed[:_MOST_TOLD]:
            progress.say(f"not done: {place}: {reason}")
        progress.say("not finished: the same command goes on where it was")
        sys.exit(UNFINISHED)
    if not counts["documents"]:
        sys.exit(NOTHING_READ)
    progress.say(f"written: {target}")
    if counts["rejected"] or run.rejected:
        sys.exit(SOME_ASIDE)
