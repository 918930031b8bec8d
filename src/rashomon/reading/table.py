"""CSV and TSV: an article a row, under a header row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Literal

from rashomon.reading.article import LARGEST, Article, Read, UnreadableError
from rashomon.reading.decoding import encoding_of
from rashomon.records import Rejected

_COLUMNS = ("id", "title", "published", "language", "outlet", "url")
_DELIMITERS = (",", ";", "\t", "|")
# What is looked at to find encoding and delimiter (bytes).
_SAMPLE = 65_536
_LINE_END = re.compile(r"[\r\n]")


def read_table(stream: IO[bytes], uri: str) -> Read:
    """Yield the article of each row; a row that holds none is put aside with the line it ends on.

    The header row must have a column `text`; id, title, published, language, outlet and url may be there.
    Raise UnreadableError where the column is missing.

    >>> import io
    >>> [article.text for article in read_table(io.BytesIO(b"id,text\\n1,No.\\n"), "a.csv")]
    ['No.']
    """
    for row in read_rows(stream, uri, ("text",)):
        yield row if isinstance(row, Rejected) else _article(row)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: where it ends, and its fields by column."""

    uri: str
    fields: Mapping[str, str]


def read_rows(stream: IO[bytes], uri: str, needed: Sequence[str]) -> Iterator[Row | Rejected]:
    """Yield the rows of a table under a header row with one of the columns needed, in any encoding and delimiter.

    Columns come stripped and in lower case. A row of another length is put aside. Raise UnreadableError where no needed
    column is there.
    """
    # The csv module holds this limit for the whole process; it is only ever raised, to our own.
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST + 1))
    with io.BufferedReader(stream, _SAMPLE) as buffered:  # type: ignore[type-var]
        sample = buffered.peek(_SAMPLE)[:_SAMPLE]
        encoding, mark = encoding_of(sample)
        head = sample[mark:].decode(encoding, "replace")
        if "\x00" in head:
            raise UnreadableError("binary content, no table")
        buffered.read(mark)
        delimiter = _delimiter(head, needed)
        quoting = _quoting(head, delimiter, cut=len(sample) == _SAMPLE)
        # Bytes that do not fit become lone surrogates, for which their row is put aside.
        with io.TextIOWrapper(buffered, encoding, errors="surrogateescape", newline="") as text:
            yield from _rows(csv.reader(text, delimiter=delimiter, quoting=quoting, strict=True), uri, needed)


def _rows(rows: Iterator[list[str]], uri: str, needed: Sequence[str]) -> Iterator[Row | Rejected]:
    header = _header(rows, needed)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Rejected(f"{uri}#{_number(rows)}", f"not a row: {error}")
            continue
        except UnicodeDecodeError as error:
            yield Rejected(
                f"{uri}#{_number(rows)}", f"from here on it is not {error.encoding}; save it as UTF-8"
            )
            return
        if row is None:
            return
        if row:
            yield _row(header, row, f"{uri}#{_number(rows)}")


def _header(rows: Iterator[list[str]], needed: Sequence[str]) -> list[str]:
    try:
        header = [name.strip().casefold() for name in next(rows, [])]
    except (csv.Error, UnicodeDecodeError) as error:
        raise UnreadableError(f"its header row cannot be read: {error}") from error
    if not set(needed) & set(header):
        names = ", ".join(header)[:200].encode("utf-8", "backslashreplace").decode()
        raise UnreadableError(f"no column named {needed[0]}; the columns are: {names}")
    return header


def _row(header: list[str], row: list[str], uri: str) -> Row | Rejected:
    if len(row) != len(header):
        return Rejected(uri, f"{len(row)} fields under {len(header)} columns")
    return Row(uri, dict(zip(header, row, strict=True)))


def _article(row: Row) -> Article:
    given: dict[str, Any] = {name: row.fields.get(name) for name in _COLUMNS}
    return Article(row.fields["text"], row.uri, **given)


def _delimiter(sample: str, needed: Sequence[str]) -> str:
    """Return what parts the header row into the most columns, one of them needed."""
    header = _LINE_END.split(sample, maxsplit=1)[0]
    found = {mark: [name.strip(' "').casefold() for name in header.split(mark)] for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: (bool(set(needed) & set(found[mark])), len(found[mark])))


def _quoting(sample: str, delimiter: str, *, cut: bool) -> Literal[0, 3]:
    """Return how quotation marks are meant: tables parted by tabs are often written without any escaping."""
    if delimiter != "\t":
        return csv.QUOTE_MINIMAL
    try:
        for _ in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        # a sample that is cut may end inside a field
        return csv.QUOTE_MINIMAL if cut and "unexpected end" in str(error) else csv.QUOTE_NONE
    return csv.QUOTE_MINIMAL


def _number(rows: Iterator[list[str]]) -> int:
    return int(getattr(rows, "line_num", 0))
