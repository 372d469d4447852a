"""One measured build, in a process of its own: `python benchmarks/child.py WAY FOLDER FILE`.

The ways are `units` (the program as it is), `new` (the same without a cache), and `stock`: the layout engine without
any of our hooks, which lays out one document and finds its page numbers by `target-counter`.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from pathlib import Path

from handbook import pipeline


def main() -> None:
    """Build, write the file, and say what it took on the last line."""
    way, folder, file = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    run = pipeline.Run(folder)
    engine = way == "stock"
    if engine:
        data, pages = stock(pipeline.prepare(run))
    else:
        with pipeline.engine_ahead(run, cached=way == "units"):
            engine = run.ahead is not None and run.ahead.foreman is not None
            made = pipeline.make_pdf(run, pipeline.prepare(run), cached=way == "units")
        data, pages = made.data, int(made.extent.split()[0])
    file.write_bytes(data)
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    engine = engine or "weasyprint" in sys.modules
    print(json.dumps({"pages": pages, "mb": most / 1024, "kb": len(data) / 1000, "engine": engine}))


def stock(ready: pipeline.Ready) -> tuple[bytes, int]:
    """The book as one document by the engine alone: same text, same style sheets, same order of everything."""
    import weasyprint

    from handbook.pdf.files import LocalFiles
    from handbook.pdf.render import Renderer
    from handbook.problems import Problems

    plan, theme = ready.plan, ready.theme
    renderer = Renderer(plan, theme, theme.tokens.book.paper, Problems(), planned=False)
    html = renderer.book() or ""
    anchors = dict.fromkeys(re.findall(r'\sid="([^"]+)"', html), 1)
    late = renderer.late(anchors, 2) or ""
    rest = late.partition("<body>")[2].rpartition("</body>")[0]
    html = html.replace("</body>", f"{rest}</body>")
    html = re.sub(r'data-page="([^"]+)">000<', r'data-page="#\1"><', html)
    numbers = ".pg::after { content: target-counter(attr(data-page), page) }"
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheets = [weasyprint.CSS(string=sheet.css, font_config=fonts) for sheet in renderer.sheets()]
    sheets.append(weasyprint.CSS(string=numbers))
    files = LocalFiles((*theme.folders, theme.fonts, plan.handbook.content))
    document = weasyprint.HTML(string=html, base_url=theme.fonts.as_uri(), url_fetcher=files)
    laid = document.render(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")
    return laid.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"stock"), len(laid.pages)


if __name__ == "__main__":
    main()
