"""A file of names that somebody knows: FollowTheMoney entities as JSON lines, or a table."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, TypeAlias

from rashomon.reading.article import UnreadableError
from rashomon.reading.decoding import refuse
from rashomon.reading.jsonl import read_objects
from rashomon.reading.table import Row, read_rows
from rashomon.records import Entry, Link, Rejected

Entries: TypeAlias = Iterator[Entry | Rejected]

# Columns of a table, in lower case, each with the headers that mean it, the documented one first.
_COLUMNS = {
    "name": ("name", "label", "caption", "title"),
    "names": ("aliases", "alias", "also known as", "other names", "altlabel", "alt_names"),
    "weak": ("weak aliases", "weak alias", "weakalias", "weak_aliases"),
    "wikidata": ("wikidata", "wikidata id", "wikidata_id", "wikidataid", "qid", "q-id", "item"),
    "type": ("type", "schema", "kind"),
    "id": ("id", "identifier", "key"),
    "country": ("country", "countries"),
    "topics": ("topics", "topic"),
}
# Types and FollowTheMoney schemata by what they are here; a schema that is not among them may be anything named.
_TYPES = {
    "person": ("person", "people", "human", "per"),
    "organization": (
        "organization", "organisation", "org", "company", "publicbody", "authority", "party", "body", "legalentity",
    ),
    "media": ("media", "medium", "outlet", "newspaper"),
    "place": ("place", "location", "city", "town", "village", "region", "country", "loc", "gpe"),
}  # fmt: skip
# A FollowTheMoney file also holds what has no name of its own: edges, papers, addresses.
_NAMELESS = frozenset(
    ["address", "article", "associate", "debt", "directorship", "document", "employment", "family", "identification",
     "interest", "membership", "note", "occupancy", "ownership", "passport", "payment", "position", "representation", "sanction", "succession", "unknownlink"]
)  # fmt: skip
_SEPARATOR = re.compile(r"[;|]")
_WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d{0,11})", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
# A name longer than this (code points) is none.
_LONGEST = 300
# Enough to see what a file is (bytes).
_HEAD = 1_024


def read_gazetteer(path: str | os.PathLike[str]) -> Entries:
    """Yield the entries of a file; a row that is none, or a name that is none, is put aside with its line and reason.

    JSON lines are FollowTheMoney entities: `id`, `schema`, and of the `properties` name, alias, weakAlias,
    wikidataId, country, topics; those without names of their own (an ownership, a sanction) are passed over. A table has
    a header row with a column name (or label, caption, title) and may have aliases, weak aliases (several parted by ;
    or |), wikidata, type, id, country, topics; other columns are ignored; any usual delimiter and encoding.
    Raise UnreadableError where it is neither, OSError where it cannot be opened.
    """
    name = Path(path).name
    with Path(path).open("rb") as stream:
        head = stream.peek(_HEAD)[:_HEAD]
        refuse(head)
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start:
            raise UnreadableError("the file is empty")
        if start.startswith(b"["):
            raise UnreadableError("a JSON list; write one entity a line (JSON lines)")
        yield from (_followed if start.startswith(b"{") else _tabled)(stream, name)


def _followed(stream: IO[bytes], source: str) -> Entries:
    for row in read_objects(stream, source):
        if isinstance(row, Rejected):
            yield row
            continue
        place, data = row
        properties = data.get("properties")
        schema = str(data.get("schema") or "").casefold()
        if isinstance(properties, Mapping):
            # A mention repeats the name of an entity that has a line of its own.
            if schema != "mention" and not (schema in _NAMELESS and not properties.get("name")):
                yield from _followed_entry(data, properties, schema, place, source)
        else:
            yield Rejected(place, "no FollowTheMoney entity: it has no properties")


def _followed_entry(
    data: Mapping[str, Any], properties: Mapping[str, Any], schema: str, place: str, source: str
) -> Entries:
    values = {key: _strings(properties.get(name)) for key, name in _PROPERTIES.items()}
    caption = _strings(data.get("caption"))
    names = [*values.pop("name"), *caption, *values.pop("names")]
    yield from _entry(place, source, names, {**values, "id": _strings(data.get("id")), "type": [schema]})


_PROPERTIES = {
    "name": "name", "names": "alias", "weak": "weakAlias", "wikidata": "wikidataId", "country": "country", "topics": "topics",
}  # fmt: skip


def _tabled(stream: IO[bytes], source: str) -> Entries:
    for row in read_rows(stream, source, _COLUMNS["name"]):
        if isinstance(row, Rejected):
            yield row
            continue
        values = {key: _parts(_field(row, headers)) for key, headers in _COLUMNS.items()}
        names = [_field(row, _COLUMNS["name"]), *values.pop("names")]
        yield from _entry(row.uri, source, names, values)


def _field(row: Row, headers: Iterable[str]) -> str:
    return next((row.fields[header] for header in headers if header in row.fields), "")


def _parts(field: str) -> list[str]:
    return [part.strip() for part in _SEPARATOR.split(field) if part.strip()] if field else []


def _entry(place: str, source: str, names: Sequence[str], values: Mapping[str, Sequence[str]]) -> Entries:
    """Yield the entry of a row, and the names that were left out of it."""
    wikidata = [match[1].upper() for value in values["wikidata"] if (match := _WIKIDATA.fullmatch(value))]
    kept: dict[str, None] = {}
    weak: dict[str, None] = {}
    for given, found in ((names, kept), (values["weak"], weak)):
        for name in given:
            if reason := _unusable(name):
                yield Rejected(place, f"a name left out: {reason}")
            elif bare := " ".join(name.split()):
                found[bare] = None
    if values["wikidata"] and not wikidata:
        yield Rejected(place, f"no Wikidata id: {_shown(values['wikidata'][0])}; the row is used without it")
    if not kept and not weak:
        yield Rejected(place, "it has no name")
        return
    own = values["id"][0] if values["id"] and not _SURROGATE.search(values["id"][0]) else place
    name = next(iter(kept or weak))
    yield Entry(
        Link(own, source, name, wikidata[0] if wikidata else None), _type(values["type"]), tuple(kept), tuple(weak),
        tuple(values["country"]), tuple(values["topics"]),
    )  # fmt: skip


def _unusable(name: str) -> str:
    """Return why a name is none; an empty one needs no words."""
    if len(name) > _LONGEST:
        return f"{len(name)} characters"
    if _SURROGATE.search(name):
        return "its bytes are not of the file's encoding; save the file as UTF-8"
    if not name[:1].isalnum() and name.strip() and not any(map(str.isalnum, name)):
        return f"no letter in {_shown(name)}"
    return ""


def _shown(text: str) -> str:
    return repr(text[:40].encode("utf-8", "backslashreplace").decode())


def _type(values: Sequence[str]) -> str | None:
    given = re.sub(r"[^a-z]", "", values[0].casefold()) if values else ""
    return next((kind for kind, words in _TYPES.items() if given in words), None)


def _strings(value: object) -> list[str]:
    """Return the strings of a property: a list, or one by itself; other values are no names."""
    rows = value if isinstance(value, list) else [value]
    return [row for row in rows if isinstance(row, str)]
