"""The body of an answer: unpacked as it comes, and never more of it than allowed."""

from __future__ import annotations

import zlib

import httpx

from rashomon.watching.page import FetchError

_GZIP = 16 + zlib.MAX_WBITS


async def read_body(response: httpx.Response, largest: int, *, cut: bool = False) -> bytes:
    """Return the body of an answer, unpacked; raise FetchError where it has more than `largest` bytes then.

    With `cut` the first `largest` bytes are returned instead. Packed by gzip or not at all: that is what is asked for,
    since of these the unpacked size can be bounded while unpacking.
    """
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip"):
        raise FetchError(f"the answer is packed by {packing[:40]}, which was not asked for")
    unpacker = zlib.decompressobj(_GZIP) if packing.endswith("gzip") else None
    body = bytearray()
    async for part in response.aiter_raw():
        body += _unpacked(unpacker, part, largest + 1 - len(body)) if unpacker else part
        if len(body) > largest:
            if cut:
                return bytes(body[:largest])
            raise FetchError(f"larger than {largest:,} bytes")
    if unpacker and body and not unpacker.eof:
        raise FetchError("the answer breaks off")
    return bytes(body)


def _unpacked(unpacker: zlib._Decompress, part: bytes, most: int) -> bytes:
    try:
        return b"" if unpacker.eof else unpacker.decompress(part, most)
    except zlib.error as error:
        raise FetchError("the answer says that it is packed by gzip and is not") from error
