"""The files of a project, read and checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeAlias, TypeVar

from pydantic import BaseModel

from handbook.model.book import Book, Errata, Facts, Glossary, References, Sources
from handbook.model.chapter import Appendix, Chapter, FrontPart
from handbook.model.handbook import Handbook, LetteredAppendix, NumberedChapter
from handbook.model.place import NOWHERE, Place
from handbook.model.questions import Questions
from handbook.problems import Problems, did_you_mean
from handbook.source.files import inside, read_text
from handbook.source.inline import InlineParser
from handbook.source.validate import validate
from handbook.source.yaml_nodes import Node, read_yaml

Model = TypeVar("Model", bound=BaseModel)

SIDE_FILES: dict[str, type[BaseModel]] = {
    "glossary": Glossary,
    "facts": Facts,
    "references": References,
    "sources": Sources,
    "errata": Errata,
    "questions": Questions,
}
"""The files beside the chapters, by name; each may be absent."""

FOLDERS = ("front", "chapters", "appendices")
"""The folders of files that `book.yaml` lists, in the order of the book."""

_FRONT_FILE = re.compile(r"()([a-z].*)")
_CHAPTER_FILE = re.compile(r"(\d{2,3})-(.+)")
_APPENDIX_FILE = re.compile(r"([A-Z])-(.+)")
_SHAPES = {
    "front": (_FRONT_FILE, "preface", "is no id"),
    "chapters": (_CHAPTER_FILE, "05-compute-cost", "does not say a number and an id"),
    "appendices": (_APPENDIX_FILE, "A-tools", "does not say a letter and an id"),
}
"""Of each folder: how its files are called, such a name, and what is wrong with another."""


Nodes: TypeAlias = dict[str, Node | None]
"""Root nodes of YAML files by path below the project folder; None for a file that could not be read."""


def read_project(root: Path, problems: Problems) -> Nodes:
    """Step 1, read: all YAML files of the project in `root`."""
    nodes: Nodes = {}
    content = root / "content"
    if not (content / "book.yaml").is_file():
        problems.error(
            Place("content/book.yaml"), "missing-file", "there is no content/book.yaml here",
            "go to the project folder, or name it with -C DIR; `handbook new DIR` makes a project",
        )  # fmt: skip
        return nodes
    for path in sorted(_yaml_files(content)):
        name = path.relative_to(root).as_posix()
        if not inside(path, content):
            problems.error(Place(name), "path-outside", "this file is a link that leads out of the project")
            continue
        text = read_text(path, name, problems)
        nodes[name] = read_yaml(text, name, problems) if text is not None else None
    return nodes


def _yaml_files(content: Path) -> list[Path]:
    known = [content / "book.yaml", *(content / f"{name}.yaml" for name in SIDE_FILES)]
    folders = [path for folder in FOLDERS for path in (content / folder).glob("*.yaml")]
    return [path for path in known if path.exists()] + folders


def check_project(root: Path, nodes: Nodes, problems: Problems) -> Handbook | None:
    """The first half of step 2, check: nodes as models. None where the book itself cannot be made out."""
    parser = InlineParser(problems)

    def model(name: str, cls: type[Model]) -> Model | None:
        node = nodes.get(name)
        if node is None:
            return None
        if node.entries is None:
            problems.error(
                node.at,
                "wrong-type",
                "this file must hold a mapping",
                "begin with its first key, such as id:",
            )
            return None
        return validate(node, cls, problems, parser)

    book = model("content/book.yaml", Book)
    glossary = model("content/glossary.yaml", Glossary)
    facts = model("content/facts.yaml", Facts)
    references = model("content/references.yaml", References)
    sources = model("content/sources.yaml", Sources)
    errata = model("content/errata.yaml", Errata)
    questions = model("content/questions.yaml", Questions)
    chapters = {stem: model(name, Chapter) for stem, name in _folder(nodes, "chapters")}
    appendices = {stem: model(name, Appendix) for stem, name in _folder(nodes, "appendices")}
    fronts = {stem: model(name, FrontPart) for stem, name in _folder(nodes, "front")}
    if book is None:
        return None
    _check_listed(nodes, "front", list(book.front), list(fronts), problems)
    wanted = [name for part in book.parts for name in part.chapters]
    _check_listed(nodes, "chapters", wanted, list(chapters), problems)
    _check_listed(nodes, "appendices", list(book.appendices), list(appendices), problems)
    front = []
    for name in dict.fromkeys(book.front):
        part = fronts.get(name)
        if part is not None:
            _check_file_id(nodes, f"content/front/{name}.yaml", name, part.id, problems)
            _check_unnumbered(part, problems)
            front.append(part)
    numbered = []
    for name in dict.fromkeys(wanted):
        chapter, match = chapters.get(name), _CHAPTER_FILE.fullmatch(name)
        if chapter is not None and match is not None:
            _check_file_id(nodes, f"content/chapters/{name}.yaml", match[2], chapter.id, problems)
            numbered.append(NumberedChapter(int(match[1]), name, chapter))
    lettered = []
    for name in dict.fromkeys(book.appendices):
        appendix, match = appendices.get(name), _APPENDIX_FILE.fullmatch(name)
        if appendix is not None and match is not None:
            _check_file_id(nodes, f"content/appendices/{name}.yaml", match[2], appendix.id, problems)
            lettered.append(LetteredAppendix(match[1], name, appendix))
    return Handbook(
        root=root,
        book=book,
        chapters=tuple(numbered),
        front=tuple(front),
        appendices=tuple(lettered),
        glossary=glossary.terms if glossary else (),
        facts=facts.facts if facts else (),
        references=references.references if references else (),
        sources=sources,
        errata=errata.errata if errata else (),
        questions=questions.questions if questions else (),
    )


def _folder(nodes: Nodes, folder: str) -> list[tuple[str, str]]:
    prefix = f"content/{folder}/"
    return [
        (name.removeprefix(prefix).removesuffix(".yaml"), name) for name in nodes if name.startswith(prefix)
    ]


def _check_listed(nodes: Nodes, folder: str, wanted: list[str], there: list[str], problems: Problems) -> None:
    """The list in `book.yaml` against the files of a folder."""
    pattern, shape, fault = _SHAPES[folder]
    places = _listed_places(nodes.get("content/book.yaml"), folder)
    seen: set[str] = set()
    for name in wanted:
        at = places.get(name, NOWHERE)
        if name in seen:
            problems.error(at, "duplicate-id", f"“{name}” is listed twice", "delete one of the two")
        elif not pattern.fullmatch(name):
            problems.error(at, "bad-id", f"“{name}” {fault}", f"name the file as in {shape}")
        elif name not in there and f"content/{folder}/{name}.yaml" not in nodes:
            hint = did_you_mean(name, there) or f"write it, or take it off the list of {folder}"
            problems.error(at, "missing-file", f"there is no content/{folder}/{name}.yaml", hint)
        seen.add(name)
    for name in there:
        if name not in wanted:
            problems.warn(
                Place(f"content/{folder}/{name}.yaml"), "inconsistent", "this file is not part of the book",
                f"list “{name}” in content/book.yaml, or delete the file",
            )  # fmt: skip


def _listed_places(book: Node | None, folder: str) -> dict[str, Place]:
    places: dict[str, Place] = {}
    lists = []
    if book is not None and folder != "chapters":
        lists = [book.child(folder)]
    elif book is not None and (parts := book.child("parts")) is not None:
        lists = [part.child("chapters") for part in parts.items or []]
    for listed in lists:
        for item in (listed.items if listed else None) or []:
            if isinstance(item.value, str):
                places[str(item.value)] = item.at
    return places


def _check_file_id(nodes: Nodes, name: str, stem: str, written: str, problems: Problems) -> None:
    if stem != written:
        node = root.child("id") if (root := nodes[name]) else None
        problems.error(
            node.at if node else Place(name), "inconsistent", f"the id is “{written}”, but the file is called “{stem}”",
            "give both the same name",
        )  # fmt: skip


def _check_unnumbered(part: FrontPart, problems: Problems) -> None:
    """The front matter holds nothing that carries a number, for it has none to give."""
    for section in part.sections:
        for block in section.blocks:
            if block.family:
                problems.error(
                    block.at,
                    "inconsistent",
                    f"a block of kind “{block.kind}” carries a number, and the front matter has none to give",
                    "move it to a chapter or an appendix, or write it as text, points or steps",
                )
