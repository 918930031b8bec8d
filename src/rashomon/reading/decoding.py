"""Bytes into text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from rashomon.reading.article import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
# Formats that people mistake for text, by their first bytes.
_MAGIC = {
    b"%PDF": "a PDF; save its text first", b"PK\x03\x04": "a zip or an office file; name a zip .zip, save the text of others",
    b"\x1f\x8b": "a gzip file; unpack it first", b"{\\rtf": "RTF; save it as plain text", b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"WARC/": "a WARC; save its pages as HTML first",
}  # fmt: skip
# Enough to tell an encoding, little enough to be quick (bytes).
_SAMPLE = 65_536
# The share of control characters above which it is no text; a text has none, or a stray one.
_MOST_CONTROLS = 0.01
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Text encodings that pages declare; Python's codecs that compute (punycode, idna) are no encodings of a page.
_DECLARED = re.compile(
    r"(?:utf-?(?:8|16)|windows-?|cp|iso-?8859|koi8|gb|big5|shift|euc|mac|us-ascii|latin)", re.IGNORECASE
)


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of plain text bytes, without a byte order mark; raise UnreadableError where they are none.

    >>> decode(b"\\xef\\xbb\\xbfcaf\\xc3\\xa9")
    'café'
    """
    text = decode_markup(data, declared)
    if "\x00" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise UnreadableError("binary content, no text")
    return text


def decode_markup(data: bytes, declared: str | None = None) -> str:
    """Return the text of bytes of which a stray control character is no sign that they are binary."""
    refuse(data)
    encoding, mark = encoding_of(data, declared)
    try:
        return data[mark:].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"byte {mark + error.start} is not {encoding}; save it as UTF-8") from error


def refuse(head: bytes) -> None:
    """Raise UnreadableError where the first bytes are those of a format that people mistake for text."""
    for magic, name in _MAGIC.items():
        if head.startswith(magic):
            raise UnreadableError(f"this is {name}")


def encoding_of(data: bytes, declared: str | None = None) -> tuple[str, int]:
    """Return the encoding of the bytes and the length of their byte order mark.

    A mark decides, then UTF-8 if it is valid, then what the page declares, then what charset_normalizer finds.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    if is_utf8(data):
        return "utf-8", 0
    if declared and _DECLARED.match(declared) and _fits(data, declared):
        return declared, 0
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnreadableError("binary content, or an encoding that is not known; save it as UTF-8")
    return best.encoding, 0


def is_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8; a last character that is cut off is no fault."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (ValueError, LookupError):
        return False
    return True
