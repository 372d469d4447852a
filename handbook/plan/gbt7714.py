"""References as GB/T 7714—2015 prints them (numeric system).

Written here because the CSL route was measured and prints this standard wrong: 等 after English authors, spaces inside
Chinese names, [M] and carriers left out (docs/decisions/0003-references.md).
"""

from __future__ import annotations

import datetime

from handbook.model.book import Name, Reference

CARRIERS = {
    "article-journal": "J",
    "article": "A",
    "article-newspaper": "N",
    "paper-conference": "C",
    "book": "M",
    "chapter": "M",
    "report": "R",
    "standard": "S",
    "legislation": "A",
    "legal_case": "A",
    "webpage": "EB",
    "thesis": "D",
    "patent": "P",
    "dataset": "DS",
    "software": "CP",
}
"""Document type codes (GB/T 7714—2015, table B.1)."""

_MOST_AUTHORS = 3


def format_reference(reference: Reference) -> str:
    """The reference without its number, on one line: who. What[type]. Where it stands. Address."""
    parts = [_authors(reference), _title(reference), _translators(reference), _edition(reference), _container(reference)]
    text = " ".join(_closed(part) for part in parts if part)
    for address in _addresses(reference):
        text += f" {address}."
    return text


def _closed(part: str) -> str:
    return part if part.endswith((".", "?", "!", "？", "！", "。")) else f"{part}."


def _authors(reference: Reference) -> str:
    who = reference.author or reference.editor
    if not who:
        return ""
    listed = ", ".join(_name(name) for name in who[:_MOST_AUTHORS])
    if len(who) > _MOST_AUTHORS:
        # The word for "and others" follows the language of the work (8.1.2).
        listed += ", 等" if reference.language == "zh-CN" else ", et al"
    if not reference.author:
        listed += ", 编" if reference.language == "zh-CN" else ", ed" if len(who) == 1 else ", eds"
    return listed


def _name(name: Name) -> str:
    """A Chinese name without a space, a Western one as family name in capitals and initials (8.1.1)."""
    if name.literal:
        return name.literal
    family, given = name.family or "", name.given or ""
    if _chinese(family + given):
        return family + given
    initials = " ".join(part[0].upper() for part in given.replace("-", " ").replace(".", " ").split())
    return f"{family.upper()} {initials}".strip()


def _chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def _title(reference: Reference) -> str:
    number = ""
    if reference.number and reference.type in ("report", "standard", "legislation", "legal_case", "patent"):
        number = f": {reference.number}"
    elif reference.number and reference.type == "article" and not reference.container_title:
        number = ""
    return f"{reference.title}{number}[{_code(reference)}]"


def _code(reference: Reference) -> str:
    """The type code, with the carrier OL for what stands on a network (6.2, table B.2)."""
    code = CARRIERS[reference.type]
    online = reference.url is not None or reference.doi is not None or reference.type == "webpage"
    return f"{code}/OL" if online else code


def _translators(reference: Reference) -> str:
    if not reference.translator:
        return ""
    listed = ", ".join(_name(name) for name in reference.translator[:_MOST_AUTHORS])
    return f"{listed}, 译" if reference.language == "zh-CN" else f"{listed}, trans"


def _edition(reference: Reference) -> str:
    """The edition of a book; the first is not named (8.3)."""
    if not reference.edition or reference.edition in ("1", "第一版", "第1版"):
        return ""
    edition = reference.edition
    if not edition.isdigit():
        return edition
    if reference.language == "zh-CN":
        return f"{edition} 版"
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(edition[-1], "th") if edition not in ("11", "12", "13") else "th"
    return f"{edition}{ending} ed"


def _container(reference: Reference) -> str:
    match reference.type:
        case "article-journal" | "article-newspaper":
            return _in_journal(reference)
        case "paper-conference" | "chapter":
            host = f"//{reference.container_title}" if reference.container_title else ""
            return _join_pages(f"{host}. {_imprint(reference)}".strip(". "), reference.page)
        case "article":
            return _preprint(reference)
        case "webpage":
            return _on_the_web(reference)
        case _:
            return _join_pages(_imprint(reference), reference.page)


def _in_journal(reference: Reference) -> str:
    where = [reference.container_title or "", _year(reference) if reference.type == "article-journal" else _day(reference)]
    text = ", ".join(part for part in where if part)
    if reference.volume:
        text += f", {reference.volume}"
    if reference.issue:
        text += f"({reference.issue})"
    return _join_pages(text, reference.page)


def _preprint(reference: Reference) -> str:
    host = reference.container_title or ""
    day = f"({_day(reference)})" if reference.issued else ""
    number = reference.number or ""
    where = ": ".join(part for part in (host, number) if part and part != host or part == host)
    where = number if number.lower().startswith(host.lower()) and number else where
    return f"{where} {day}".strip() + _seen(reference)


def _on_the_web(reference: Reference) -> str:
    host = reference.container_title or reference.publisher or ""
    day = f"({_day(reference)})" if reference.issued else ""
    return f"{host} {day}".strip() + _seen(reference)


def _imprint(reference: Reference) -> str:
    """Place: publisher, year (8.4)."""
    place = reference.publisher_place
    house = ": ".join(part for part in (place, reference.publisher) if part)
    year = _year(reference)
    text = ", ".join(part for part in (house, year) if part)
    return text + (_seen(reference) if reference.url else "")


def _join_pages(text: str, page: str | None) -> str:
    return f"{text}: {page}" if page else text


def _year(reference: Reference) -> str:
    return (reference.issued or "")[:4]


def _day(reference: Reference) -> str:
    return reference.issued or ""


def _seen(reference: Reference) -> str:
    """The day of access in square brackets (8.6)."""
    day: datetime.date | None = reference.accessed
    return f"[{day.isoformat()}]" if day else ""


def _addresses(reference: Reference) -> list[str]:
    found = []
    if reference.url:
        found.append(reference.url)
    if reference.doi:
        found.append(f"DOI:{reference.doi}")
    return found
