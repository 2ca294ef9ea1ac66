"""What is said of a file of evidence: what it is, and why it is not taken. No database."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.evidence_kinds import Kind, Trouble, Unfit

KINDS: dict[Kind, Promise] = {
    Kind.PDF: gettext_lazy("a PDF"),
    Kind.WORD: gettext_lazy("a Word document"),
    Kind.EXCEL: gettext_lazy("an Excel workbook"),
    Kind.POWERPOINT: gettext_lazy("a PowerPoint presentation"),
    Kind.ODF_TEXT: gettext_lazy("an OpenDocument text"),
    Kind.ODF_SHEET: gettext_lazy("an OpenDocument spreadsheet"),
    Kind.ODF_SLIDES: gettext_lazy("an OpenDocument presentation"),
    Kind.PNG: gettext_lazy("a PNG picture"),
    Kind.JPEG: gettext_lazy("a JPEG picture"),
    Kind.TEXT: gettext_lazy("plain text"),
    Kind.EMAIL: gettext_lazy("an e-mail message"),
    Kind.OUTLOOK: gettext_lazy("an Outlook message"),
}
ALLOWED = gettext_lazy(
    "PDF, Word (.docx, .odt), Excel (.xlsx, .ods), PowerPoint (.pptx, .odp), pictures (.png, .jpg), text (.txt, .csv) "
    "and e-mails (.eml, .msg)"
)
_TROUBLES: dict[Trouble, Promise] = {
    Trouble.EMPTY: gettext_lazy("This file is empty: choose the file that holds the evidence."),
    Trouble.MACROS: gettext_lazy("This file holds macros: save it as a document without macros, or as a PDF."),
    Trouble.PROTECTED: gettext_lazy("This file is protected by a password: save it without one and try again."),
    Trouble.OLD_OFFICE: gettext_lazy(
        "This is a document of an old Office (.doc, .xls or .ppt): save it as .docx, .xlsx or .pptx, or as a PDF."
    ),
    Trouble.PROGRAM: gettext_lazy("This file is a program, whatever its name says: it is not taken."),
    Trouble.WEB_PAGE: gettext_lazy("This file is a web page or a drawing with code in it: save it as a PDF."),
    Trouble.ARCHIVE: gettext_lazy("This is an archive of files: add the files one by one."),
    Trouble.BROKEN: gettext_lazy("This file is damaged or cut off: open it on your computer, save it and try again."),
    Trouble.SWOLLEN: gettext_lazy("This file would unpack to far more than a document holds: it is not taken."),
}


def refusal(unfit: Unfit) -> str:
    """Why the file is not taken, and what to do."""
    if unfit.trouble in _TROUBLES:
        return str(_TROUBLES[unfit.trouble])
    if unfit.found:
        return _("This file is of a kind that is not taken (%(found)s). Taken are %(allowed)s.") % {
            "found": unfit.found,
            "allowed": ALLOWED,
        }
    return _("What this file is cannot be told. Taken are %(allowed)s.") % {"allowed": ALLOWED}


def misnamed(ending: str, kind: Kind) -> str:
    """ "This file is named .pdf, but it is a Word document"."""
    return _("This file is named %(ending)s, but it is %(kind)s. Give it the right ending, or choose another file.") % {
        "ending": ending,
        "kind": KINDS[kind],
    }


def not_taken(ending: str) -> str:
    if not ending:
        return _(
            "The name of this file has no ending such as .pdf, so nobody could open it. Taken are %(allowed)s."
        ) % {"allowed": ALLOWED}
    return _("Files named %(ending)s are not taken. Taken are %(allowed)s.") % {"ending": ending, "allowed": ALLOWED}


def size_words(size: int) -> str:
    """ "340 KB", "2.4 MB"."""
    if size < 1024 * 1024:
        return _("%(size)d KB") % {"size": max(1, round(size / 1024))}
    megabytes = f"{size / (1024 * 1024):.1f}".removesuffix(".0")
    return _("%(size)s MB") % {"size": megabytes}
