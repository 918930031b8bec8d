# One-purpose commands; `just` lists them.

default:
    @just --list

# The example event, compared: writes report.html
example:
    uv run rashomon compare examples/night-at-the-dam -o report.html

# Everything CI checks
check: lint types layers test

lint:
    uv run ruff check .
    uv run ruff format --check .

types:
    uv run mypy

layers:
    uv run lint-imports

test *ARGS:
    uv run pytest {{ARGS}}

# Words per second and peak memory of `rashomon extract` on a JSONL file
benchmark FILE:
    uv run python -m benchmarks.extraction {{FILE}}

# Screenshots of the example's report, for the README
screenshot:
    uv run python docs/screenshot.py

# Pictures of each view of the workbench, for the docs
screenshot-workbench:
    PYTHONPATH=. uv run python docs/workbench_screenshots.py

# Server time, page sizes, and a crowd of readers and reviewers, on a made-up case
benchmark-serve DOCUMENTS="5000":
    uv run python -m benchmarks.serve {{DOCUMENTS}}

# What Chromium's traces tell of each view on a made-up case
benchmark-browser DOCUMENTS="5000":
    uv run python -m benchmarks.browser {{DOCUMENTS}}
