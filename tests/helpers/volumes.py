"""A small book of several chapters that refer to one another, for what happens between chapters."""

from __future__ import annotations

from pathlib import Path

from helpers.cases import chapter_project

BOOK = """\
id: volume
title: 样书
language: zh-CN
edition: 第一版
version: "0.1"
date: 2026-01-01
rights: 示例
parts:
  - title: 上编
    chapters: [01-first, 02-second]
  - title: 下编
    chapters: [03-third]
appendices: [A-tables]
"""
GLOSSARY = """\
terms:
  - id: token
    term: 词元
    english: token
    definition: 模型读写文字的单位。
  - id: budget
    term: 预算
    english: budget
    definition: 一年里打算花的钱。
"""
CHAPTER = """\
id: {id}
title: {title}
lede: 这一章说明数怎样变，并引到别的章。
minutes: 30
objectives: [会算一个数, 会看一张表]
sections:
  - id: {id}-one
    title: 第一节
    blocks:
      - 先看{{ref}}`{other}-numbers`，再看{{ref}}`{other}-one`。{{term}}`token`是计量的单位。{more}
      - id: {id}-numbers
        kind: table
        title: 数
        columns: [{{title: 项}}, {{title: 值}}]
        rows: [[甲, 1], [乙, 2]]
      - id: {id}-growth
        kind: chart
        type: column
        title: 一年比一年多
        categories: ["2024", "2025", "2026"]
        series: [{{name: 数, values: [1, 2, 4]}}]
        unit: 个
        source: 示例
  - id: {id}-two
    title: 第二节
    blocks:
      - 第二节的正文，讲{{term}}`budget`怎样定，数见{{ref}}`{other}-growth`。
quiz:
  - kind: quiz
    type: choice
    question: 一加一等于几？
    options: [一, 二]
    answer: [2]
    why: 见{{ref}}`{id}-numbers`。
"""
APPENDIX = """\
id: tables
title: 附表
sections:
  - id: tables-all
    title: 各表
    blocks:
      - 各表见{ref}`first-numbers`与{ref}`third-numbers`。
"""
CHAPTERS = (("first", "third"), ("second", "first"), ("third", "second"))
LONG = "这一段很长，用来把后面的页往后推。" * 130


def volume(folder: Path) -> Path:
    """The project, in `folder`."""
    chapter_project("- 正文。", folder)
    content = folder / "content"
    (content / "book.yaml").write_text(BOOK, "utf-8")
    (content / "glossary.yaml").write_text(GLOSSARY, "utf-8")
    (content / "appendices").mkdir()
    (content / "appendices" / "A-tables.yaml").write_text(APPENDIX, "utf-8")
    for name, _ in CHAPTERS:
        write_chapter(folder, name)
    return folder


def write_chapter(folder: Path, name: str, more: str = "") -> None:
    """Write a chapter of the project, with `more` text in its first paragraph."""
    number, (_, other) = next(entry for entry in enumerate(CHAPTERS, start=1) if entry[1][0] == name)
    text = CHAPTER.format(id=name, title=f"{name} 章", other=other, more=more)
    (folder / "content" / "chapters" / f"{number:02d}-{name}.yaml").write_text(text, "utf-8")
