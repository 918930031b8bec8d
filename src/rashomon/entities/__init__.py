"""Who speaks: mentions to entities, within one article and across articles, spellings and languages."""

from rashomon.entities.joining import joined
from rashomon.entities.linking import link
from rashomon.entities.resolution import resolve

__all__ = ["joined", "link", "resolve"]
