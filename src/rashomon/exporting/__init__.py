"""Exporting: what was found, in the forms of other tools."""
