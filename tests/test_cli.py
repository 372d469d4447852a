"""The command: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handbook.cli import DONE, PROBLEMS, USAGE, main

BASE = Path(__file__).parent / "cases" / "base"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small sound project."""
    return shutil.copytree(BASE, tmp_path / "book")


def handbook(*words: str) -> Result:
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def spoil(book: Path) -> None:
    """Put a mistake into the chapter."""
    chapter = book / "content" / "chapters" / "01-first.yaml"
    chapter.write_text(chapter.read_text("utf-8").replace("minutes: 10", "minutes: ten"), "utf-8")


def files(folder: Path) -> dict[str, bytes]:
    """What was made for a person: the cache, which may be deleted at any time, is left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }


def test_build_writes_the_book_the_decks_and_what_they_are_made_of(book: Path) -> None:
    result = handbook("build", "-C", str(book))
    assert result.exit_code == DONE
    made = files(book / "build")
    assert set(made) == {"handbook.pdf", "slides/01-first.pptx", "manifest.json", "SHA256SUMS"}
    manifest = json.loads(made["manifest.json"])
    assert manifest["book"]["title"] == "样书"
    assert set(manifest["files"]) == {"handbook.pdf", "slides/01-first.pptx"}
    assert manifest["libraries"]["weasyprint"].startswith("70.")


def test_build_says_one_line_an_artefact(book: Path) -> None:
    lines = [
        line for line in handbook("build", "-C", str(book)).stdout.splitlines() if line.startswith("build/")
    ]
    assert [line.split()[0] for line in lines] == ["build/handbook.pdf", "build/slides/01-first.pptx"]
    assert "pages" in lines[0]
    assert "slides" in lines[1]


def test_a_failed_build_leaves_the_old_files_untouched(book: Path) -> None:
    handbook("build", "-C", str(book))
    before = files(book / "build")
    spoil(book)
    result = handbook("build", "-C", str(book))
    assert result.exit_code == PROBLEMS
    assert "nothing was written" in result.output
    assert files(book / "build") == before


def test_a_deck_of_a_chapter_that_is_gone_does_not_stay(book: Path) -> None:
    old = book / "build" / "slides" / "07-gone.pptx"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    handbook("build", "-C", str(book))
    assert not old.exists()


def test_pdf_of_a_chapter_goes_to_a_file_of_its_own(book: Path) -> None:
    assert handbook("pdf", "first", "-C", str(book)).exit_code == DONE
    assert set(files(book / "build")) == {"01-first.pdf"}


def test_an_output_can_be_named(book: Path, tmp_path: Path) -> None:
    handbook("pdf", "-C", str(book), "-o", str(tmp_path / "out" / "my.pdf"))
    handbook("slides", "1", "-C", str(book), "-o", str(tmp_path / "out"), "--keep-outline")
    assert set(files(tmp_path / "out")) == {"my.pdf", "01-first.pptx", "01-first.xml"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pdf", "frist"), "did you mean “first”?"),
        (("slides", "frist"), "did you mean “first”?"),
        (("pdf", "--paper", "a6"), "there is no paper “a6”"),
        (("pdf", "--theme", "defualt"), "did you mean “default”?"),
    ],
)
def test_a_wrong_name_is_a_problem_with_the_right_one(book: Path, words: tuple[str, ...], said: str) -> None:
    result = handbook(*words, "-C", str(book))
    assert result.exit_code == PROBLEMS
    assert said in result.output


@pytest.mark.parametrize("words", [("bulid",), ("pdf", "--papre", "a5"), ("check", "--format", "xml")])
def test_a_wrong_option_is_a_matter_of_usage(words: tuple[str, ...]) -> None:
    assert handbook(*words).exit_code == USAGE


def test_verbose_prints_the_numbered_steps(book: Path) -> None:
    lines = handbook("slides", "-v", "-C", str(book)).stderr.splitlines()
    assert [line.split()[0] for line in lines if line[:1].isdigit()] == ["1", "2", "3", "6", "8"]


def test_quiet_prints_nothing_when_all_is_well(book: Path) -> None:
    assert handbook("slides", "-q", "-C", str(book)).output == ""


def test_strict_takes_warnings_for_errors(book: Path) -> None:
    shutil.copy(
        book / "content" / "chapters" / "01-first.yaml", book / "content" / "chapters" / "02-first.yaml"
    )
    assert handbook("check", "-C", str(book)).exit_code == DONE
    assert handbook("check", "--strict", "-C", str(book)).exit_code == PROBLEMS
    assert handbook("slides", "--strict", "-C", str(book)).exit_code == PROBLEMS
    assert not (book / "build").exists()


def test_check_speaks_json_and_sarif(book: Path) -> None:
    spoil(book)
    (row,) = json.loads(handbook("check", "--format", "json", "-C", str(book)).stdout)
    assert (row["file"], row["line"], row["code"]) == ("content/chapters/01-first.yaml", 4, "wrong-type")
    sarif = json.loads(handbook("check", "--format", "sarif", "-C", str(book)).stdout)
    (result,) = sarif["runs"][0]["results"]
    assert result["ruleId"] == "wrong-type"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 4, "startColumn": 10}


def test_a_folder_without_a_book_is_a_problem(tmp_path: Path) -> None:
    result = handbook("check", "-C", str(tmp_path))
    assert result.exit_code == PROBLEMS
    assert "there is no content/book.yaml here" in result.output


@pytest.mark.parametrize("language", ["zh", "en"])
def test_new_makes_a_handbook_that_builds_without_a_word(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "mine"
    assert handbook("new", str(folder), "--lang", language).exit_code == DONE
    assert handbook("check", "--strict", "-C", str(folder)).exit_code == DONE
    assert handbook("build", "--strict", "-C", str(folder)).exit_code == DONE
    assert {"build/handbook.pdf", "build/slides/01-first-steps.pptx"} <= set(files(folder))


def test_new_never_writes_over_an_authors_files(book: Path) -> None:
    before = files(book)
    result = handbook("new", str(book))
    assert result.exit_code == PROBLEMS
    assert "the folder already holds something" in result.output
    assert files(book) == before


def test_schema_describes_the_fields(book: Path) -> None:
    handbook("schema", "-C", str(book))
    chapter = json.loads((book / "content" / "schema" / "chapter.json").read_text("utf-8"))
    assert chapter["properties"]["lede"]["description"].startswith("What a reader will be able to do")
    assert "funnel" in json.dumps(chapter)


def test_doctor_names_what_it_looked_at() -> None:
    result = handbook("doctor")
    assert result.exit_code == DONE
    assert "HarfBuzz subsetter" in result.output
