"""One curated source, two outputs: a printed handbook and training decks."""

__version__ = "0.1.0"
