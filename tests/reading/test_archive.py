from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from rashomon.reading import archive, read
from rashomon.records import Document, Rejected

TEXT = "Bridge closed\n\nThe mayor said no."


def packed(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> str:
    with zipfile.ZipFile(path, "w", compression) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return str(path)


def results(path: str) -> dict[str, Document | str]:
    return {
        result.uri.removeprefix(f"{path}!/"): result.reason if isinstance(result, Rejected) else result
        for result in read([path])
    }


def test_members_are_read_by_their_format(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "a.zip",
        {"b/two.jsonl": b'{"id": "x", "text": "One."}\n{"id": "y", "text": "Two."}', "a/one.txt": TEXT.encode(),
         "c.csv": b"id,text\nz,Three.\n", ".hidden.txt": b"No.", "__MACOSX/a.txt": b"No.", "d.bin": b"\x00"},
    )  # fmt: skip
    found = results(path)
    assert list(found) == ["a/one.txt", "b/two.jsonl#1", "b/two.jsonl#2", "c.csv#2", "d.bin"]
    first = found["a/one.txt"]
    assert isinstance(first, Document)
    assert first.text == TEXT
    assert str(found["d.bin"]).startswith("no format of ours (.bin)")


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_all_compressions_are_read(tmp_path: Path, compression: int) -> None:
    assert isinstance(
        results(packed(tmp_path / "a.zip", {"a.txt": TEXT.encode()}, compression))["a.txt"], Document
    )


def test_an_archive_in_an_archive_is_put_aside(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as out:
        out.writestr("a.txt", TEXT)
    found = results(packed(tmp_path / "a.zip", {"inner.zip": inner.getvalue(), "a.txt": TEXT.encode()}))
    assert found["inner.zip"] == "an archive inside an archive; unpack it first"
    assert isinstance(found["a.txt"], Document)


def test_a_member_packed_too_well_is_put_aside_unread(tmp_path: Path) -> None:
    found = results(packed(tmp_path / "a.zip", {"bomb.txt": b"a" * 15_000_000, "a.txt": TEXT.encode()}))
    assert str(found["bomb.txt"]).startswith("unpacks to more than 200 times its size")
    assert isinstance(found["a.txt"], Document)


def test_limits_on_members_and_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "a.zip", {f"{number}.txt": TEXT.encode() for number in range(5)})
    monkeypatch.setattr(archive, "NAMED", archive.Limits(4, 10**9))
    assert [(result.uri, result.reason) for result in read([path]) if isinstance(result, Rejected)] == [
        (path, "5 members, more than 4; split the archive")
    ]
    monkeypatch.setattr(archive, "NAMED", archive.Limits(5, 100))
    (result,) = read([path])
    assert isinstance(result, Rejected)
    assert "bytes when unpacked" in result.reason


def test_a_damaged_member_is_put_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "a.zip", {"a.txt": b"Here it is, whole.", "b.txt": TEXT.encode()}, zipfile.ZIP_STORED
    )
    data = Path(path).read_bytes().replace(b"Here it is", b"HERE it is")
    Path(path).write_bytes(data)
    found = results(path)
    assert str(found["a.txt"]).startswith("damaged or protected: Bad CRC-32")
    assert isinstance(found["b.txt"], Document)


def test_a_lie_about_a_member_s_size_is_found_out(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"x" * 50_000})
    data = Path(path).read_bytes()
    size = (50_000).to_bytes(4, "little")
    Path(path).write_bytes(data.replace(size, (100).to_bytes(4, "little")))
    assert isinstance(results(path)["a.txt"], str)


def test_an_encrypted_member_is_put_aside(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": TEXT.encode()})
    data = bytearray(Path(path).read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    Path(path).write_bytes(bytes(data))
    assert results(path)["a.txt"] == "encrypted; unpack it first"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive at all", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_put_aside(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    (result,) = read([str(tmp_path / "a.zip")])
    assert isinstance(result, Rejected)


def test_a_member_s_name_is_only_a_name(tmp_path: Path) -> None:
    found = results(
        packed(tmp_path / "a.zip", {"../../etc/passwd.txt": TEXT.encode(), "/root.txt": b"No, he said."})
    )
    assert all(isinstance(result, Document) for result in found.values())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]
