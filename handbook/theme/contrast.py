"""Whether the colours of a theme can be read."""

from __future__ import annotations

from handbook.problems import Problems
from handbook.theme.colour import Colour
from handbook.theme.tokens import ThemeTokens

TEXT = 4.5
"""Least contrast of text (WCAG 2.2, 1.4.3)."""
LINE = 3.0
"""Least contrast of marks that carry meaning (WCAG 2.2, 1.4.11)."""


def check_contrast(tokens: ThemeTokens, problems: Problems) -> None:
    """Report every pair of text and ground, or mark and ground, that is too faint."""
    colours, deck = tokens.colours, tokens.deck.colours
    light = tokens.deck.map == "light"
    ground, panel = (deck.lt1, deck.lt2) if light else (deck.dk1, deck.dk2)
    text, quiet = (deck.dk1, deck.dk2) if light else (deck.lt1, deck.lt2)
    pairs: list[tuple[str, Colour, str, Colour, float]] = [
        ("ink", colours.ink, "paper", colours.paper, TEXT),
        ("ink", colours.ink, "tint", colours.tint, TEXT),
        ("ink", colours.ink, "warm_tint", colours.warm_tint, TEXT),
        ("accent", colours.accent, "paper", colours.paper, TEXT),
        ("accent", colours.accent, "tint", colours.tint, TEXT),
        ("warm", colours.warm, "paper", colours.paper, TEXT),
        ("warm", colours.warm, "warm_tint", colours.warm_tint, TEXT),
        ("positive", colours.positive, "paper", colours.paper, TEXT),
        ("grey", colours.grey, "paper", colours.paper, TEXT),
        ("grey", colours.grey, "tint", colours.tint, TEXT),
        ("standfirst", colours.standfirst, "paper", colours.paper, TEXT),
        ("on_cover", colours.on_cover, "cover", colours.cover, TEXT),
        ("rule", colours.rule, "paper", colours.paper, LINE),
        ("context", colours.context, "paper", colours.paper, LINE),
        ("tab.label", tokens.book.tab.label, "tab.ground", tokens.book.tab.ground, TEXT),
        ("deck text", text, "deck ground", ground, TEXT),
        ("deck text", text, "deck panel", panel, TEXT),
        ("deck secondary text", quiet, "deck ground", ground, TEXT),
        ("deck secondary text", quiet, "deck panel", panel, TEXT),
        ("deck.hlink", deck.hlink, "deck ground", ground, TEXT),
        ("deck.accent1", deck.accent1, "deck ground", ground, TEXT),
        ("deck.accent2", deck.accent2, "deck ground", ground, TEXT),
        ("deck.accent3", deck.accent3, "deck ground", ground, TEXT),
        ("deck.accent6", deck.accent6, "deck ground", ground, LINE),
    ]
    for name, colour, other, below, least in pairs:
        found = colour.contrast(below)
        if found < least:
            problems.error(
                tokens.colours.at if not name.startswith("deck") else tokens.deck.at,
                "theme",
                f"{name} {colour} on {other} {below} has a contrast of {found:.1f}:1",
                f"at least {least:g}:1 is needed; take a {'darker' if below.luminance > 0.2 else 'lighter'} {name}",
            )
