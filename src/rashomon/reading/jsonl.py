"""JSON Lines: an article a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any

from rashomon.reading.article import LARGEST, Article, Read, UnreadableError
from rashomon.records import Rejected

_OPTIONAL = ("title", "published", "language", "outlet", "url", "retrieved")
# A text of the longest kind, each character escaped as \\uXXXX, and its metadata (bytes).
LONGEST_LINE = 6 * LARGEST + 1_000_000


def read_jsonl(stream: IO[bytes], uri: str) -> Read:
    """Yield the article of each line; a line that holds none is put aside, and the rest goes on.

    >>> import io
    >>> found = list(read_jsonl(io.BytesIO(b'{"id": 7, "text": "No."}\\n[]\\n'), "a.jsonl"))
    >>> found[0].id, found[1].reason
    ('7', 'not a JSON object but a list')
    """
    for row in read_objects(stream, uri):
        if isinstance(row, Rejected):
            yield row
            continue
        place, data = row
        try:
            yield article_of(data, place)
        except UnreadableError as error:
            yield Rejected(place, str(error))


def read_objects(stream: IO[bytes], uri: str) -> Iterator[tuple[str, dict[str, Any]] | Rejected]:
    """Yield where each line stands, and its object; empty lines are passed over, a line that is none is put aside.

    >>> import io
    >>> list(read_objects(io.BytesIO(b'{"a": 1}\\n\\n{"a"\\n'), "a.jsonl"))[0]
    ('a.jsonl#1', {'a': 1})
    """
    for number, line in enumerate(_lines(stream), 1):
        if line is not None and not line.strip():
            continue
        place = f"{uri}#{number}"
        try:
            yield place, _object(line)
        except UnreadableError as error:
            yield Rejected(place, str(error))


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Yield the lines without a byte order mark; None for one that is too long."""
    first = True
    while line := stream.readline(LONGEST_LINE):
        whole = line.endswith(b"\n") or len(line) < LONGEST_LINE
        while not whole:
            rest = stream.readline(LONGEST_LINE)
            whole = rest.endswith(b"\n") or len(rest) < LONGEST_LINE
            line = b""
        yield (line.removeprefix(codecs.BOM_UTF8) if first else line) or None
        first = False


def article_of(data: dict[str, Any], uri: str) -> Article:
    """Return the article of one JSON object; raise UnreadableError where it has no text, or an id that is none."""
    text = data.get("text")
    if not isinstance(text, str):
        raise UnreadableError(
            "it has no text" if text is None else f"its text is no string but {_type(text)}"
        )
    identity = data.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if identity is not None and not isinstance(identity, str):
        raise UnreadableError(f"its id is no string but {_type(identity)}")
    given: dict[str, Any] = {name: _string(data.get(name)) for name in _OPTIONAL}
    return Article(text, uri, identity, **given)


def _object(line: bytes | None) -> dict[str, Any]:
    if line is None:
        raise UnreadableError(f"the line is longer than {LONGEST_LINE // 1_000_000} MB")
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableError(f"not UTF-8 (byte {error.start} of the line)") from error
    except json.JSONDecodeError as error:
        raise UnreadableError(f"not JSON: {error.msg} (character {error.pos})") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError("not JSON that can be read: a number too long, or nested too deep") from error
    if not isinstance(data, dict):
        raise UnreadableError(f"not a JSON object but {_type(data)}")
    return data


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _type(value: object) -> str:
    names = {
        "list": "a list",
        "dict": "an object",
        "str": "a string",
        "bool": "true or false",
        "NoneType": "null",
    }
    return names.get(type(value).__name__, "a number")
