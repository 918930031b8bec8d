from __future__ import annotations

import gzip
import io

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from rashomon.cluster.frames import LARGEST_RECORD, Frame, Packing, frames, is_one_piece, packing_of, unpacked
from tests.cluster.making import packed, response

PACKINGS = st.sampled_from(["gzip", "zstd", "plain"])


def read(data: bytes, packing: Packing, start: int = 0, end: int | None = None) -> list[Frame]:
    return list(frames(io.BytesIO(data[start:]), packing, start, end))


@given(pages=st.lists(st.binary(max_size=300), max_size=8), packing=PACKINGS)
def test_each_record_is_one_frame_and_frames_lie_end_to_end(pages: list[bytes], packing: Packing) -> None:
    records = [response(n, page) for n, page in enumerate(pages)]
    found = read(packed(records, packing), packing)
    assert [frame.data.rstrip(b"\r\n") for frame in found] == [one.rstrip(b"\r\n") for one in records]
    assert [frame.start for frame in found[1:]] == [frame.end for frame in found[:-1]]


@given(
    pages=st.lists(st.binary(max_size=200), min_size=2, max_size=8),
    packing=PACKINGS,
    broken=st.integers(0, 7),
    place=st.floats(0, 0.99),
    junk=st.binary(min_size=1, max_size=80),
    data=st.data(),
)
def test_a_damaged_record_costs_no_other(
    pages: list[bytes], packing: Packing, broken: int, place: float, junk: bytes, data: st.DataObject
) -> None:
    parts = [packed([response(n, page)], packing) for n, page in enumerate(pages)]
    broken %= len(parts)
    cut = int(place * len(parts[broken]))
    parts[broken] = parts[broken][:cut] + junk
    whole = b"".join(parts)
    found = read(whole, packing)
    intact = {frame.start for frame in found if not frame.broken}
    starts = [sum(map(len, parts[:n])) for n in range(len(parts))]
    assert intact >= {start for n, start in enumerate(starts) if n != broken}
    middle = data.draw(st.sampled_from(found)).start
    assert read(whole, packing, 0, middle) + read(whole, packing, middle) == found


def test_after_a_wrong_length_the_next_record_is_found_in_a_file_that_is_not_packed() -> None:
    bad = response(1, b"short").replace(b"Content-Length: ", b"Content-Length: 1")
    found = read(response(0, b"a") + bad + response(2, b"b") + response(3, b"c"), "plain")
    assert [frame.broken for frame in found] == [None, "its length is not the one it gives", None, None]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
def test_a_file_packed_as_one_piece_is_known(pack: object) -> None:
    records = b"".join(response(n, b"x" * n) for n in range(50))
    data = pack(records)  # type: ignore[operator]
    packing = packing_of(data)
    assert is_one_piece(io.BytesIO(data), packing)
    assert len(list(frames(unpacked(io.BytesIO(data), packing), "plain"))) == 50
    assert not is_one_piece(io.BytesIO(packed([records[:200], records], "gzip")), "gzip")


def test_a_bomb_is_put_aside_without_being_unpacked() -> None:
    bomb = gzip.compress(b"WARC/1.0\r\n" + bytes(40 * LARGEST_RECORD))
    found = read(bomb + packed([response(0, b"a")], "gzip"), "gzip")
    assert found[0].broken == "larger than 20 MB"
    assert found[-1].data.startswith(b"WARC/1.0")


def test_an_archive_inside_a_page_is_no_record_of_the_crawl() -> None:
    inside = packed([response(7, b"not in this crawl")], "gzip")
    for packing in ("gzip", "zstd", "plain"):
        found = read(packed([response(0, inside), response(1, b"b")], packing), packing)
        assert len(found) == 2, packing
