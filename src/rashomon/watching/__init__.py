"""Watching: addresses fetched, feeds and folders followed, what is new and what was changed.

Besides the adviser this is the only room that opens a network connection, and it does so only for `rashomon fetch` and
`rashomon watch`. What comes from the network is hostile until read: an address is asked only if it is a public one (a
name is looked up once, and what was checked is what is connected to), each redirect is checked as the first address
was, a body is bounded in size and time while it comes, XML is read without entities and document types. Sites are
asked politely: robots.txt, a pause between two questions, conditional requests, Retry-After.
"""

from __future__ import annotations

from rashomon.watching.articles import document_from
from rashomon.watching.asking import Limits
from rashomon.watching.fetch import Fetcher
from rashomon.watching.guard import PRIVATE, Guard
from rashomon.watching.news import Look, News
from rashomon.watching.poll import Watch
from rashomon.watching.sinks import FolderSink, LinesSink, Sink
from rashomon.watching.state import FolderStore, MemoryStore, Store

__all__ = [
    "PRIVATE",
    "Fetcher",
    "FolderSink",
    "FolderStore",
    "Guard",
    "Limits",
    "LinesSink",
    "Look",
    "MemoryStore",
    "News",
    "Sink",
    "Store",
    "Watch",
    "document_from",
]
