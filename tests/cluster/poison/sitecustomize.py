"""Makes some texts deadly, in each Python process that has this folder on its path: what no parser should do, and does."""

from __future__ import annotations

import ctypes
import importlib.abc
import importlib.machinery
import re
import sys
import time
from collections.abc import Sequence
from types import ModuleType
from typing import Any


def _poisoned(extract: Any) -> Any:
    def extract_document(document: Any) -> Any:
        if "SEGFAULT" in document.text:
            ctypes.string_at(0)
        if "HANG" in document.text:
            re.match(r"(a+)+b", "a" * 64)  # holds the interpreter for longer than anybody lives
        if "RAISE" in document.text:
            raise ValueError("poison")
        if "SLOW" in document.text:
            time.sleep(0.3)
        return extract(document)

    return extract_document


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> Any:  # noqa: ARG002
        if name != "rashomon.pipeline":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is None or spec.loader is None:
            return None
        run = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            run(module)
            module.extract_document = _poisoned(module.extract_document)  # type: ignore[attr-defined]

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


sys.meta_path.insert(0, _Finder())
