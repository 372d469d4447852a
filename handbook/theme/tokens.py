"""The tokens of a theme: everything that style sheets, figures and decks may name."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from handbook.model.element import Element
from handbook.theme.colour import Colour
from handbook.theme.length import Length


class Colours(Element):
    """Colours by role; both outputs use them."""

    paper: Colour
    """The ground."""
    ink: Colour
    """Text, table rules."""
    accent: Colour
    """Numbers, labels, the focus of a chart, tabs, cover."""
    warm: Colour
    """Warnings, errors, loss; never decoration, always with a second sign."""
    positive: Colour
    """What is right, what is gained; always with a second sign."""
    grey: Colour
    """Secondary text."""
    rule: Colour
    """Rules and leaders."""
    hair: Colour
    """Row lines."""
    context: Colour
    """Columns beside the focus, inactive marks; never text."""
    third: Colour
    """The third series of a chart."""
    fourth: Colour
    """The fourth series of a chart."""
    tint: Colour
    """The quiet ground of worked examples and panels."""
    warm_tint: Colour
    """The ground of warnings."""
    standfirst: Colour
    """The claim under a section's head."""
    cover: Colour
    """The cover's ground."""
    on_cover: Colour
    """Text on the cover."""
    cover_quiet: Colour
    """Ornament on the cover."""


class Paper(Element):
    """A paper with its type area. The measure is a whole number of ems."""

    width: Length
    """Width of the trimmed page."""
    height: Length
    """Height of the trimmed page."""
    measure: Annotated[int, Field(ge=20, le=44)]
    """Width of the text in ems of the body size."""
    lines: Annotated[int, Field(ge=20, le=60)]
    """Height of the text in lines of the grid."""
    top: Length
    """From the trim to the first line."""
    inner: Length
    """From the binding to the measure."""
    margin_column: Length
    """Width of the column beside the measure; 0pt where the paper has no room for one."""
    size: Length
    """Body size."""
    leading: Length
    """One line of the grid."""


class BookType(Element):
    """How the text of the book is set."""

    indent: float
    """First-line indent of prose in ems."""
    gap: Length
    """Space between paragraphs."""
    align: Literal["justify", "left"]
    """How lines of prose end."""
    gutter: Length
    """Between the measure and the margin column."""
    body: tuple[str, ...]
    """Families of running text, Latin first."""
    head: tuple[str, ...]
    """Families of heads, labels and tables, Latin first."""
    mono: tuple[str, ...]
    """Families of code."""
    numeral: tuple[str, ...]
    """Families of large numerals."""


class Rules(Element):
    """Widths of lines."""

    thick: Length
    """Top and foot of tables."""
    rule: Length
    """Cards, code."""
    thin: Length
    """Under heads of tables."""
    hair: Length
    """Between rows."""
    shoulder_length: Length
    """Length of the bar that says “card”."""
    shoulder_width: Length
    """Width of the bar that says “card”."""


class Tab(Element):
    """The thumb tab at the outer edge."""

    width: Length
    """Width on the page."""
    slots: Annotated[int, Field(ge=8, le=40)]
    """How many tabs the height of the text holds."""
    ground: Colour
    """The tab's ground."""
    label: Colour
    """The tab's number."""
    frame: Length
    """The tab's outline; 0pt for none."""


class BookTokens(Element):
    """Tokens of the printed book."""

    paper: str
    """The paper used where the command names none."""
    papers: dict[str, Paper]
    """Papers by name."""
    type: BookType
    """How the text is set."""
    rules: Rules
    """Widths of lines."""
    bleed: Length = Length.parse("3mm")
    """How far grounds reach beyond the trim of a press file."""
    tab: Tab
    """The thumb tab."""
    logo: str | None = None
    """A picture in the theme's folder that stands on the cover."""
    qr: Length = Length(0)
    """Side of a code to scan; 0pt for none."""


class DeckFonts(Element):
    """Typefaces that decks name. They are not shipped: the viewer's machine has them."""

    latin: str
    """Typeface of Latin and digits."""
    east_asian: str
    """Typeface of Chinese."""
    mono: str
    """Typeface of code."""
    math: str
    """Typeface of mathematical letters."""
    title_latin: str | None = None
    """Typeface of Latin and digits in titles, where it is another one."""
    title_east_asian: str | None = None
    """Typeface of Chinese in titles, where it is another one."""

    def latin_of(self, title: bool) -> str:
        """The typeface of Latin in titles or elsewhere."""
        return (self.title_latin if title else None) or self.latin

    def east_asian_of(self, title: bool) -> str:
        """The typeface of Chinese in titles or elsewhere."""
        return (self.title_east_asian if title else None) or self.east_asian


class DeckColours(Element):
    """The twelve colours of the deck's theme."""

    dk1: Colour
    lt1: Colour
    dk2: Colour
    lt2: Colour
    accent1: Colour
    accent2: Colour
    accent3: Colour
    accent4: Colour
    accent5: Colour
    accent6: Colour
    hlink: Colour
    folHlink: Colour  # noqa: N815 -- OOXML's own name


Slot: TypeAlias = Literal[
    "tx1", "tx2", "bg1", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"
]  # fmt: skip
"""A colour of a presentation's theme, by OOXML's name."""


class Role(Element):
    """What stands for a colour role in a theme whose own colour cannot serve."""

    slot: Slot
    """The colour it is made from."""
    keep: Annotated[int, Field(ge=0, le=100)] = 100
    """Share of its luminance that is kept, in percent (`a:lumMod`)."""
    add: Annotated[int, Field(ge=0, le=100)] = 0
    """Luminance that is added, in percent (`a:lumOff`)."""


class DeckTokens(Element):
    """Tokens of the decks."""

    width: Length
    """Width of a slide."""
    height: Length
    """Height of a slide."""
    map: Literal["light", "dark"]
    """Whether slides are dark on light or light on dark."""
    colours: DeckColours
    """The theme colours."""
    fonts: DeckFonts
    """The theme fonts."""
    hair: Annotated[int, Field(ge=1, le=100)]
    """The hairline colour: bg2 (tx2 in a dark deck) with this luminance in percent."""
    roles: dict[str, Role] = Field(default_factory=dict)
    """Roles that are not taken from the slot of their name: tx1, tx2, bg1, bg2, accent1 to accent6, hair."""
    template: str | None = None
    """A company's .pptx or .potx in the theme's folder, in which the decks are made."""
    tint_offset: bool
    """Whether tints are lightened (light decks) or only darkened."""
    title_size: Length
    """Size of slide titles."""
    title_bold: bool
    """Whether slide titles are bold."""
    title_height: Length
    """Height of the title box: two lines."""
    body_sizes: Annotated[tuple[Length, ...], Field(min_length=1)]
    """Sizes of body text, largest first; the largest that fits is taken."""
    table_sizes: Annotated[tuple[Length, ...], Field(min_length=1)]
    """Sizes of table text, largest first."""
    code_sizes: Annotated[tuple[Length, ...], Field(min_length=1)]
    """Sizes of code, largest first."""
    node_sizes: Annotated[tuple[Length, ...], Field(min_length=1)]
    """Sizes of names in diagrams, largest first."""
    floor: Length
    """Nothing but source lines and footers is smaller."""
    tight_floor: Length | None = None
    """The floor of labels in diagrams that would find no room otherwise: a company's slides may be narrower."""
    small: Length
    """Source lines and footers."""
    radius: Annotated[float, Field(ge=0, le=12)]
    """Roundness of nodes; 0 is square."""
    cover: Literal["panel", "line"]
    """What stands beside the title of the first slide."""
    divider: Literal["accent1", "none"]
    """The ground of dividers."""
    warn_dash: Literal["sysDash", "solid"]
    """How rules of warnings are drawn."""
    free: Annotated[float, Field(ge=0, lt=0.5)]
    """Share of every box that stays free, since viewers set lines higher than they are measured."""
    max_items: Annotated[int, Field(ge=1)]
    """Items of a list on one slide."""
    max_rows: Annotated[int, Field(ge=2)]
    """Rows of a table on one slide, without its head."""
    max_columns: Annotated[int, Field(ge=2)]
    """Columns of a table on one slide."""


class ThemeTokens(Element):
    """`theme.yaml`, with what it extends already merged in."""

    name: str
    """The theme's name as people read it."""
    extends: str | None = None
    """The theme that this one changes."""
    colours: Colours
    """Colours by role."""
    book: BookTokens
    """Tokens of the printed book."""
    deck: DeckTokens
    """Tokens of the decks."""
