"""How records go into columns and come back the same, whatever an article holds."""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar, cast

from rashomon.spans import content_id

# What PostgreSQL keeps in no text, and UTF-8 in none.
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_SHOWN = "\ufffd"

Text = TypeVar("Text", bound="str | None")


def packed(data: Any) -> str:
    """Return JSON on one line, the same for the same data, which any engine keeps.

    >>> packed({"a": "ł\\x00"})
    '{"a":"ł\\\\u0000"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(data, separators=(",", ":")) if _UNKEPT.search(text) else text


def plain(text: Text) -> Text:
    """Return a text as a column shows it: what no engine keeps is the replacement character.

    >>> plain("a\\x00b")
    'a\ufffdb'
    """
    return cast("Text", text if text is None else _UNKEPT.sub(_SHOWN, text))


def key(text: Text) -> Text:
    """Return an id as a column holds it: itself, or a hash where no engine keeps it; two ids are never one key.

    >>> key("d1"), key("d\\x00")[:1] == key("\ufffd")[:1] == "\ufffd", key("\ufffd") == key("\\x00")
    ('d1', True, False)
    """
    if text is None or not (text.startswith(_SHOWN) or _UNKEPT.search(text)):
        return text
    return cast("Text", _SHOWN + content_id("key", text))
