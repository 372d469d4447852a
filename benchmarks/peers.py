"""Other programs on the same text. One that is not on the machine is left out, and the table says so.

pandoc is looked for as a command and in the PyPI package `pypandoc_binary`, Chromium as a command, Typst as the PyPI
package `typst`. Each sets the book with plain style sheets of its own: the same paper, body size, leading and face.
`python benchmarks/peers.py` installs both packages for the benchmarks alone, below `build/`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
_OWN = ROOT / "build" / ".peers"
_PACKAGES = ("pypandoc_binary>=1.13,<2", "typst>=0.13,<1")
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


def install() -> None:
    """An environment with what comes from PyPI, unless it is there."""
    if not _interpreter(_OWN).exists():
        venv.create(_OWN, with_pip=True)
        command = [str(_interpreter(_OWN)), "-m", "pip", "install", "--quiet", *_PACKAGES]
        subprocess.run(command, check=True)


def _interpreter(environment: Path) -> Path:
    folder = "Scripts" if sys.platform == "win32" else "bin"
    return environment / folder / "python"


def _with(package: str, asked: str = "") -> tuple[str, str] | None:
    """A Python that has a package, and what it prints when it is `asked` something; None where there is none."""
    for python in (sys.executable, str(_interpreter(_OWN))):
        try:
            made = subprocess.run(
                [python, "-c", f"import {package}; {asked}"], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return python, made.stdout.strip()
    return None


def pandoc() -> str | None:
    """The command of pandoc."""
    packed = _with("pypandoc", "print(pypandoc.get_pandoc_path())")
    return shutil.which("pandoc") or (packed[1] if packed else None)


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
    compiler = _with("typst")
    if compiler:
        body = folder / "body.typ"
        to_typst = [tool, str(source), "-t", "typst", "-o", str(body)]
        typ.write_text(_TYPST.format(body='#include "body.typ"'), "utf-8")
        made["pandoc + Typst"] = (
            [to_typst, [compiler[0], "-c", _COMPILE, str(typ), str(pdf), str(fonts)]],
            pdf,
        )
    else:
        made["pandoc + Typst"] = "no package typst"
    return made


if __name__ == "__main__":
    install()
