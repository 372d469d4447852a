"""References as GB/T 7714—2025 prints them, in the order of citation (顺序编码制).

The edition in force since 1 July 2026. Against 2015: family names are no longer in capitals, preprints and data sets
have codes of their own (PP, DS), full stops and square brackets are half width and all other signs full width, and the
day of access stands with web pages, preprints and data sets only. Why this is our own code:
docs/decisions/0003-references.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from handbook.model.book import Name, Reference

CODES = {
    "article-journal": "J",
    "article": "PP",
    "article-newspaper": "N",
    "paper-conference": "C",
    "book": "M",
    "chapter": "M",
    "report": "R",
    "standard": "S",
    "legislation": "Z",
    "legal_case": "Z",
    "webpage": "EB",
    "thesis": "D",
    "patent": "P",
    "dataset": "DS",
    "software": "CP",
}
"""Document type codes by CSL type (GB/T 7714—2025, annex A)."""

_ON_NETWORKS = frozenset({"webpage", "article", "dataset"})
"""Types whose place is a platform with a day of issue and a day of access."""

_MOST_NAMES = 3


@dataclass(frozen=True)
class _Signs:
    """The signs between the parts (section 7): full width in a Chinese book, half width in an English one."""

    comma: str
    colon: str
    open: str
    close: str


_CHINESE = _Signs("，", "：", "（", "）")
_ENGLISH = _Signs(", ", ": ", "(", ")")


def format_reference(reference: Reference, language: str = "zh-CN") -> str:
    """The reference on one line, without its number, for a book in `language`."""
    signs = _CHINESE if language.startswith("zh") else _ENGLISH
    parts = [
        _responsible(reference, signs),
        _title(reference, signs),
        _translators(reference, signs),
        _edition(reference),
        _place(reference, signs),
        reference.url or "",
        f"DOI:{reference.doi}" if reference.doi else "",
    ]
    text = " ".join(_closed(part) for part in parts if part)
    # What holds a part follows its title without a full stop (8.3).
    return text.replace("]. //", "]//")


def _closed(part: str) -> str:
    return part if part.endswith((".", "?", "!", "？", "！")) else f"{part}."


def _responsible(reference: Reference, signs: _Signs) -> str:
    """Authors, or editors where there are none; a standard begins with its number instead (8.9)."""
    if reference.type == "standard":
        return ""
    return _names(reference.author or reference.editor, reference, signs)


def _names(names: tuple[Name, ...], reference: Reference, signs: _Signs) -> str:
    listed = [_name(name) for name in names[:_MOST_NAMES]]
    if len(names) > _MOST_NAMES:
        # The word for "and others" follows the language of the work (7.1.2).
        listed.append("等" if reference.language == "zh-CN" else "et al")
    return signs.comma.join(listed)


def _name(name: Name) -> str:
    """A Chinese name in full without a space; a Western one as family name and initials, hyphens kept (7.1.1)."""
    if name.literal:
        return name.literal
    family, given = name.family or "", name.given or ""
    if any("\u4e00" <= char <= "\u9fff" for char in family + given):
        return family + given
    words = given.replace(".", " ").split()
    initials = ["-".join(piece[0].upper() for piece in word.split("-") if piece) for word in words]
    return " ".join([family, *initials]).strip()


def _title(reference: Reference, signs: _Signs) -> str:
    title = reference.title
    if reference.number and reference.type == "standard":
        title = f"{reference.number} {title}"
    elif reference.number and reference.type in ("report", "legislation", "legal_case", "patent"):
        title = f"{title}{signs.colon}{reference.number}"
    return f"{title}[{_code(reference)}]"


def _code(reference: Reference) -> str:
    """The type code, with the carrier OL for what stands on a network (annex A)."""
    code = CODES[reference.type]
    online = reference.url or reference.doi or reference.type == "webpage"
    return f"{code}/OL" if online else code


def _translators(reference: Reference, signs: _Signs) -> str:
    if not reference.translator:
        return ""
    word = "译" if reference.language == "zh-CN" else "trans"
    return _names(reference.translator, reference, signs) + signs.comma + word


def _edition(reference: Reference) -> str:
    """The edition; the first is not named (7.3)."""
    edition = reference.edition
    if not edition or edition == "1":
        return ""
    if not edition.isdigit():
        return edition
    if reference.language == "zh-CN":
        return f"{edition} 版"
    teen = edition[-2:] in ("11", "12", "13")
    ending = "th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(edition[-1], "th")
    return f"{edition}{ending} ed"


def _place(reference: Reference, signs: _Signs) -> str:
    """Where the work stands: the journal's year and pages, the platform with its days, the publisher with the year."""
    if reference.type in _ON_NETWORKS:
        return _on_platform(reference, signs)
    if reference.type in ("article-journal", "article-newspaper"):
        return _in_serial(reference, signs)
    if reference.type in ("legislation", "legal_case"):
        return reference.issued or ""
    if reference.type in ("paper-conference", "chapter") and reference.container_title:
        return _in_collection(reference, signs)
    return _pages(_imprint(reference, signs), reference, signs)


def _on_platform(reference: Reference, signs: _Signs) -> str:
    platform = "" if reference.type == "webpage" else reference.container_title or reference.publisher or ""
    if reference.type == "article" and not platform and (reference.number or "").startswith("arXiv"):
        platform = "arXiv"
    issued = f"{signs.open}{reference.issued}{signs.close}" if reference.issued else ""
    accessed = f"[{reference.accessed.isoformat()}]" if reference.accessed else ""
    return platform + issued + accessed


def _in_serial(reference: Reference, signs: _Signs) -> str:
    journal = reference.type == "article-journal"
    when = (reference.issued or "")[:4] if journal else reference.issued or ""
    text = signs.comma.join(part for part in (reference.container_title, when, reference.volume) if part)
    if reference.issue:
        text += f"{signs.open}{reference.issue}{signs.close}"
    return _pages(text, reference, signs)


def _in_collection(reference: Reference, signs: _Signs) -> str:
    editors = (
        f"{_names(reference.editor, reference, signs)}. " if reference.author and reference.editor else ""
    )
    imprint = _imprint(reference, signs)
    joint = ". " if reference.publisher or reference.publisher_place else signs.comma
    held = joint.join(part for part in (reference.container_title, imprint) if part)
    return _pages(f"//{editors}{held}", reference, signs)


def _imprint(reference: Reference, signs: _Signs) -> str:
    """Place: publisher, year (7.5); a thesis stands with its university as publisher."""
    house = signs.colon.join(part for part in (reference.publisher_place, reference.publisher) if part)
    return signs.comma.join(part for part in (house, (reference.issued or "")[:4]) if part)


def _pages(text: str, reference: Reference, signs: _Signs) -> str:
    return f"{text}{signs.colon}{reference.page}" if reference.page and text else text
