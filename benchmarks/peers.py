"""Other programs on the same text. One that is not on the machine is left out, and the table says so.

pandoc is looked for as a command and in the PyPI package `pypandoc_binary`, Chromium as a command, Typst as the PyPI
package `typst`. Each sets the book with plain style sheets of its own: the same paper, body size, leading and face.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
_CSS = """@page {{ size: A4; margin: 25mm }} @font-face {{ font-family: Song; src: url({face}) }}
body {{ font: 10.5pt/18pt Song; text-align: justify }} table {{ width: 100%; border-collapse: collapse }}
h1 {{ break-before: page }} #TOC a::after {{ content: leader(".") target-counter(attr(href url), page) }}
"""
_TYPST = """#set page(paper: "a4", margin: 25mm, numbering: "1")
#set text(font: "Handbook Song", size: 10.5pt, lang: "zh")
#set par(justify: true, leading: 7.5pt)
#show heading.where(level: 1): it => {{ pagebreak(weak: true); it }}
#let horizontalrule = line(length: 100%)
#outline()
{body}
"""
_COMPILE = (
    "import sys, typst; open(sys.argv[2], 'wb').write("
    "typst.compile(sys.argv[1], font_paths=[sys.argv[3]], format='pdf'))"
)
_PRINT = (
    "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], stylesheets=[sys.argv[3]])"
)


def pandoc() -> str | None:
    """The command of pandoc."""
    found = shutil.which("pandoc")
    if found is None and (package := importlib.util.find_spec("pypandoc")) and package.origin:
        packed = Path(package.origin).parent / "files" / "pandoc"
        found = str(packed) if packed.exists() else None
    return found


def commands(folder: Path, source: Path) -> Mapping[str, tuple[list[list[str]], Path] | str]:
    """What to run for each peer and the file it makes, or why it is left out; `source` is Markdown."""
    fonts = ROOT / "themes" / "fonts"
    face = next(fonts.glob("*song-400*.ttf"), None) or next(fonts.glob("*song*.ttf"))
    css = folder / "plain.css"
    css.write_text(_CSS.format(face=face.as_uri()), "utf-8")
    html, typ = folder / "peer.html", folder / "peer.typ"
    tool = pandoc()
    if tool is None:
        return dict.fromkeys(("pandoc + WeasyPrint", "pandoc + Chromium", "pandoc + Typst"), "no pandoc")
    to_html = [tool, str(source), "-s", "--toc", "-c", str(css), "-o", str(html)]
    made: dict[str, tuple[list[list[str]], Path] | str] = {}
    pdf = folder / "weasyprint.pdf"
    made["pandoc + WeasyPrint"] = (
        [to_html, [sys.executable, "-c", _PRINT, str(html), str(pdf), str(css)]],
        pdf,
    )
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    pdf = folder / "chromium.pdf"
    made["pandoc + Chromium"] = (
        (
            [
                to_html,
                [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                 f"--print-to-pdf={pdf}", html.as_uri()],
            ],
            pdf,
        )
        if browser
        else "no Chromium"
    )  # fmt: skip
    pdf = folder / "typst.pdf"
    if importlib.util.find_spec("typst"):
        body = folder / "body.typ"
        to_typst = [tool, str(source), "-t", "typst", "-o", str(body)]
        typ.write_text(_TYPST.format(body='#include "body.typ"'), "utf-8")
        made["pandoc + Typst"] = (
            [to_typst, [sys.executable, "-c", _COMPILE, str(typ), str(pdf), str(fonts)]],
            pdf,
        )
    else:
        made["pandoc + Typst"] = "no package typst"
    return made
