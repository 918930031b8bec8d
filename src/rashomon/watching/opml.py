"""OPML: the list of feeds that every feed reader exports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from rashomon.reading.article import UnreadableError
from rashomon.watching.entry import Entry

# Bytes: a list of ten thousand feeds has two million.
_LARGEST = 10_000_000


def read_opml(path: Path) -> Iterator[Entry]:
    """Yield the feeds of a list, from all its folders, once each, with the titles that it gives them.

    Raise UnreadableError where it is no such list, OSError where it cannot be read.
    """
    seen = set()
    for outline in _root(path).iter("{*}outline"):
        given = {name.lower(): value.strip() for name, value in outline.attrib.items()}
        url = given.get("xmlurl", "")
        if url and url not in seen:
            seen.add(url)
            yield Entry(url, given.get("text") or given.get("title") or None)


def _root(path: Path) -> etree._Element:
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableError(f"a list of feeds larger than {_LARGEST // 1_000_000} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"no XML that can be read: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableError("it declares a document type, which no list of feeds needs")
    if etree.QName(root).localname.lower() != "opml":
        raise UnreadableError(f"no list of feeds (OPML) but <{etree.QName(root).localname[:40]}>")
    return root
