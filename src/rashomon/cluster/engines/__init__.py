"""Engines: what hands pieces of work to workers. They know nothing of documents, and keep no promise but to try."""

from rashomon.cluster.engines.engine import Engine, Result

__all__ = ["Engine", "Result"]
