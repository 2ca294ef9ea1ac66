"""A report as a file: whoever may see its page may have it, and it says what the page says."""

from datetime import datetime
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from reporting.files.naming import file_name, paper_of_report
from reporting.files.paper import Paper
from reporting.files.pdf import CannotMakePdf, pdf_of_report
from reporting.files.word import word_of_report
from reporting.files.workbook import workbook_of_report
from reporting.views.pages import OneReportPage

_OFFICE = "application/vnd.openxmlformats-officedocument"


class ReportFile(OneReportPage):
    """What the kinds of file share. `ending` and `media_type` are those of the file."""

    ending: ClassVar[str]
    media_type: ClassVar[str]

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        made_at = self.report.published_at or timezone.now()
        return HttpResponse(
            self.make(paper_of_report(self.report, self.content()), made_at=made_at),
            content_type=self.media_type,
            headers={"Content-Disposition": f'attachment; filename="{file_name(self.report, self.ending)}"'},
        )

    def make(self, paper: Paper, *, made_at: datetime) -> bytes:
        raise NotImplementedError


class ReportPdf(ReportFile):
    """Answers 503, with a sentence and the print view, on a machine that cannot draw a PDF."""

    ending = "pdf"
    media_type = "application/pdf"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except CannotMakePdf as lacking:
            context = self.get_context_data(message=lacking.message)
            return render(request, "reporting/no_pdf.html", context, status=503)

    def make(self, paper: Paper, *, made_at: datetime) -> bytes:
        return pdf_of_report(paper, made_at=made_at)


class ReportWord(ReportFile):
    ending = "docx"
    media_type = f"{_OFFICE}.wordprocessingml.document"

    def make(self, paper: Paper, *, made_at: datetime) -> bytes:
        return word_of_report(paper, made_at=made_at)


class ReportWorkbook(ReportFile):
    ending = "xlsx"
    media_type = f"{_OFFICE}.spreadsheetml.sheet"

    def make(self, paper: Paper, *, made_at: datetime) -> bytes:
        return workbook_of_report(paper, made_at=made_at)
