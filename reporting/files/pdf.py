"""A report as PDF/UA-1: tagged, titled, with bookmarks, in fonts that go with it. Nothing is fetched from anywhere."""

from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from reporting.files.paper import Paper

# A name that no network knows: WeasyPrint resolves addresses against it, and ours alone answers.
_OURS = "https://files.invalid/"
_SHEETS = ("fonts/paper-fonts.css", "css/paper.css")
_TYPES = {".css": "text/css", ".ttf": "font/ttf"}


class CannotMakePdf(Exception):
    """The machine lacks what a PDF is drawn with; `message` says so to the person who asked for one."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def pdf_of_report(paper: Paper, *, made_at: datetime) -> bytes:
    """The bytes of the .pdf file; `made_at` is when the report was published, or for a draft the present.

    Raises CannotMakePdf where the machine has no Pango, or `make setup` was not run.
    """
    weasyprint = _weasyprint()
    if not all(map(finders.find, _SHEETS)):
        raise CannotMakePdf(_("The styles of PDF files are not there. The administrator can make them: make setup."))
    page = render_to_string("reporting/files/paper.html", {"paper": paper, "made_at": made_at, "sheets": _SHEETS})
    document = weasyprint.HTML(string=page, base_url=_OURS, url_fetcher=_only_ours(weasyprint))
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=mark_scopes)
    return made


def mark_scopes(document: object, pdf: Any) -> None:
    """Says of each heading cell whether it heads a column or a row: WeasyPrint names it in the cells alone.

    Not every reader follows those names; ISO 32000-1, table 349, has /Scope for it.
    """
    objects: list[Any] = [each for each in pdf.objects if isinstance(each, dict)]
    tags = {each.reference: each for each in objects if "S" in each}
    for tag in tags.values():
        if tag["S"] == "/TH":
            row = tags[tag["P"]]
            tag["A"]["Scope"] = "/Column" if tags[row["P"]]["S"] == "/THead" else "/Row"


def our_file(address: str) -> Path:
    """The style or font at an address of ours. Raises ValueError for every other address, so that nothing is asked."""
    asked = urlsplit(address)
    name = PurePosixPath(asked.path.lstrip("/"))
    ours = urlsplit(_OURS)
    if (asked.scheme, asked.netloc) != (ours.scheme, ours.netloc) or name.suffix not in _TYPES or ".." in name.parts:
        raise ValueError(f"Not a file of ours: {address[:80]}")
    found = finders.find(str(name))
    if not found:
        raise ValueError(f"There is no {name}.")
    return Path(found)


def _weasyprint() -> Any:
    """Loaded when a PDF is asked for: its library is the machine's own, and the service runs without it."""
    try:
        import weasyprint
    except OSError as missing:
        said = _("This service cannot make PDF files: Pango is not installed. Print from the print view meanwhile.")
        raise CannotMakePdf(said) from missing
    return weasyprint


def _only_ours(weasyprint: Any) -> Any:
    class OnlyOurs(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: object = None) -> Any:
            path = our_file(url)
            kind = {"Content-Type": _TYPES[path.suffix]}
            return weasyprint.urls.URLFetcherResponse(url, path.read_bytes(), kind)

    return OnlyOurs()
