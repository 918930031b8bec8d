"""The report as one HTML file: everything inside, nothing fetched, no script but its own."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version as installed
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from rashomon.records import SCHEMA, Comparison
from rashomon.report.anchors import anchor
from rashomon.report.article import article
from rashomon.report.corrections import corrections
from rashomon.report.facts import facts, missing, shown_input
from rashomon.report.fragment import wikidata_address
from rashomon.report.hypotheses import competing
from rashomon.report.index import Index
from rashomon.report.matrix import matrices
from rashomon.report.method import Model, installed_models, scale
from rashomon.report.phrases import plain
from rashomon.report.printing import page_margins
from rashomon.report.proposals import advised
from rashomon.report.revisions import revised
from rashomon.report.sources import sources
from rashomon.report.speakers import silent, speakers
from rashomon.report.suggestions import suggested
from rashomon.report.summary import summary
from rashomon.report.timeline import timelines
from rashomon.report.versus import groups, likenesses

_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_NOT_IN_SCRIPT = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
# What HTML or UTF-8 cannot hold: a parser drops NUL, a lone surrogate has no bytes.
_NOT_IN_HTML = re.compile("[\x00\ud800-\udfff]")


def render(comparison: Comparison, *, version: str, models: Sequence[Model] = ()) -> str:
    """Return the report on a comparison as the text of one self-contained HTML file.

    Nothing in it runs or is fetched but its own script and style, which its Content-Security-Policy
    names by hash; the comparison is embedded as JSON. The same comparison gives the same text. `models`
    are named in the note on method.

    >>> render(Comparison(), version="0").startswith("<!doctype html>")
    True
    """
    index = Index(comparison)
    told = contents(index, version, models)
    script = static("report.js")
    style = styles(comparison) + told["margins"]
    html = environment().get_template("page.html").render(
        **told, articles=[article(index, document) for document in comparison.documents], kept="in this file", policy=policy(_hash(style), _hash(script)),
        style=Markup(style), script=Markup(script), # noqa: S704 (our own files, and a title in escapes)
        data=embedded(comparison), schema=SCHEMA,
    )  # fmt: skip
    return cleaned(html)


def contents(index: Index, version: str, models: Sequence[Model]) -> dict[str, Any]:
    """Return all that the report says but for the articles, by the names that its templates know it by."""
    comparison = index.comparison
    heard, changed, told = speakers(index), timelines(index), facts(index)
    return {
        "facts": told, "missing": missing(index), "matrices": matrices(index), "groups": groups(index),
        "likenesses": likenesses(index), "timelines": changed, "speakers": heard, "silent": silent(index, heard),
        "revisions": revised(index), "suggested": suggested(index), "advised": advised(index), "corrected": corrections(comparison),
        "summary": summary(index, changed), "competing": competing(index), "sources": sources(index),
        "version": version, "models": models, "scale": scale(), "margins": page_margins(told.title, told.days, version),
    }  # fmt: skip


def write_report(comparison: Comparison, path: str | os.PathLike[str], *, version: str | None = None) -> None:
    """Write the report to a file: whole or not at all. `version` is by default the installed one.

    Raises OSError where the folder is not there or cannot be written to.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise FileNotFoundError(f"no folder {target.parent} to write the report to: make it, or name another")
    html = render(comparison, version=version or installed("rashomon"), models=installed_models())
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=target.parent, delete=False
    ) as file:
        try:
            file.write(html)
            file.close()
            Path(file.name).chmod(0o644)
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def embedded(comparison: Comparison) -> Markup:
    """Return the comparison as JSON that no HTML parser can take for anything else.

    Of the files that were read it names no folder: a report is sent on, its maker's disk is not.

    >>> from rashomon.records import Rejected
    >>> "<" in embedded(Comparison(rejected=(Rejected("</script>", ""),)))
    False
    """
    data = comparison.to_dict()
    for row in (*data["documents"], *data["rejected"]):
        row["uri"] = shown_input(row["uri"])
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = _NOT_IN_SCRIPT.sub(lambda match: _IN_SCRIPT.get(match[0]) or f"\\u{ord(match[0]):04x}", text)
    return Markup(safe)  # noqa: S704 (each character that HTML reads is escaped above)


def cleaned(html: str) -> str:
    """Return HTML with what neither HTML nor UTF-8 can hold shown as replaced."""
    return _NOT_IN_HTML.sub("\ufffd", html)


def exact(text: str) -> Markup:
    """Return text escaped so that a browser shows the very characters, a lone carriage return too."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))  # noqa: S704 (escaped here)


@cache
def environment() -> Environment:
    """Return the templates, with autoescaping and the filters that they use."""
    found = Environment(
        loader=PackageLoader("rashomon.report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    found.filters.update(exact=exact, plain=plain, anchor=anchor, wikidata=wikidata_address)
    return found


def styles(comparison: Comparison) -> str:
    """Return the style sheet; who asks no adviser has a report without a trace of one."""
    return static("report.css") + (static("advice.css") if comparison.advice else "")


@cache
def static(name: str) -> str:
    """Return the text of one of our own files."""
    return files("rashomon.report").joinpath("static", name).read_text("utf-8")


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy: this style, this script, nothing else."""
    return (
        f"default-src 'none'; style-src {style}; script-src {script}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
