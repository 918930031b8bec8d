"""Who speaks: mentions to entities, within one article and across articles, spellings and languages."""

from rashomon.entities.gazetteer import Gazetteer
from rashomon.entities.joining import joined
from rashomon.entities.resolution import resolve
from rashomon.entities.settling import link, settle

__all__ = ["Gazetteer", "joined", "link", "resolve", "settle"]
