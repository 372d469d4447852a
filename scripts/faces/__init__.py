"""The faces that the handbook ships, and how they are made; `scripts/make_fonts.py` runs it."""
