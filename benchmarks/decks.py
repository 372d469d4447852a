"""All decks of a handbook against the same slides through stock python-pptx: `python benchmarks/decks.py`.

The program reads outlines, measures, fits, draws and writes; the replay only places what was fitted, with python-pptx's
own calls, in one process. The ratio of the two is the price of fitting and of everything that python-pptx has no call
for; then come the wall times of all decks as the commands make them, in one process and in several. A last table
shows how the time grows with the number of slides. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Pt

from handbook import pipeline
from handbook.model.blocks.data import Chart
from handbook.pdf.workers import cores
from handbook.problems import Problems
from handbook.slides.chapter import MadeDeck, make_deck
from handbook.slides.deck import Deck, Drawing, Slide, TableBox, TextBox
from handbook.slides.desks import Order, make_decks
from handbook.slides.dress import Dress, dress_of
from handbook.slides.lesson_deck import Terms
from handbook.slides.write import DeckWriter, Properties

ROOT = Path(__file__).parent.parent
CHARTS = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "line": XL_CHART_TYPE.LINE,
    "area": XL_CHART_TYPE.AREA,
    "pie": XL_CHART_TYPE.PIE,
    "doughnut": XL_CHART_TYPE.DOUGHNUT,
}


def replay(deck: Deck, dress: Dress) -> bytes:
    """A fitted deck, placed with python-pptx's own calls."""
    presentation = Presentation(io.BytesIO(dress.package))
    keys = dress.layouts.keys
    for planned in deck.slides:
        layout = dress.layouts[planned.layout]
        slide = presentation.slides.add_slide(presentation.slide_layouts[keys.index(planned.layout)])
        by_index = {place.idx or 0: name for name, place in layout.places.items()}
        for placeholder in list(slide.placeholders):
            name = by_index.get(placeholder.placeholder_format.idx, "")
            _fill(placeholder, name, planned, layout)
        if planned.diagram is not None:
            _diagram(slide, planned.diagram)
        if planned.notes:
            text = "\n".join(note.text for note in planned.notes)
            slide.notes_slide.notes_text_frame.text = text
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _fill(placeholder: Any, name: str, planned: Slide, layout: Any) -> None:
    if name == "title":
        placeholder.text_frame.text = planned.title_text
    elif name in planned.texts:
        _text(placeholder.text_frame, planned.texts[name], layout.places[name])
    elif planned.table is not None and name == planned.table.place:
        _table(placeholder, planned.table)
    elif planned.agenda is not None and name == "table":
        frame = placeholder.insert_table(rows=len(planned.agenda.rows), cols=5)
        for index, row in enumerate(planned.agenda.rows):
            for column, text in enumerate(("", row.number, row.name, "", f"{row.minutes:g}")):
                frame.table.cell(index, column).text_frame.text = text
    elif planned.chart is not None and name == "chart":
        _chart(placeholder, planned.chart.block)
    else:
        placeholder._element.getparent().remove(placeholder._element)


def _text(frame: Any, box: TextBox, place: Any) -> None:
    for number, paragraph in enumerate(box.paragraphs):
        made = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        made.level = paragraph.level - 1
        for run in paragraph.runs:
            added = made.add_run()
            added.text = run.text
            added.font.bold = run.bold or None
            if box.step:
                added.font.size = Pt(place.size(box.step, paragraph.level))


def _table(placeholder: Any, table: TableBox) -> None:
    grid = placeholder.insert_table(rows=len(table.rows), cols=len(table.widths)).table
    for column, width in zip(grid.columns, table.widths, strict=True):
        column.width = Pt(width)
    for number, row in enumerate(table.rows):
        grid.rows[number].height = Pt(row.height)
        for index, cell in enumerate(row.cells):
            frame = grid.cell(number, index).text_frame
            for run in cell.runs:
                added = frame.paragraphs[0].add_run()
                added.text, added.font.size, added.font.bold = run.text, Pt(table.size), run.bold or None


def _chart(placeholder: Any, block: Any) -> None:
    assert isinstance(block, Chart)
    data = CategoryChartData()
    count = len(block.series[0].values)
    data.categories = [name.plain for name in block.categories] or list(range(count))
    for series in block.series:
        data.add_series(series.name.plain, series.values)
    placeholder.insert_chart(CHARTS.get(block.type, XL_CHART_TYPE.COLUMN_CLUSTERED), data)


def _diagram(slide: Any, diagram: Drawing) -> None:
    drawn = diagram.drawn
    if drawn is None:
        return
    for node in drawn.nodes:
        box = node.box
        shape = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Pt(box.x + 48), Pt(box.y + 138), Pt(box.width), Pt(box.height)
        )
        for number, label in enumerate(node.labels):
            frame = shape.text_frame
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.add_run().text = "".join(label.lines)
    for label in drawn.labels:
        box = label.box
        made = slide.shapes.add_textbox(Pt(box.x + 48), Pt(box.y + 138), Pt(box.width), Pt(box.height))
        made.text_frame.paragraphs[0].add_run().text = "".join(label.lines)
    for link in drawn.links:
        (x, y), (right, bottom) = link.points[0], link.points[-1]
        slide.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, Pt(x + 48), Pt(y + 138), Pt(right + 48), Pt(bottom + 138)
        )


def timed(work: Callable[[], Any], times: int) -> tuple[Any, float]:
    """What `work` returns, and the seconds of its quickest run."""
    best, made = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        made = work()
        best = min(best, time.process_time() - start)
    return made, best


def growth(made: MadeDeck, words: Any, content: Path, sizes: Sequence[int]) -> None:
    """Print how long writing takes for a deck of growing size."""
    assert made.deck is not None and made.dress is not None
    print(f"\n{'slides':>8}{'write s':>10}{'ms/slide':>10}{'replay s':>10}")
    for times in sizes:
        group = made.deck.groups[1]
        slides = tuple(
            replace(slide, id=f"{slide.id}-{copy}")
            for copy in range(times)
            for slide in made.deck.slides
            if slide.agenda is None and slide.layout != "divider"
        )
        deck = replace(made.deck, groups=(replace(group, slides=slides),))
        writer = DeckWriter(deck, made.dress, words, content, Problems())
        properties = Properties("", "", "", words.language)
        _, ours = timed(lambda writer=writer, properties=properties: writer.write(properties), 1)
        _, stock = timed(lambda deck=deck: replay(deck, made.dress), 1)  # type: ignore[arg-type]
        print(f"{len(slides):>8}{ours:>10.2f}{1000 * ours / len(slides):>10.1f}{stock:>10.2f}")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-C", dest="root", type=Path, default=ROOT, help="the project")
    parser.add_argument("--times", type=int, default=3, help="runs of which the quickest counts")
    parser.add_argument("--growth", type=int, nargs="*", default=[1, 2, 4, 8], help="copies of one deck")
    options = parser.parse_args()
    ready = pipeline.prepare(pipeline.Run(options.root))
    dress = dress_of(ready.theme, ready.plan.words, Problems())
    print(f"{'deck':<24}{'slides':>8}{'ours s':>9}{'replay s':>10}{'ratio':>8}")
    total = [0.0, 0.0]
    made = None
    for chapter in ready.plan.chapters:
        made, ours = timed(
            lambda chapter=chapter: make_deck(ready.plan, chapter, ready.theme, Problems(), dress=dress),
            options.times,
        )
        if made.deck is None:
            continue
        _, stock = timed(lambda made=made: replay(made.deck, made.dress), options.times)
        total = [total[0] + ours, total[1] + stock]
        print(f"{chapter.file:<24}{made.slides:>8}{ours:>9.2f}{stock:>10.2f}{ours / stock:>8.2f}")
    print(f"{'all':<32}{total[0]:>9.2f}{total[1]:>10.2f}{total[0] / total[1]:>8.2f}")
    for size in range(1, cores() + 1):
        order = Order(ready.plan, tuple(ready.plan.chapters), dress, Terms())
        start = time.perf_counter()
        for _ in make_decks(order, size):
            pass
        wall = time.perf_counter() - start
        print(f"{f'wall time, processes: {size}':<32}{wall:>9.2f}{total[1]:>10.2f}{wall / total[1]:>8.2f}")
    if made is not None and options.growth:
        growth(made, ready.plan.words, ready.plan.handbook.content, options.growth)


if __name__ == "__main__":
    main()
