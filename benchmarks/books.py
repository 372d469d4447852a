"""Books of a wanted length for measuring: chapters of about eight pages, with everything that pages hold.

The text is drawn from a small stock of clauses by a generator that always draws the same. A book can be written as a
project of ours, and as Markdown for other programs: the same words, tables, lists and listings.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import yaml

PAGES_PER_CHAPTER = 8
_SUBJECTS = (
    "团队", "模型", "训练任务", "一张显卡", "客户", "数据", "评测", "推理服务", "合同", "预算",
    "采购", "上线", "接口", "缓存", "词元", "日志", "负责人", "供应商", "这个季度", "下一版",
)  # fmt: skip
_VERBS = (
    "先算清每月的成本", "把风险写进合同", "用同一套题目反复评测", "在小样本上试过再放大", "按 GPU 卡时计价",
    "留出一周处理意外", "只改一处再看结果", "把 prompt 与答案都存下来", "把 API 的用量记到每个客户头上",
    "在 Kubernetes 里限住资源", "每两周核对一次账", "写明谁在什么时候做决定", "用 latency 的第 95 百分位说话",
)  # fmt: skip
_LINKS = ("，再", "，并且", "，否则就", "；同时", "，然后", "，因为这样才能")
_ENDINGS = ("。", "。", "。", "；这一点常被忘记。", "，结论要写下来。")
_TITLES = ("怎样算", "谁来定", "看什么", "改哪里", "何时停", "怎样验", "留什么", "问谁")
_CODE = """def cost(tokens: int, price: float = 2.5) -> float:
    # 每百万词元的价钱
    return tokens / 1_000_000 * price

for month in range(1, 4):
    print(month, round(cost(month * 40_000_000), 2))
"""


@dataclass(frozen=True)
class Section:
    """A section of a generated chapter."""

    title: str
    paragraphs: tuple[str, ...]
    points: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, int, int, str], ...]
    chart: tuple[int, ...]
    other: tuple[int, int]
    """The chapter and the section that its text refers to."""
    note: str


@dataclass(frozen=True)
class Book:
    """A generated book: the sections of its chapters."""

    chapters: tuple[tuple[Section, ...], ...]


def generate(pages: int) -> Book:
    """A book of about so many pages in our theme."""
    count = max(2, round((pages - 12) / PAGES_PER_CHAPTER))
    return Book(tuple(_chapter(number, count) for number in range(1, count + 1)))


def _chapter(number: int, count: int) -> tuple[Section, ...]:
    chance = random.Random(number)
    return tuple(_section(chance, number, index, count) for index in range(1, 5))


def _section(chance: random.Random, number: int, index: int, count: int) -> Section:
    other = chance.randrange(1, count + 1)
    return Section(
        title=f"{chance.choice(_SUBJECTS)}{chance.choice(_TITLES)}",
        paragraphs=tuple(_paragraph(chance) for _ in range(6)),
        points=tuple((chance.choice(_SUBJECTS), _sentence(chance)) for _ in range(3)),
        rows=tuple(
            (chance.choice(_SUBJECTS), chance.randrange(10, 900), chance.randrange(10, 900), chance.choice(_VERBS))
            for _ in range(5)
        ),
        chart=tuple(chance.randrange(5, 60) for _ in range(5)) if index % 2 else (),
        other=(other, chance.randrange(1, 5)),
        note=_sentence(chance),
    )  # fmt: skip


def _sentence(chance: random.Random) -> str:
    first, second = chance.sample(_VERBS, 2)
    return f"{chance.choice(_SUBJECTS)}{first}{chance.choice(_LINKS)}{second}{chance.choice(_ENDINGS)}"


def _paragraph(chance: random.Random) -> str:
    return "".join(_sentence(chance) for _ in range(chance.randrange(3, 6)))


def _anchor(chapter: int, section: int) -> str:
    return f"c{chapter}-s{section}"


def write_project(book: Book, folder: Path) -> Path:
    """The book as a project of ours, in `folder`."""
    content = folder / "content"
    (content / "chapters").mkdir(parents=True)
    names = [f"{number:02d}-c{number}" for number in range(1, len(book.chapters) + 1)]
    half = len(names) // 2
    about = {
        "id": "generated", "title": "样书", "language": "zh-CN", "edition": "第一版", "version": "1.0",
        "date": "2026-01-01", "rights": "示例",
        "parts": [{"title": "上编", "chapters": names[:half]}, {"title": "下编", "chapters": names[half:]}],
    }  # fmt: skip
    _dump(content / "book.yaml", about)
    terms = [{"id": f"t{i}", "term": word, "english": f"Term {i}", "definition": f"{word}在这本书里的意思。"}
             for i, word in enumerate(_SUBJECTS)]  # fmt: skip
    _dump(content / "glossary.yaml", {"terms": terms})
    for number, sections in enumerate(book.chapters, start=1):
        write_chapter(folder, number, sections)
    return folder


def write_chapter(folder: Path, number: int, sections: tuple[Section, ...], more: str = "") -> None:
    """A chapter of the project, with `more` in its first paragraph."""
    chapter = {
        "id": f"c{number}", "title": f"第{number}个题目",
        "lede": f"这一章讲{sections[0].title}，也讲{sections[1].title}。",
        "minutes": 40, "objectives": ["说出三件要先做的事", "会算每月的账"],
        "sections": [
            {"id": _anchor(number, index), "title": section.title, "blocks": _blocks(number, index, section, more)}
            for index, section in enumerate(sections, start=1)
        ],
        "takeaways": [{"claim": "先算账，再动手。"}, {"claim": "写下来的才算数。"}],
        "quiz": [
            {"kind": "quiz", "type": "choice", "question": "先做哪一件？", "options": ["算账", "买卡"], "answer": [1],
             "why": "账不清，买什么都错。"}
        ],
    }  # fmt: skip
    _dump(folder / "content" / "chapters" / f"{number:02d}-c{number}.yaml", chapter)


def _blocks(number: int, index: int, section: Section, more: str) -> list[object]:
    first, *rest = section.paragraphs
    term = number % len(_SUBJECTS)
    other = _anchor(*section.other)
    blocks: list[object] = [
        f"{first}{more if index == 1 else ''}这里说的{{term}}`t{term}`见{{ref}}`{other}`，表见{{ref}}`{other}-table`。",
        *rest[:2],
        {"kind": "points", "title": "三条做法",
         "items": [{"term": name, "text": text} for name, text in section.points]},
        f"{rest[2]}^[{section.note}]",
        {"id": f"{_anchor(number, index)}-table", "kind": "table", "title": "用量与做法",
         "columns": [{"title": "项"}, {"title": "上月"}, {"title": "本月"}, {"title": "做法"}],
         "rows": [list(row) for row in section.rows]},
        *rest[3:],
    ]  # fmt: skip
    if section.chart:
        blocks.append(
            {"kind": "chart", "type": "column", "title": "五个月的用量", "categories": list("一二三四五"),
             "series": [{"name": "用量", "values": list(section.chart)}], "unit": "百万词元", "source": "示例"}
        )  # fmt: skip
    else:
        blocks.append({"kind": "code", "title": "算一算", "language": "python", "code": _CODE})
    return blocks


def _dump(path: Path, value: object) -> None:
    path.write_text(yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")


def markdown(book: Book) -> str:
    """The same words, tables, lists and listings for other programs; charts are left out, which favours them."""
    lines = ["---", "title: 样书", "lang: zh-CN", "---", ""]
    for number, sections in enumerate(book.chapters, start=1):
        lines += [f"# 第{number}个题目", "", f"这一章讲{sections[0].title}，也讲{sections[1].title}。", ""]
        for index, section in enumerate(sections, start=1):
            first, *rest = section.paragraphs
            anchor, other = _anchor(number, index), _anchor(*section.other)
            lines += [f"## {section.title} {{#{anchor}}}", "", f"{first}这里说的见[那一节](#{other})。", ""]
            lines += [line for text in rest[:2] for line in (text, "")]
            lines += [*(f"- **{name}** {text}" for name, text in section.points), ""]
            lines += [f"{rest[2]}^[{section.note}]", ""]
            lines += ["| 项 | 上月 | 本月 | 做法 |", "|---|---|---|---|"]
            lines += ["| " + " | ".join(map(str, row)) + " |" for row in section.rows]
            lines += ["", *(line for text in rest[3:] for line in (text, ""))]
            if not section.chart:
                lines += ["```python", *_CODE.splitlines(), "```", ""]
    return "\n".join(lines)
