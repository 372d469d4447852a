"""Themes found, merged and checked."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

import handbook
from handbook.model.place import NOWHERE, Place
from handbook.problems import Problems, did_you_mean
from handbook.source.files import read_text
from handbook.source.validate import validate
from handbook.source.yaml_nodes import Node, read_yaml
from handbook.theme.contrast import check_contrast
from handbook.theme.tokens import ThemeTokens
from handbook.typography.advances import Face, load_faces


@dataclass(frozen=True)
class Theme:
    """A theme ready to use."""

    name: str
    """The folder's name."""
    tokens: ThemeTokens
    folders: tuple[Path, ...]
    """Where its files are looked for: its own folder first, then what it extends."""
    fonts: Path
    """The folder of the shipped faces."""
    more_faces: Mapping[tuple[str, int], Face] = field(default_factory=dict)
    """Advance tables of typefaces that a company's template names, by family and weight."""

    @property
    def faces(self) -> Mapping[tuple[str, int], Face]:
        """Every advance table that is known, by family and weight."""
        return ChainMap(dict(self.more_faces), dict(load_faces(self.fonts / "advances.json")))

    def find(self, path: str) -> Path | None:
        """The file `path` of the nearest theme that has it."""
        return next((folder / path for folder in self.folders if (folder / path).is_file()), None)


@cache
def bundled_themes() -> Path:
    """The folder of the themes that come with the program: inside the wheel, or beside the package in a checkout."""
    package = Path(handbook.__file__).resolve().parent
    installed = package / "themes"
    return installed if installed.is_dir() else package.parent / "themes"


def theme_names(root: Path) -> list[str]:
    """Every theme that the project in `root` can use."""
    folders = (root / "themes", bundled_themes())
    return sorted({path.parent.name for folder in folders for path in folder.glob("*/theme.yaml")})


def load_theme(name: str, root: Path, problems: Problems, asked_at: Place = NOWHERE) -> Theme | None:
    """The theme `name`, asked for at `asked_at`.

    A folder of the project's own `themes` comes before a bundled one of the same name. None where the theme is missing
    or broken.
    """
    folders: list[Path] = []
    merged: Node | None = None
    wanted: str | None = name
    seen: set[str] = set()
    while wanted is not None:
        if wanted in seen:
            problems.error(
                asked_at, "theme", f"the theme “{wanted}” extends itself", "take one “extends” away"
            )
            return None
        seen.add(wanted)
        folder = next(
            (
                base / wanted
                for base in (root / "themes", bundled_themes())
                if (base / wanted / "theme.yaml").is_file()
            ),
            None,
        )
        if folder is None:
            names = theme_names(root)
            hint = did_you_mean(wanted, names) or f"the themes are {', '.join(names)}"
            problems.error(asked_at, "theme", f"there is no theme “{wanted}”", hint)
            return None
        node = _read(folder / "theme.yaml", f"themes/{wanted}/theme.yaml", problems)
        if node is None:
            return None
        folders.append(folder)
        extends = node.child("extends")
        wanted = str(extends.value) if extends is not None and isinstance(extends.value, str) else None
        asked_at = extends.at if extends is not None else NOWHERE
        merged = node if merged is None else _merge(merged, node)
    assert merged is not None
    tokens = validate(merged, ThemeTokens, problems)
    if tokens is None:
        return None
    if tokens.book.paper not in tokens.book.papers:
        problems.error(tokens.book.at, "theme", f"there is no paper “{tokens.book.paper}”",
                       f"the papers are {', '.join(tokens.book.papers)}")  # fmt: skip
        return None
    check_contrast(tokens, problems)
    _check_families(tokens, bundled_themes() / "fonts", problems)
    if tokens.book.logo and not any((folder / tokens.book.logo).is_file() for folder in folders):
        what = f"the theme's logo {tokens.book.logo} is not in its folder"
        problems.error(tokens.book.at, "theme", what, "put it beside theme.yaml, or take “logo” away")
        return None
    return Theme(name, tokens, tuple(folders), bundled_themes() / "fonts")


@cache
def family_names(folder: Path) -> frozenset[str]:
    """The families of the faces in a folder."""
    faces = yaml.load((folder / "fonts.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)["faces"]
    return frozenset(str(face["family"]) for face in faces)


def _check_families(tokens: ThemeTokens, fonts: Path, problems: Problems) -> None:
    """A book is set in the faces of `fonts`; what else a machine has is not looked at."""
    shipped = family_names(fonts)
    kind = tokens.book.type
    for family in dict.fromkeys((*kind.body, *kind.head, *kind.mono)):
        if family not in shipped:
            hint = did_you_mean(family, shipped) or f"the families are {', '.join(sorted(shipped))}"
            problems.error(kind.at, "theme", f"there is no family “{family}” among the faces for books", hint)


def _read(path: Path, name: str, problems: Problems) -> Node | None:
    text = read_text(path, name, problems)
    return read_yaml(text, name, problems) if text is not None else None


def _merge(child: Node, parent: Node) -> Node:
    """`parent` with what `child` says instead; mappings are merged key by key, all else is replaced."""
    if child.entries is None or parent.entries is None:
        return child
    made = Node(child.at, entries=dict(parent.entries), keys={**parent.keys, **child.keys})
    assert made.entries is not None
    for key, node in child.entries.items():
        made.entries[key] = _merge(node, parent.entries[key]) if key in parent.entries else node
    return made
