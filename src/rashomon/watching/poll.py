"""The poll: one look at all that is watched - what is new, what was changed, what failed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from rashomon.alignment.addresses import article_address
from rashomon.reading.article import UnreadableError
from rashomon.records import Document, Rejected
from rashomon.watching.articles import document_from
from rashomon.watching.differing import differences
from rashomon.watching.entry import Entry
from rashomon.watching.feeds import is_feed, read_feed
from rashomon.watching.fetch import Fetcher
from rashomon.watching.folders import Filed, Folder
from rashomon.watching.hosts import Clock
from rashomon.watching.news import Look, News, Tell
from rashomon.watching.page import ARTICLES, FEEDS, Deferred, Gone, Got, Page, Unchanged, Wanted
from rashomon.watching.sinks import Sink
from rashomon.watching.sources import followed
from rashomon.watching.state import Store
from rashomon.watching.visit import Visit, Visits

# Pages that are asked for before their documents are stored: a look that is broken off loses no more.
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Watch:
    """Sources that are looked at again and again: what they hold goes into `sink`, what is remembered into `store`.

    `sources` are addresses of feeds and articles, files with lists of feeds (OPML), and folders; `every` are the seconds
    between two looks, by which failing ones are left out.
    """

    sources: Sequence[str]
    sink: Sink
    store: Store
    fetcher: Fetcher
    every: float = 900.0
    clock: Clock = time.time

    def look(self, tell: Tell, seconds: float | None = None) -> Look:
        """Look once at everything and tell what there is, in the order of the sources.

        What has not begun after `seconds` (those between two looks, unless given) is left for the next look. A source
        that fails stops no other one. Raises OSError where sink or store cannot be written.
        """
        now = self.clock()
        until = now + (self.every if seconds is None else seconds)
        looking = _Looking(self, tell, now, until)
        looking.run()
        return looking.look


@dataclass(frozen=True, slots=True)
class _Target:
    """Something to look at: what it is remembered by, what is said of it, how it was when last seen."""

    key: str
    entry: Entry
    visit: Visit


@dataclass(frozen=True, slots=True)
class _Found:
    """What a look found of a target: how to remember it, a document to store, what to tell."""

    key: str
    visit: Visit
    document: Document | None = None
    news: News | None = None


class _Looking:
    """One look, from `now` until `until`."""

    def __init__(self, watch: Watch, tell: Tell, now: float, until: float) -> None:
        self._watch, self._tell, self._now, self._until = watch, tell, now, until
        self._visits, self.look = Visits(watch.store), Look()

    def run(self) -> None:
        """Look at folders and addresses as they are named, then at the articles that feeds list."""
        named: dict[str, _Target] = {}
        for source in followed(self._watch.sources):
            if isinstance(source, Rejected):
                self._say(News("failed", source.uri, lines=(source.reason,)))
            elif isinstance(source, Path):
                self._folder(source)
            else:
                target = self._target(source)
                named.setdefault(target.key, target)
        self._ask(self._due(named.values()), ARTICLES | FEEDS)
        self._ask(self._listed(named.values()), ARTICLES)

    def _target(self, entry: Entry) -> _Target:
        key = article_address(entry.url) or entry.url
        return _Target(key, entry, self._visits.of(key))

    def _due(self, targets: Iterable[_Target]) -> list[_Target]:
        found = []
        for target in targets:
            if target.visit.is_due(self._now):
                found.append(target)
            else:
                self.look.counts["waiting"] += 1
        return found

    def _listed(self, sources: Iterable[_Target]) -> list[_Target]:
        """Return the articles of feeds that are due, new ones first, and of each server in turn."""
        sources = list(sources)
        seen = {source.key for source in sources}
        found = []
        for source in sources:
            for listed in self._visits.of(source.key).listed:
                target = self._target(listed.entry)
                if target.key not in seen:
                    seen.add(target.key)
                    found.append(target)
        due = [target for target in found if target.visit.is_due_again(self._now)]
        self.look.counts["waiting"] += sum(not target.visit.is_due(self._now) for target in found)
        return list(_in_turn(due))

    def _ask(self, targets: Sequence[_Target], types: frozenset[str]) -> None:
        for start in range(0, len(targets), _BATCH):
            batch = targets[start : start + _BATCH]
            wanted = [Wanted(target.entry.url, types, target.visit.known) for target in batch]
            got = self._watch.fetcher.fetch_all(wanted, self._until)
            found = [self._found(*pair) for pair in zip(batch, got, strict=True)]
            self._keep([each for each in found if each])

    def _found(self, target: _Target, got: Got) -> _Found | None:
        if isinstance(got, Deferred):
            self.look.left.append(got)
            return None
        if isinstance(got, Unchanged):
            self.look.counts["same"] += 1
            return _Found(target.key, target.visit.seen(self._now))
        if isinstance(got, Rejected):
            return self._failed(target, got)
        try:
            return self._feed(target, got) if is_feed(got) else self._article(target, got)
        except UnreadableError as error:
            return self._failed(target, Rejected(got.url, str(error)))

    def _failed(self, target: _Target, why: Rejected) -> _Found:
        visit, before = target.visit.failed(why.reason, self._now, self._watch.every), target.visit
        is_lost = isinstance(why, Gone) and before.document is not None and before.reason != why.reason
        title = before.document.title if before.document else target.entry.title
        return _Found(
            target.key,
            visit,
            news=News("gone" if is_lost else "failed", target.entry.url, title, (why.reason,)),
        )

    def _feed(self, target: _Target, page: Page) -> _Found:
        feed = read_feed(page)
        self.look.counts["feeds"] += 1
        entries = tuple(replace(each, outlet=each.outlet or target.entry.title) for each in feed.entries)
        return _Found(target.key, target.visit.listing(page, entries, self._now))

    def _article(self, target: _Target, page: Page) -> _Found:
        document = document_from(page, target.entry)
        visit = target.visit.holding(page, document, self._now)
        return _Found(target.key, visit, *self._compared(target.entry.url, target.visit.document, document))

    def _compared(
        self, address: str, old: Document | None, new: Document
    ) -> tuple[Document | None, News | None]:
        """Return a document to store, and what to tell of it; neither where it is the one that was there."""
        if old is None:
            return new, News("new", address, new.title)
        if (old.text, old.title) == (new.text, new.title):
            self.look.counts["same"] += 1
            return None, None
        return new, News("changed", address, new.title, differences(old, new))

    def _folder(self, path: Path) -> None:
        folder, found = Folder(path, self._watch.store), []
        for filed in folder.read():
            found.append(self._filed(filed))
            if len(found) >= _BATCH:
                self._keep(found)
                found = []
        self._keep(found)
        folder.keep()

    def _filed(self, filed: Filed) -> _Found:
        visit, found = self._visits.of(filed.key), filed.found
        if isinstance(found, Rejected):
            return _Found(filed.key, visit, news=News("failed", found.uri, lines=(found.reason,)))
        kept = replace(visit.seen(self._now), document=found)
        return _Found(filed.key, kept, *self._compared(found.uri, visit.document, found))

    def _keep(self, found: Sequence[_Found]) -> None:
        """Store documents, then remember the visits, then tell: what was told is there."""
        documents = [each.document for each in found if each.document]
        if documents:
            self._watch.sink.add(documents)
        for each in found:
            self._visits.keep(each.key, each.visit)
        for each in found:
            if each.news:
                self._say(each.news)

    def _say(self, news: News) -> None:
        self.look.counts[news.what] += 1
        self._tell(news)


def _in_turn(targets: Iterable[_Target]) -> Iterator[_Target]:
    """Yield new articles, then known ones; of each sort the first of every server, then the second of every one."""
    ranks: Counter[tuple[bool, str]] = Counter()
    rows: list[tuple[bool, int, int, _Target]] = []
    for target in targets:
        group = target.visit.first is not None, _host(target.entry.url)
        ranks[group] += 1
        rows.append((group[0], ranks[group], len(rows), target))
    yield from (row[-1] for row in sorted(rows, key=lambda row: row[:3]))


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.casefold()
    except ValueError:
        return ""
