"""The exit codes of the command line, the same in all commands."""

from __future__ import annotations

SOME_ASIDE, NOTHING_READ, UNADVISED, UNFINISHED, INTERRUPTED = 3, 4, 5, 6, 130

# What the help of commands that read inputs says of them.
EPILOG = """\b
Exit codes:
  0    all inputs were read
  2    the command line is wrong
  3    some inputs were put aside, with their reasons; the rest is done
  4    no input could be read
  5    the adviser failed: the comparison is there, without some or all of its words
  130  interrupted
"""
