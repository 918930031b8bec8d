"""A case in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from rashomon.case.packing import packed
from rashomon.case.store import CaseError, Groups, Row, ddl
from rashomon.case.transactions import Transactions

# "RASH": by which `file` and others know what the file is.
APPLICATION = 0x52415348
# How every SQLite file begins: one that was made but has no table yet was given up half-way, and may be a new case.
_MAGIC = b"SQLite format 3\0"
# A writer waits so long for another one (milliseconds); a batch of documents takes well below a second.
_PATIENCE = 60_000
# The first SQLite with STRICT tables.
_OLDEST = (3, 37)
# The log beside the file is cut to so many bytes when all of it is in the file.
_LOG = 16_000_000
# How much more a word weighs in the title, and in what is said, than elsewhere.
_WEIGHTS = "8.0, 2.0, 1.0"


class SqliteStore(Transactions):
    """A case in a file at `path`; raise CaseError where there is none, or with `new` where there is one."""

    term_parts = "term_parts"

    def __init__(self, path: str, *, new: bool = False, readonly: bool = False) -> None:
        """Open the file, or make it."""
        super().__init__()
        self.where, self.readonly = path, readonly
        file = Path(path).absolute()
        _check(file, new=new)
        mode = "ro" if readonly else "rwc" if new else "rw"
        with self._told():
            self._connection = sqlite3.connect(
                f"{file.as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
            )
        try:
            with self._told():
                self._begin(new=new)
        except BaseException:
            self._connection.close()
            raise

    def _begin(self, *, new: bool) -> None:
        run = self._connection.execute
        run(f"PRAGMA busy_timeout = {_PATIENCE}")
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA trusted_schema = OFF")  # a case from somebody else runs no function of theirs
        run("PRAGMA secure_delete = ON")  # what is removed leaves no bytes behind
        known = run("PRAGMA application_id").fetchone()[0]
        empty = run("SELECT COUNT(*) FROM sqlite_schema").fetchone()[0] == 0
        if not new and known != APPLICATION:
            raise CaseError(f"{self.where} is no case: it is {'empty' if empty else 'some other database'}")
        if new and not empty:
            raise CaseError(f"{self.where} is there already")
        if not self.readonly:
            run("PRAGMA journal_mode = WAL")
            run(f"PRAGMA journal_size_limit = {_LOG}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise CaseError(_words(self.where, error)) from error

    def _begins(self, sql: str) -> None:
        self._connection.execute(sql)

    _ends = _begins

    def _undoes(self) -> None:
        with suppress(sqlite3.Error):  # a full disk has rolled back already
            self._connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read in one snapshot."""
        with self._transaction("BEGIN", keep=False):
            yield

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[None]:
        """Write all or nothing, alone."""
        if self.readonly:
            raise CaseError(f"{self.where} is open for reading only")
        with self._lock:
            with self._told():
                self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            with self._transaction("BEGIN IMMEDIATE", keep=True):
                yield

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return the rows of a query."""
        with self._lock, self._told():
            return self._connection.execute(sql, values).fetchall()

    def stream(self, sql: str, *values: object) -> Iterator[Row]:
        """Yield the rows of a query."""
        with self._told():
            yield from self._connection.execute(sql, values)

    def run(self, sql: str, rows: Iterable[Sequence[object]] = ((),)) -> None:
        """Run one statement for each of the rows."""
        with self._told():
            self._connection.executemany(sql, rows)

    def script(self, sql: str) -> None:
        """Run several statements; `executescript` would end the transaction."""
        statement = ""
        with self._told():
            for line in sql.splitlines(keepends=True):
                statement += line
                if sqlite3.complete_statement(statement):
                    self._connection.execute(statement)
                    statement = ""

    def schema(self) -> int:
        """Return the version of the schema."""
        return int(self.rows("PRAGMA user_version")[0][0])

    def set_schema(self, version: int) -> None:
        """Note the version of the schema."""
        self.run(f"PRAGMA user_version = {int(version)}")

    def create(self) -> None:
        """Make all tables."""
        self.run(f"PRAGMA application_id = {APPLICATION}")
        for name in ("tables.sql", "sqlite.sql", "views.sql"):
            self.script(ddl(name))

    def index(self, number: int, title: Sequence[str], body: Sequence[str], said: Sequence[bool]) -> None:
        """Take in the words of a document."""
        spoken = [word for word, inside in zip(body, said, strict=True) if inside]
        row = (number, " ".join(title), " ".join(spoken), " ".join(body))
        self.run("INSERT INTO words (rowid, title, said, body) VALUES (?, ?, ?, ?)", [row])

    def unindex(self, number: int) -> None:
        """Take the words of a document out."""
        self.run("DELETE FROM words WHERE rowid = ?", [(number,)])

    def unused(self, terms: Iterable[str]) -> list[str]:
        """Return those of the words that stand in no document."""
        return [term for term in terms if not self.rows("SELECT 1 FROM words_used WHERE term = ?", term)]

    def purge(self) -> None:
        """Let no index keep words that were taken out: an index notes what is gone, and forgets it when it is merged."""
        for table in ("words", "term_parts"):
            self.run(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 (our own names)

    def take_terms(self, terms: Iterable[str]) -> None:
        """Note words that stand in documents."""
        sql = (
            "INSERT INTO terms (word) SELECT value FROM json_each(?) WHERE true "
            "ON CONFLICT (word) DO NOTHING RETURNING number, word"
        )
        self.run("INSERT INTO term_parts (rowid, word) VALUES (?, ?)", self.rows(sql, packed(list(terms))))

    def drop_terms(self, terms: Iterable[str]) -> None:
        """Forget words that stand in no document any more."""
        sql = "DELETE FROM terms WHERE word = ? RETURNING number, word"
        gone = [row for term in terms for row in self.rows(sql, term)]
        self.run("INSERT INTO term_parts (term_parts, rowid, word) VALUES ('delete', ?, ?)", gone)

    def find(self, groups: Groups, limit: int, *, said: bool) -> list[int]:
        """Return the numbers of the documents that have a phrase of each group, best first."""
        match = " AND ".join(
            "(" + " OR ".join('"' + " ".join(phrase) + '"' for phrase in group) + ")" for group in groups
        )
        match = f"{{said}} : ({match})" if said else match
        sql = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, {_WEIGHTS}), rowid LIMIT ?"  # noqa: S608
        return [row[0] for row in self.rows(sql, match, limit)]

    def size(self) -> int:
        """Return how many bytes the case takes on disk."""
        beside = (Path(self.where + end) for end in ("", "-wal"))
        return sum(path.stat().st_size for path in beside if path.exists())

    def close(self) -> None:
        """Close it."""
        with self._lock:
            self._connection.close()


def _check(file: Path, *, new: bool) -> None:
    if sqlite3.sqlite_version_info < _OLDEST:
        oldest = ".".join(map(str, _OLDEST))
        raise CaseError(f"this Python has SQLite {sqlite3.sqlite_version}; a case needs {oldest} or newer")
    if not file.parent.is_dir():
        raise CaseError(f"there is no folder {file.parent}")
    if file.is_dir():
        raise CaseError(f"{file} is a folder, no case")
    if new and file.exists() and _head(file) not in (b"", _MAGIC):
        raise CaseError(f"{file} is there already, and is no case")
    if not new and not file.exists():
        raise CaseError(f"there is no case {file}; `rashomon new {file.name}` makes one")


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(len(_MAGIC))


def _words(where: str, error: sqlite3.Error) -> str:
    told = str(error)
    if "not a database" in told:
        return f"{where} is no case: {told}"
    if "locked" in told:
        return (
            f"{where} is being written by somebody else for more than {_PATIENCE // 1000} seconds; try again"
        )
    return f"{where} cannot be read or written: {told}"
