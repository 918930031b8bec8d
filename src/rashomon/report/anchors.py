"""Ids for deep links: safe in HTML, in a URL fragment and in a selector, whatever the record's own id holds."""

from __future__ import annotations

import re

from rashomon.records import content_id

_UNSAFE = re.compile(r"[^A-Za-z0-9-]")
_LONGEST = 80  # characters; a link that a person may still paste


def anchor(prefix: str, record: str) -> str:
    """Return the HTML id of a record: letters, digits, ``-`` and ``_`` only; different ids stay different.

    A character outside the safe ones becomes its code point in hexadecimal between underscores; an id
    that would grow too long becomes its hash.

    >>> anchor("d", "7f3a"), anchor("s", "a#1")
    ('d-7f3a', 's-a_23_1')
    """
    safe = _UNSAFE.sub(lambda match: f"_{ord(match[0]):x}_", record[: _LONGEST + 1])
    return f"{prefix}-{safe if len(safe) <= _LONGEST else '_' + content_id(record)}"
