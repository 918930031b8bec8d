"""Independent origins: a wire report, its reprints and revisions, and its paragraphs in other articles are one."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from sys import maxsize

from rashomon.alignment.copies import merged
from rashomon.alignment.publishing import earliest
from rashomon.records import Document, Reuse, Revision, Statement


class Origins:
    """Where each document, and each statement in it, was printed first.

    >>> documents = [Document("b", "", published="2031-01-02"), Document("a", "", published="2031-01-01")]
    >>> Origins(documents, [("b", "a")]).of("b")
    'a'
    """

    def __init__(
        self, documents: Iterable[Document], copies: Iterable[Iterable[str]],
        reuses: Iterable[Reuse] = (), revisions: Iterable[Revision] = (),
    ) -> None:  # fmt: skip
        """Take the documents, the groups of ids of those with one wording, paragraphs reused, and revisions."""
        known = {document.id: document for document in documents}
        self._first = {name: name for name in known}
        revised = [[revision.earlier, revision.later] for revision in revisions]
        for group in merged([*map(list, copies), *revised]):
            members = [known[name] for name in group if name in known]
            if members:
                first = earliest(members).id
                self._first.update(dict.fromkeys((member.id for member in members), first))
        self._reused: defaultdict[str, list[Reuse]] = defaultdict(list)
        for reuse in sorted(reuses, key=lambda reuse: reuse.span):
            self._reused[reuse.document].append(reuse)

    def of(self, document: str) -> str:
        """Return the id of the document that this one reprints or revises, or its own id."""
        return self._first.get(document, document)

    def of_statement(self, statement: Statement) -> str:
        """Return the id of the document in which the paragraph with a statement stood first."""
        start = min((span.start for span in statement.content), default=-1)
        rows = self._reused.get(statement.document, ())
        before = bisect_right(rows, (start, maxsize), key=lambda reuse: reuse.span) - 1 if rows else -1
        reused = before >= 0 and start < rows[before].span.end
        return self.of(rows[before].origin if reused else statement.document)

    def count(self, documents: Iterable[str]) -> int:
        """Return how many independent origins the documents have."""
        return len({self.of(document) for document in documents})

    def count_statements(self, statements: Iterable[Statement]) -> int:
        """Return how many independent origins the statements have."""
        return len({self.of_statement(statement) for statement in statements})
