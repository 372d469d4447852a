"""The order of entries in glossary and index: Chinese by pinyin, Latin by letter, one among the other.

Chinese is ordered character by character, each by syllable, then tone, then the character itself, so that words that
begin alike stand together; a word in Latin letters stands where its letters would. Figures and signs come first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_HANZI = re.compile("[\u3400-\u9fff]")
_TOKEN = re.compile("[\u3400-\u9fff]+|[^\u3400-\u9fff]+")
_SYLLABLE = re.compile(r"([a-zü]+)([1-5]?)")
_LETTER = re.compile("[A-Z]")
_QUIET = re.compile(r"[\s\-·“”‘’《》（）()/]+")
_READ: dict[str, tuple[str, ...]] = {}

Key = tuple[tuple[str, str, str], ...]


def sort_key(text: str, reading: str | None = None) -> Key:
    """What `text` is ordered by; `reading` is its pinyin with tone numbers, where the usual one is wrong."""
    syllables = (reading or "").split()
    key: list[tuple[str, str, str]] = []
    for token in _TOKEN.findall(text):
        if not _HANZI.match(token):
            key += [(word, "", word) for word in _QUIET.split(token.casefold()) if word]
            continue
        read = syllables[: len(token)] if len(syllables) >= len(token) else list(_pinyin(token))
        syllables = syllables[len(token) :]
        for char, syllable in zip(token, read, strict=True):
            found = _SYLLABLE.fullmatch(syllable)
            key.append((found[1], found[2], char) if found else (char, "", char))
    return tuple(key)


def initial(key: Key) -> str:
    """The letter that an entry stands under; # for figures and signs."""
    letter = key[0][0][:1].upper() if key else ""
    return letter if _LETTER.match(letter) else "#"


def ordered(key: Key) -> tuple[bool, Key]:
    """`key` with figures and signs before the letters."""
    return initial(key) != "#", key


def learn(readings: Mapping[str, tuple[str, ...]]) -> None:
    """Take over how words were read before, so that no dictionary has to be loaded for them."""
    for text, syllables in readings.items():
        _READ.setdefault(text, syllables)


def learnt() -> Mapping[str, tuple[str, ...]]:
    """How words were read so far, here and before."""
    return _READ


def _pinyin(text: str) -> tuple[str, ...]:
    """The syllables of Chinese characters with their tones, words with several readings as the phrase has them."""
    if text not in _READ:
        from pypinyin import Style, lazy_pinyin

        read = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=True)
        _READ[text] = tuple(read)
    return _READ[text]
