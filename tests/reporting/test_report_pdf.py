"""What the PDF of a report says to those who do not see it, and that nothing is fetched to make it.

`pdfua` checks what a machine can; the order of headings, which it cannot read here, is checked beside it.
"""

import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfua
import pytest
from django.test import Client
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from accounts.models import Partnership, User
from reporting.files import pdf
from reporting.models import Report
from tests.reporting.graph import a_published_report, a_story
from tests.reporting.report_files import address, file_of

ClientFor = Callable[[User], Client]


@pytest.fixture
def report(thurrock: Partnership, business: User) -> Report:
    return a_published_report(a_story(thurrock), by=business)


@pytest.fixture
def made(report: Report, committee: User, client_for: ClientFor) -> bytes:
    return file_of(client_for(committee), "pdf", report)


@pytest.fixture
def read(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


def tags(node: Any) -> Iterator[Any]:
    """Every tag below, in the order in which it is read out."""
    for kid in _kids(node.get_object()):
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            yield kid
            yield from tags(kid)


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    return [kid.get_object() for kid in kids] if isinstance(kids, list) else [kids]


def named(read: PdfReader, *names: str) -> list[Any]:
    return [tag for tag in tags(read.root_object["/StructTreeRoot"]) if tag["/S"] in names]


def test_a_checker_of_pdf_ua_finds_nothing(made: bytes, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(made)

    found = pdfua.validate(str(file))

    assert [f"{finding.rule_id}: {finding.message}" for finding in found.findings] == []
    # What it did not look at is known: it stumbles over headings, which are looked at below.
    assert [outcome.rule_id for outcome in found.skipped] == ["UA-14-001"]


def test_it_is_tagged_titled_and_in_a_language(read: PdfReader) -> None:
    root: Any = read.root_object

    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None
    assert str(read.metadata.title).startswith("Safeguarding action plans, Overview and Scrutiny Committee")
    assert b"pdfuaid:part" in read.xmp_metadata.stream.get_data()  # type: ignore[union-attr]  # it has one


def test_headings_stand_in_order_and_are_bookmarks(read: PdfReader) -> None:
    levels = [tag["/S"] for tag in named(read, "/H1", "/H2", "/H3")]
    bookmarks = [(each.title, [below.title for below in rest]) for each, rest in _bookmarks(read.outline)]

    assert levels == ["/H1", "/H2", "/H2", "/H2", "/H3", "/H2", "/H3"]
    assert bookmarks == [
        (
            "Safeguarding action plans",
            ["Summary", "What the colours mean", "Frankie", "Leo"],
        )
    ]


def _bookmarks(outline: Any) -> Iterator[tuple[Any, list[Any]]]:
    for at, each in enumerate(outline):
        if not isinstance(each, list):
            below = outline[at + 1] if at + 1 < len(outline) and isinstance(outline[at + 1], list) else []
            yield each, [one for one in below if not isinstance(one, list)]


def test_every_table_has_headings_that_say_what_they_head(read: PdfReader) -> None:
    tables = named(read, "/Table")

    assert len(tables) >= 3
    for table in tables:
        heads = [tag for tag in tags(table) if tag["/S"] == "/TH" and "/A" in tag]
        scopes = [head["/A"]["/Scope"] for head in heads]
        rows = len([tag for tag in tags(table) if tag["/S"] == "/TR"])
        assert scopes.count("/Row") == rows - 1
        assert scopes.count("/Column") == len(heads) - rows + 1


def test_every_font_goes_with_it(read: PdfReader) -> None:
    fonts = {}
    for page in read.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]  # every page has text
            below = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[str(below["/BaseFont"])] = "/FontFile2" in below["/FontDescriptor"]

    assert all(fonts.values())
    assert {name.split("+")[1].split("-")[1] for name in fonts if "Paper" in name} >= {"Sans", "Symbols"}
    assert all("+Paper-" in name for name in fonts), "no font of the machine"


def test_every_page_bears_its_number_and_the_key(read: PdfReader) -> None:
    pages = [page.extract_text() for page in read.pages]

    for number, text in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in text
        for told in ("● B Blue", "■ G Green", "▲ A Amber", "◆ R Red", "○ ? No update"):
            assert told in text, (number, told)


def test_levels_can_be_told_apart_without_colour(made: bytes, tmp_path: Path) -> None:
    """Each mark in grey: no two look alike, although two of the colours are the same grey."""
    file = tmp_path / "report.pdf"
    file.write_bytes(made)
    subprocess.run(["pdftoppm", "-gray", "-r", "144", "-l", "1", file, tmp_path / "page"], check=True)
    [page] = tmp_path.glob("page*.pgm")
    words = {"Blue", "Green", "Amber", "Red"}
    places = _places(file, words)

    with Image.open(page) as grey:
        marks = {word: _mark(grey, left, top) for word, (left, top) in places.items()}

    assert set(places) == words
    for word, mark in marks.items():
        assert all(_apart(mark, other) for name, other in marks.items() if name != word), word


def _places(file: Path, words: set[str]) -> dict[str, tuple[float, float]]:
    """Where each word of the key stands first on the first page, as the head of a row, in points."""
    boxes = subprocess.run(["pdftotext", "-l", "1", "-bbox", file, "-"], check=True, capture_output=True, text=True)
    found: dict[str, tuple[float, float]] = {}
    for line in boxes.stdout.splitlines():
        for word in words - found.keys():
            if f">{word}</word>" in line:
                numbers = dict(part.split("=") for part in line.split(">")[0].split()[1:])
                found[word] = (float(numbers["xMin"].strip('"')), float(numbers["yMin"].strip('"')))
    return found


def _mark(page: Image.Image, left: float, top: float) -> list[int]:
    """Shape and letter before a word, black or white by what is ground there; two dots to a point."""
    box = page.crop((int((left - 24) * 2), int(top * 2), int((left - 3) * 2), int((top + 11) * 2)))
    middle = sum(box.getextrema()) / 2  # type: ignore[arg-type]  # two numbers of a grey picture
    return [int(value > middle) for value in box.tobytes()]


def _apart(one: list[int], other: list[int]) -> bool:
    unlike = sum(a != b for a, b in zip(one, other, strict=True)) / len(one)
    return min(unlike, 1 - unlike) > 0.05


class TestWhatItIsMadeWith:
    @pytest.mark.parametrize(
        "asked",
        [
            "https://example.org/tracker.png",
            "http://files.invalid/css/paper.css",
            "file:///etc/passwd",
            "https://files.invalid/../../etc/passwd.css",
            "https://files.invalid/css/../../../settings.css",
            "https://files.invalid/images/favicon.svg",
            "https://files.invalid@example.org/css/paper.css",
            "data:text/css,*{}",
        ],
    )
    def test_nothing_but_our_styles_and_fonts_is_fetched(self, asked: str) -> None:
        with pytest.raises(ValueError, match="Not a file of ours"):
            pdf.our_file(asked)

    def test_our_own_are_found(self) -> None:
        assert pdf.our_file("https://files.invalid/css/paper.css").name == "paper.css"

    def test_a_machine_without_pango_says_so_and_offers_the_print_view(
        self, report: Report, committee: User, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def lacking() -> None:
            raise pdf.CannotMakePdf("Pango is not installed.")

        monkeypatch.setattr(pdf, "_weasyprint", lacking)

        answer = client_for(committee).get(address("pdf", report))

        assert answer.status_code == 503
        assert "Pango is not installed." in answer.content.decode()
        assert address("print", report) in answer.content.decode()
