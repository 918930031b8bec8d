"""CSV and TSV: an article a row, under a header row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
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
    # The csv module holds this limit for the whole process; it is only ever raised, to our own.
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST + 1))
    with io.BufferedReader(stream, _SAMPLE) as buffered:  # type: ignore[type-var]
        sample = buffered.peek(_SAMPLE)[:_SAMPLE]
        encoding, mark = encoding_of(sample)
        head = sample[mark:].decode(encoding, "replace")
        if "\x00" in head:
            raise UnreadableError("binary content, no table")
        buffered.read(mark)
        delimiter = _delimiter(head)
        quoting = _quoting(head, delimiter, cut=len(sample) == _SAMPLE)
        # Bytes that do not fit become lone surrogates, for which their row is put aside.
        with io.TextIOWrapper(buffered, encoding, errors="surrogateescape", newline="") as text:
            yield from _rows(csv.reader(text, delimiter=delimiter, quoting=quoting, strict=True), uri)


def _rows(rows: Iterator[list[str]], uri: str) -> Read:
    header = _header(rows)
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
            yield _article(header, row, f"{uri}#{_number(rows)}")


def _header(rows: Iterator[list[str]]) -> list[str]:
    try:
        header = [name.strip().casefold() for name in next(rows, [])]
    except (csv.Error, UnicodeDecodeError) as error:
        raise UnreadableError(f"its header row cannot be read: {error}") from error
    if "text" not in header:
        names = ", ".join(header)[:200].encode("utf-8", "backslashreplace").decode()
        raise UnreadableError(f"no column named text; the columns are: {names}")
    return header


def _article(header: list[str], row: list[str], uri: str) -> Article | Rejected:
    if len(row) != len(header):
        return Rejected(uri, f"{len(row)} fields under {len(header)} columns")
    fields = dict(zip(header, row, strict=True))
    given: dict[str, Any] = {name: fields.get(name) for name in _COLUMNS}
    return Article(fields["text"], uri, **given)


def _delimiter(sample: str) -> str:
    """Return what parts the header row into the most columns with one named text."""
    header = _LINE_END.split(sample, maxsplit=1)[0]
    found = {mark: [name.strip(' "').casefold() for name in header.split(mark)] for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: ("text" in found[mark], len(found[mark])))


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
