"""The margins of a printed page: title, days, page numbers, as CSS that no title can break out of."""

from __future__ import annotations

from rashomon.report.phrases import clipped

_LONGEST = 64  # characters of a title that fit into the margin beside the days


def css_string(text: str) -> str:
    r"""Return text as a CSS string: all but letters and digits of ASCII by its code point.

    >>> css_string("a</style>")
    '"a\\3c \\2f style\\3e "'
    """
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char.isascii() and (char.isalnum() or char == " "):
        return char
    return f"\\{0xFFFD if 0xD800 <= ord(char) < 0xE000 else ord(char):x} "


def page_margins(title: str, days: str, version: str) -> str:
    """Return the rules for the margins of each printed page; the first has its title in the text."""
    named, dated = css_string(clipped(title, _LONGEST)), css_string(days)
    made = css_string(clipped(f"rashomon {version}", 40))
    return (
        f"@page {{ margin: 18mm 15mm 17mm; @top-left {{ content: {named}; width: 70%; text-align: left; }} "
        f"@top-right {{ content: {dated}; width: 30%; text-align: right; }} @bottom-left {{ content: {made}; }} "
        '@bottom-right { content: counter(page) " of " counter(pages); } }\n'
        "@page :first { @top-left { content: normal; } @top-right { content: normal; } }\n"
    )
