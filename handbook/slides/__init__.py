"""Decks: an outline rendered from templates, read strictly, fitted by measuring, written, normalised and linted."""
