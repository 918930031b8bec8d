"""Where texts come from: which documents and paragraphs are reprints, and which are one article revised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.alignment.copies import find_copies, merged
from rashomon.alignment.reuse import find_reuses
from rashomon.alignment.revisions import find_revisions
from rashomon.alignment.translations import find_translations
from rashomon.memo import NOTHING, Memo
from rashomon.records import Document, Reuse, Revision, Statement


@dataclass(frozen=True, slots=True)
class Provenance:
    """Groups of documents that are reprints of one another, paragraphs that were printed before, and revisions."""

    copies: tuple[tuple[str, ...], ...]
    reuses: tuple[Reuse, ...]
    revisions: tuple[Revision, ...]


def trace(
    documents: Sequence[Document], statements: Sequence[Statement] = (), memo: Memo = NOTHING
) -> Provenance:
    """Return what the documents have from one another; what `memo` has kept of a document is taken from there.

    The states of one article are revisions and no copies, unless somebody else printed it too.

    >>> url = "https://paper.example/fire"
    >>> states = [Document("a", "The old bridge is safe.", url=url), Document("b", "The old bridge is not safe.", url=url)]
    >>> found = trace(states)
    >>> found.copies, [(revision.earlier, revision.later) for revision in found.revisions]
    ((), [('a', 'b')])
    """
    revisions = find_revisions(documents, statements)
    article = _articles(revisions)
    reuses = [
        reuse
        for reuse in (*find_reuses(documents, memo), *find_translations(documents, memo))
        if article.get(reuse.document, reuse.document) != article.get(reuse.origin, reuse.origin)
    ]
    groups = find_copies(documents, reuses)
    copies = [group for group in groups if len({article.get(name, name) for name in group}) > 1]
    return Provenance(tuple(copies), tuple(reuses), revisions)


def _articles(revisions: Sequence[Revision]) -> dict[str, str]:
    """Return for each state of a revised article the name of one of its states, the same for all."""
    groups = merged([[revision.earlier, revision.later] for revision in revisions])
    return {name: group[0] for group in groups for name in group}
