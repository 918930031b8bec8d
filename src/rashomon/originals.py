"""The page that an article was read from, as it came, so that it can be laid beside what was taken from it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

# Beyond so many bytes a page is not unpacked: no reader takes a larger one, so no case of ours holds one.
_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a page, packed (zlib), and the encoding that it, or its server, declares.

    >>> Original.of(b"<p>No.", "utf-8").page
    b'<p>No.'
    """

    packed: bytes
    charset: str | None = None

    @classmethod
    def of(cls, page: bytes, charset: str | None = None) -> Original:
        """Return a page packed."""
        return cls(zlib.compress(page), charset)

    @property
    def page(self) -> bytes:
        """The page's own bytes; raise ValueError where they are damaged, or more than any page has."""
        unpacking = zlib.decompressobj()
        try:
            page = unpacking.decompress(self.packed, _LARGEST + 1)
        except zlib.error as error:
            raise ValueError(f"the page that was kept is damaged: {error}") from error
        if not unpacking.eof or len(page) > _LARGEST:
            raise ValueError(f"the page that was kept is cut off, or longer than {_LARGEST:,} bytes")
        return page
