"""TeX to a tree. Only what `handbook.formulas.signs` lists is read; all else is refused with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from string import ascii_letters, ascii_uppercase, digits

from handbook.formulas import signs
from handbook.formulas.tokens import END, HANZI, MEANT, STRAY, TexError, Token, Tokens
from handbook.formulas.tree import (
    Accent,
    Alphabet,
    Atom,
    Fenced,
    Fraction,
    Grid,
    Node,
    Root,
    Row,
    Rule,
    Scripts,
    Space,
    role_of,
    walk,
)
from handbook.problems import did_you_mean

_DEEPEST = 12
"""Levels of braces and commands; beyond them nobody could read the formula."""
_LONGEST = 1000
_DOUBLE = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
_ALIGNED = frozenset({"align", "align*", "aligned", "split", "gather", "gathered", "eqnarray", "array"})


@lru_cache(maxsize=1024)
def read_tex(tex: str) -> Row:
    """The tree of `tex`. Raises `TexError` for what is not well formed or not on the list."""
    text = str(tex)
    if len(text) > _LONGEST:
        raise TexError(f"the formula is longer than {_LONGEST} characters", "divide it", 0, text[:1])
    made = _Reader(text).whole()
    if not any(isinstance(node, Atom) for node in walk(made)):
        raise TexError("there is no formula here", "write one, or take the field away", 0, text[:1])
    return made


class _Reader:
    def __init__(self, tex: str) -> None:
        self._tokens = Tokens(tex)
        self._depth = 0

    def whole(self) -> Row:
        made = self._row(())
        if self._tokens.peek() is not END:
            token = self._tokens.peek()
            raise self._tokens.error(
                token, *STRAY.get(token.text, (f"“{token.text}” does not belong here", ""))
            )
        return made

    def _row(self, ends: Iterable[str], alphabet: Alphabet = "") -> Row:
        """Things up to one of `ends`, which is not taken, or to what cannot go on a row."""
        items: list[Node] = []
        while True:
            token = self._tokens.skip()
            if token is END or token.text in ends or token.text in STRAY:
                break
            if token.text in ("^", "_", "'"):
                items.append(self._scripts(items.pop() if items else None))
            else:
                items.append(self._thing(alphabet))
        return Row(_signed(items))

    def _scripts(self, base: Node | None) -> Scripts:
        token = self._tokens.peek()
        if base is None or isinstance(base, Space):
            raise self._tokens.error(
                token, f"“{token.text}” has nothing to stand on", "write what it belongs to before it"
            )
        sub: Row | None = None
        sup: Row | None = None
        while self._tokens.skip().text in ("^", "_", "'") and self._tokens.peek() is not END:
            token = self._tokens.take()
            if token.text == "'":
                primes = "′"
                while self._tokens.peek().text == "'":
                    primes += "′"
                    self._tokens.take()
                sup = self._once(sup, Row((Atom(primes, "ordinary"),)), token)
            elif token.text == "^":
                sup = self._once(sup, self._argument(token), token)
            else:
                sub = self._once(sub, self._argument(token), token)
        return Scripts(base, sub, sup)

    def _once(self, old: Row | None, new: Row, token: Token) -> Row:
        if old is None:
            return new
        if (
            token.text == "^"
            and old.items
            and all(getattr(item, "text", "")[:1] == "′" for item in old.items)
        ):
            return Row((*old.items, *new.items))
        kind = "subscripts" if token.text == "_" else "superscripts"
        raise self._tokens.error(
            token, f"two {kind} hang on one base", "put braces around what belongs together"
        )

    def _argument(self, owner: Token, alphabet: Alphabet = "") -> Row:
        """What stands in braces, or one thing."""
        token = self._tokens.skip()
        if token is END or (token.text in STRAY and token.text != "}") or token.text in ("}", "^", "_", "'"):
            raise self._tokens.error(
                owner, f"“{owner.text}” lacks what belongs to it", f"write {owner.text}{{…}}"
            )
        if token.text == "{":
            return self._braces(alphabet)
        if token.text[0] in digits and len(token.text) > 1:
            # TeX takes one figure here, not the whole number.
            self._tokens.put(Token(token.text[1:], token.at + 1))
            return Row((Atom(token.text[0], "number"),))
        return Row((self._thing(alphabet),))

    def _braces(self, alphabet: Alphabet = "") -> Row:
        opening = self._tokens.take()
        made = self._row(("}",), alphabet)
        if self._tokens.peek().text != "}":
            if self._tokens.peek() is not END:
                raise self._tokens.error(self._tokens.peek(), *STRAY[self._tokens.peek().text])
            raise self._tokens.error(opening, "the brace “{” is never closed", "write “}” where it ends")
        self._tokens.take()
        return self._filled(made, opening, "these braces")

    def _filled(self, made: Row, opening: Token, what: str) -> Row:
        """`made`, unless nothing is in it that can be seen."""
        if not any(isinstance(node, Atom) for node in walk(made)):
            raise self._tokens.error(
                opening, f"nothing stands in {what}", "write something there, or take them away"
            )
        return made

    def _thing(self, alphabet: Alphabet) -> Node:
        """One thing, with what its command takes."""
        if self._depth == _DEEPEST:
            what = f"things stand more than {_DEEPEST} deep in one another"
            raise self._tokens.error(self._tokens.peek(), what, "make the formula simpler")
        self._depth += 1
        made = self._one(alphabet)
        self._depth -= 1
        return made

    def _one(self, alphabet: Alphabet) -> Node:
        token = self._tokens.peek()
        text = token.text
        if text == "{":
            made = self._braces(alphabet)
            if (
                len(made.items) == 1
                and isinstance(made.items[0], Atom)
                and made.items[0].role == "punctuation"
            ):
                # 1{,}000: a mark in braces takes no space.
                return Atom(made.items[0].text, "ordinary")
            return made
        self._tokens.take()
        if text.startswith("\\"):
            return self._command(token, text[1:], alphabet)
        if text[0] in digits:
            return Atom(text, "number", alphabet)
        if text in ascii_letters:
            return _letter(text, alphabet)
        if text in signs.TYPED:
            sign, role = signs.TYPED[text]
            return Atom(sign, role)
        if text == "~":
            return Space(signs.SPACES[" "])
        if text in MEANT:
            raise self._tokens.error(token, *MEANT[text])
        if re.match(HANZI, text):
            raise self._tokens.error(token, f"“{text}” stands bare in a formula", "put words into \\text{…}")
        raise self._tokens.error(
            token, f"“{text}” cannot stand in a formula", "docs/formulas.md lists what can"
        )

    def _command(self, token: Token, name: str, alphabet: Alphabet) -> Node:
        if name in signs.LETTERS:
            return Atom(signs.LETTERS[name], "letter", "bold" if alphabet == "bold" else "")
        for role, listed in signs.SIGNS.items():
            if name in listed:
                return Atom(listed[name], role)
        if name in signs.LARGE or name in signs.INTEGRALS:
            return Atom(signs.LARGE.get(name) or signs.INTEGRALS[name], "large", limits=name in signs.LARGE)
        if name in signs.FUNCTIONS or name in signs.LIMITS:
            shown = {"argmax": "arg max", "argmin": "arg min"}.get(name, name)
            return Atom(shown, "function", limits=name in signs.LIMITS)
        if name in signs.SPACES:
            return Space(signs.SPACES[name])
        if name in signs.ACCENTS:
            return Accent(signs.ACCENTS[name], self._argument(token, alphabet))
        if name in signs.RULES:
            return Rule("over" if name == "overline" else "under", self._argument(token, alphabet))
        if name in signs.WORDS:
            return Atom(self._words(token), "words")
        if name in signs.NAMES:
            return Atom(self._words(token).strip(), "function")
        if name in signs.ALPHABETS:
            return self._lettered(token, signs.ALPHABETS[name])
        if name in signs.FRACTIONS:
            over, under = self._argument(token, alphabet), self._argument(token, alphabet)
            if name == "binom":
                return Fenced("(", Row((Fraction(over, under, rule=False),)), ")")
            return Fraction(over, under)
        if name == "sqrt":
            return self._root(token, alphabet)
        if name == "left":
            return self._fenced(token, alphabet)
        if name == "begin":
            return self._grid(token, alphabet)
        if name == "|":
            return Atom("‖", "ordinary")
        hint = did_you_mean(name, signs.COMMANDS) if len(name) > 1 else ""
        hint = hint.replace("“", "“\\") or "docs/formulas.md lists the commands"
        raise self._tokens.error(token, f"formulas do not know the command “\\{name}”", hint)

    def _words(self, owner: Token) -> str:
        """The characters in the braces of \\text, as they stand."""
        if self._tokens.skip().text != "{":
            raise self._tokens.error(owner, f"“{owner.text}” lacks its words", f"write {owner.text}{{…}}")
        opening = self._tokens.take()
        words = ""
        while self._tokens.peek() is not END and self._tokens.peek().text not in ("{", "}"):
            token = self._tokens.take()
            if token.text.startswith("\\"):
                name = token.text[1:]
                if name not in "%$#&_{} ":
                    raise self._tokens.error(
                        token, f"“{token.text}” cannot stand among words", "close the braces before it"
                    )
                words += name
            elif token.text == "$":
                raise self._tokens.error(token, "“$” cannot stand among words", "write “\\$” for the sign")
            else:
                words += " " if token.text.isspace() else token.text
        if self._tokens.peek().text != "}":
            raise self._tokens.error(opening, "the brace “{” is never closed", "write “}” where it ends")
        self._tokens.take()
        if not words.strip():
            raise self._tokens.error(owner, f"“{owner.text}” lacks its words", f"write {owner.text}{{…}}")
        return words

    def _lettered(self, token: Token, alphabet: Alphabet) -> Node:
        made = self._argument(token, alphabet)
        for item in made.items:
            if isinstance(item, Atom) and item.role == "letter" and alphabet in ("double", "script"):
                known = _DOUBLE.values() if alphabet == "double" else ascii_uppercase
                if item.text not in known:
                    which = "C H N P Q R Z" if alphabet == "double" else "the capitals A to Z"
                    raise self._tokens.error(token, f"“{token.text}” has no “{item.text}”", f"it has {which}")
        if alphabet == "upright" and all(isinstance(i, Atom) and i.role == "letter" for i in made.items):
            # A name of several letters is one thing.
            return Atom("".join(str(getattr(item, "text", "")) for item in made.items), "letter", "upright")
        return made.items[0] if len(made.items) == 1 else made

    def _root(self, token: Token, alphabet: Alphabet) -> Root:
        degree: Row | None = None
        if self._tokens.skip().text == "[":
            opening = self._tokens.take()
            degree = self._row(("]",), alphabet)
            if self._tokens.peek().text != "]":
                raise self._tokens.error(
                    opening, "the bracket “[” of a root's degree is never closed", "write “]”"
                )
            self._tokens.take()
        return Root(self._argument(token, alphabet), degree if degree and degree.items else None)

    def _delimiter(self, owner: Token) -> str:
        token = self._tokens.skip()
        if token is END or token.text not in signs.DELIMITERS:
            raise self._tokens.error(
                owner, f"no bracket stands after “{owner.text}”", f"write {owner.text}( or {owner.text}."
            )
        self._tokens.take()
        return signs.DELIMITERS[token.text]

    def _fenced(self, token: Token, alphabet: Alphabet) -> Fenced:
        opening = self._delimiter(token)
        body = self._row(("\\right",), alphabet)
        closer = self._tokens.peek()
        if closer.text != "\\right":
            raise self._tokens.error(
                token, "“\\left” has no “\\right”", "write \\right) or, for no bracket, \\right."
            )
        self._tokens.take()
        return Fenced(opening, self._filled(body, token, "these brackets"), self._delimiter(closer))

    def _grid(self, token: Token, alphabet: Alphabet) -> Node:
        name = self._words(token).strip()
        if name not in signs.GRIDS:
            hint = did_you_mean(name, signs.GRIDS) or f"it may be one of {', '.join(signs.GRIDS)}"
            if name in _ALIGNED:
                hint = "write a formula block for each line"
            raise self._tokens.error(token, f"formulas do not know the environment “{name}”", hint)
        rows: list[list[Row]] = [[]]
        while True:
            rows[-1].append(self._row(("&", "\\\\", "\\end"), alphabet))
            separator = self._tokens.take()
            if separator.text == "\\\\":
                rows.append([])
            elif separator.text == "\\end":
                break
            elif separator.text != "&":
                raise self._tokens.error(
                    token, f"the environment “{name}” is never ended", f"write \\end{{{name}}}"
                )
        found = self._words(separator).strip()
        if found != name:
            raise self._tokens.error(separator, f"“{name}” is ended as “{found}”", f"write \\end{{{name}}}")
        if len(rows) > 1 and not any(cell.items for cell in rows[-1]):
            rows.pop()
        columns = max(len(row) for row in rows)
        full = tuple(tuple(row + [Row(())] * (columns - len(row))) for row in rows)
        self._filled(Row(tuple(cell for row in full for cell in row)), token, f"the environment “{name}”")
        grid = Grid(full, "left" if name == "cases" else "center")
        opening, closing = signs.GRIDS[name]
        return Fenced(opening, Row((grid,)), closing) if opening or closing else grid


def _letter(text: str, alphabet: Alphabet) -> Atom:
    if alphabet == "double":
        return Atom(_DOUBLE.get(text, text), "letter", "upright" if text in _DOUBLE else "double")
    return Atom(text, "letter", alphabet)


def _signed(items: list[Node]) -> tuple[Node, ...]:
    """The items with plus and minus as signs where nothing stands before them, and 1{,}000 as one number."""
    made: list[Node] = []
    before: str = "open"
    for node in items:
        role = role_of(node)
        if isinstance(node, Atom) and role == "binary" and before in _NOTHING:
            node = Atom(node.text, "ordinary")
        if isinstance(node, Atom) and role == "number" and len(made) > 1:
            mark, first = made[-1], made[-2]
            if isinstance(first, Atom) and first.role == "number" and mark == _GROUPING:
                made[-2:] = []
                node = Atom(f"{first.text},{node.text}", "number", node.alphabet)
        made.append(node)
        before = before if isinstance(node, Space) else role_of(node)
    return tuple(made)


_NOTHING = frozenset({"open", "relation", "binary", "punctuation", "large", "function"})
"""What a sign may follow that belongs to the number behind it."""
_GROUPING = Atom(",", "ordinary")
