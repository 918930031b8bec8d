"""How good the tool is on annotated articles."""
