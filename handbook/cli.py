"""The command: each sub-command reads its options, calls the pipeline and prints what it says."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from handbook import __version__, pipeline
from handbook.pipeline import Made, Run
from handbook.problems import Invalid, Problem, as_json, as_sarif, as_text, summary

DONE, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes."""

Command = TypeVar("Command", bound=Callable[..., Any])


def common(command: Command) -> Command:
    """The options that every command takes."""
    options = [
        click.option(
            "-C",
            "root",
            metavar="DIR",
            default=".",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="The project folder, which holds content/book.yaml.",
        ),
        click.option("-q", "--quiet", is_flag=True, help="Print problems only."),
        click.option("-v", "--verbose", is_flag=True, help="Print the numbered steps with their times."),
        click.option("--strict", is_flag=True, help="Take warnings for errors."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


theme_option = click.option("--theme", metavar="NAME", help="The theme to use instead of the book's own.")
paper_option = click.option(
    "--paper", metavar="NAME", help="a4, a5, b5, 16k or letter, instead of the theme's own."
)

cache_option = click.option(
    "--no-cache", is_flag=True, help="Lay out every page, even those that were laid out before."
)


class Session:
    """One command: its run, its manners on the terminal, its exit code."""

    def __init__(self, root: Path, quiet: bool, verbose: bool, strict: bool) -> None:
        self.quiet, self.strict = quiet, strict
        self._progress = sys.stderr.isatty() and not quiet and not verbose
        self.run = Run(root, tell=self._tell if verbose else self._show)

    def _tell(self, line: str) -> None:
        click.echo(line, err=True)

    def _show(self, line: str) -> None:
        """Progress on a terminal: the step just done, on one line that the next one overwrites."""
        if self._progress:
            click.echo(f"\r\x1b[K{line.strip()}", nl=False, err=True)

    def clear(self) -> None:
        """Take the progress line away."""
        if self._progress:
            click.echo("\r\x1b[K", nl=False, err=True)

    def finish(self, made: list[Made], folder: Path) -> None:
        """Write what was made, report it, and end the command."""
        pipeline.write(self.run, made, folder, self.strict)
        self.clear()
        self.print_problems(self.run.problems)
        warnings = len(self.run.problems.warnings)
        if not self.quiet:
            for item in made:
                if item.seconds:
                    where = self.run.relative(folder / item.name)
                    size = (
                        f"{len(item.data) / 1e6:.1f} MB"
                        if len(item.data) > 1e6
                        else f"{len(item.data) / 1e3:.0f} kB"
                    )
                    click.echo(f"{where}  {item.extent}  {size}  {item.seconds:.1f} s")
            if warnings:
                click.echo(summary(self.run.problems))

    def print_problems(self, problems: Any) -> None:
        """Problems go to standard error, so that the list of files can be piped."""
        text = as_text(problems)
        if text:
            click.echo(text, err=True)


def guarded(body: Callable[[], None], session: Session) -> None:
    """Run a command's body; problems end it with exit code 1."""
    try:
        body()
    except Invalid as invalid:
        session.clear()
        found: list[Problem] = list(dict.fromkeys([*session.run.problems, *invalid.problems]))
        session.print_problems(found)
        if not session.quiet:
            click.echo(f"{summary(found)}; nothing was written", err=True)
        sys.exit(PROBLEMS)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="handbook")
def main() -> None:
    """Turn one curated YAML source into a printed handbook and training decks.

    Example: handbook build
    """


@main.command()
@click.argument("chapter", required=False)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@theme_option
@paper_option
@click.option(
    "--for",
    "purpose",
    type=click.Choice(pipeline.PURPOSES),
    default="screen",
    help="screen: links and tags. print: an office printer. press: PDF/X-4 with bleed and marks. "
    "archive: PDF/A-3a with its sources. booklet: two pages a side, to fold.",
)
@click.option(
    "--edition",
    type=click.Choice(pipeline.EDITIONS),
    default="participant",
    help="The trainer's has notes, minutes, running sheets, and answers in place.",
)
@click.option("--fillable", is_flag=True, help="Make worksheets and checklists form fields.")
@click.option("--solutions", is_flag=True, help="Print the answers alone.")
@click.option(
    "--profile", type=click.Path(path_type=Path), help="The ICC profile of the press; --for press needs it."
)
@cache_option
@click.option("--open", "open_it", is_flag=True, help="Open the file when it is done.")
@common
def pdf(
    chapter: str | None,
    output: Path | None,
    theme: str | None,
    paper: str | None,
    no_cache: bool,
    open_it: bool,
    purpose: pipeline.Purpose,
    edition: pipeline.Edition,
    fillable: bool,
    solutions: bool,
    profile: Path | None,
    **how: Any,
) -> None:
    """Make the handbook as a PDF, or one CHAPTER of it for a quick look.

    CHAPTER is a chapter's number, id or file name. Example: handbook pdf compute-cost --open
    """
    variant = pipeline.Variant(purpose, edition, fillable, solutions, profile)
    session = Session(**how)

    def body() -> None:
        with pipeline.engine_ahead(session.run, variant, not no_cache, (theme, paper, chapter)):
            ready = pipeline.prepare(session.run, theme)
            made = pipeline.make_pdf(session.run, ready, paper, chapter, variant, cached=not no_cache)
        target = output or session.run.root / "build" / made.name
        session.finish([pipeline.renamed(made, target.name)], target.parent)
        if open_it:
            click.launch(str(target))

    guarded(body, session)


@main.command()
@click.argument("chapters", nargs=-1)
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to."
)
@theme_option
@click.option(
    "--template",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A company's .pptx or .potx to make the decks in.",
)
@click.option(
    "--template-report",
    type=click.Choice(["text", "json"]),
    help="Print how the template is used, and make nothing.",
)
@click.option("--keep-outline", is_flag=True, help="Keep the outline of each deck as XML beside it.")
@click.option(
    "--minutes",
    type=click.FloatRange(10, 600),
    metavar="N",
    help="A lesson of so many minutes: what its author calls important stays, the rest goes to the notes.",
)
@click.option(
    "--edition",
    type=click.Choice(["trainer", "participant"]),
    default="trainer",
    help="participant leaves out answers and what is said to the trainer.",
)
@click.option("--handout", is_flag=True, help="Make a PDF of each deck instead, with lines for notes.")
@click.option("--plan", "told", flag_value="plan", help="Print the plan of each lesson; write nothing.")
@click.option("--report", "told", flag_value="report", help="Print how full every box is; write nothing.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print these."
)
@common
def slides(
    chapters: tuple[str, ...],
    output: Path | None,
    theme: str | None,
    template: Path | None,
    template_report: str | None,
    keep_outline: bool,
    minutes: float | None,
    edition: Literal["trainer", "participant"],
    handout: bool,
    told: Literal["plan", "report"] | None,
    form: str,
    **how: Any,
) -> None:
    """Make one PowerPoint deck a chapter, or those of the CHAPTERS named.

    Example: handbook slides 5 funding --template corp.pptx --minutes 45
    """
    session = Session(**how)

    def body() -> None:
        ready = pipeline.prepare(session.run, theme)
        if template_report:
            click.echo(pipeline.report_template(session.run, ready, template, template_report))
            session.print_problems(session.run.problems)
            return
        lessons = pipeline.Lessons(minutes, edition, template)
        if told is not None:
            text = pipeline.tell_lessons(session.run, ready, chapters, lessons, told, form)
            session.clear()
            session.run.problems.stop_on_errors()
            click.echo(text)
            return
        if handout:
            made = pipeline.make_handouts(session.run, ready, chapters, lessons)
        else:
            made = pipeline.make_slides(session.run, ready, chapters, keep_outline, lessons)
        session.finish(made, output or session.run.root / "build" / "slides")

    guarded(body, session)


@main.command()
@theme_option
@paper_option
@cache_option
@common
def build(theme: str | None, paper: str | None, no_cache: bool, **how: Any) -> None:
    """Make the PDF and all decks, with a manifest and checksums, into build/.

    Example: handbook build --strict
    """
    session = Session(**how)

    def body() -> None:
        with pipeline.engine_ahead(session.run, cached=not no_cache, asked=(theme, paper, None)):
            ready = pipeline.prepare(session.run, theme)
            made = pipeline.build(session.run, ready, paper, cached=not no_cache)
        session.finish(made, session.run.root / "build")

    guarded(body, session)


@main.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", help="How to print."
)
@theme_option
@common
def check(form: str, theme: str | None, **how: Any) -> None:
    """Check the content and print all problems of all files.

    Example: handbook check --format sarif > problems.sarif
    """
    session = Session(**how)
    start = time.perf_counter()
    handbook = pipeline.check(session.run, theme)
    session.clear()
    problems = session.run.problems
    match form:
        case "json":
            click.echo(as_json(problems))
        case "sarif":
            click.echo(as_sarif(problems, __version__))
        case _:
            text = as_text(problems)
            if text:
                click.echo(text)
            if not session.quiet:
                extent = f"{pipeline.extent_of(handbook)}, " if handbook else ""
                click.echo(f"{extent}{summary(problems)} ({time.perf_counter() - start:.1f} s)")
    if problems.errors or (session.strict and len(problems)):
        sys.exit(PROBLEMS)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="The language of the sample.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def new(folder: Path, lang: str, quiet: bool) -> None:
    """Make a small working handbook in FOLDER, to be changed into your own.

    Example: handbook new my-book --lang en
    """
    session = Session(Path(), quiet, False, False)

    def body() -> None:
        written = pipeline.start_project(folder, lang)
        if not quiet:
            click.echo(f"{len(written)} files in {folder}\nNext: handbook build -C {folder}")

    guarded(body, session)


@main.command()
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to."
)
@common
def schema(output: Path | None, **how: Any) -> None:
    """Write the JSON Schemas that let an editor complete and explain the fields.

    They go to content/schema, where the first line of each file looks for them. Example: handbook schema
    """
    session = Session(**how)

    def body() -> None:
        made = pipeline.make_schemas()
        folder = output or session.run.root / "content" / "schema"
        pipeline.write(session.run, made, folder)
        if not session.quiet:
            click.echo(f"{len(made)} schemas in {session.run.relative(folder)}")

    guarded(body, session)


@main.command()
def doctor() -> None:
    """Say whether this machine has what the program needs, and what to type where it has not.

    Example: handbook doctor
    """
    findings, install = pipeline.look_at_machine()
    for finding in findings:
        click.echo(f"{'ok     ' if finding.found else 'MISSING'}  {finding.name:<20}{finding.detail}")
    if install:
        click.echo(f"\nTo install what is missing, type:\n    {install}")
        sys.exit(PROBLEMS)


@main.group()
def theme() -> None:
    """Themes: what book and decks look like.

    Example: handbook theme from-pptx corp.pptx
    """


@theme.command("from-pptx")
@click.argument("presentation", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--name", metavar="NAME", help="The theme's name, instead of the file's.")
@common
def from_pptx(presentation: Path, name: str | None, **how: Any) -> None:
    """Draft a theme in themes/ from a company's PRESENTATION (.pptx or .potx), for book and decks.

    Example: handbook theme from-pptx corp.pptx --name corp
    """
    session = Session(**how)

    def body() -> None:
        made, folder = pipeline.draft_theme(session.run, presentation, name)
        pipeline.write(session.run, made, folder)
        if not session.quiet:
            where = session.run.relative(folder)
            click.echo(f"{len(made)} files in {where}\nNext: handbook build --theme {folder.name}")

    guarded(body, session)
