"""Reading: files, folders, archives and streams into documents."""

from rashomon.reading.reader import read

__all__ = ["read"]
