"""Independent origins: a wire report and its reprints are one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from rashomon.alignment.copies import earliest
from rashomon.records import Document


def moment(published: str | None) -> datetime | None:
    """Return an ISO 8601 date or time as an aware datetime (UTC where no zone is given), or None.

    >>> moment("2031-03-02").isoformat()
    '2031-03-02T00:00:00+00:00'
    >>> moment("last week") is None
    True
    """
    try:
        parsed = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


class Origins:
    """Which document each document was first printed as.

    >>> documents = [Document("b", "", published="2031-01-02"), Document("a", "", published="2031-01-01")]
    >>> Origins(documents, [("b", "a")]).of("b")
    'a'
    """

    def __init__(self, documents: Iterable[Document], copies: Iterable[Iterable[str]]) -> None:
        """Take the documents, and the groups of ids of those with one wording."""
        known = {document.id: document for document in documents}
        self._first = {name: name for name in known}
        for group in copies:
            members = [known[name] for name in group if name in known]
            if members:
                first = earliest(members).id
                self._first.update(dict.fromkeys((member.id for member in members), first))

    def of(self, document: str) -> str:
        """Return the id of the document that this one reprints, or its own id."""
        return self._first.get(document, document)

    def count(self, documents: Iterable[str]) -> int:
        """Return how many independent origins the documents have."""
        return len({self.of(document) for document in documents})
