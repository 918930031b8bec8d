"""Reading: files, folders, archives and streams into documents."""

from rashomon.reading.reader import read, read_each

__all__ = ["read", "read_each"]
