"""The year as a draft in Word, with real headings and tables: the same values as the page shows."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from docx.document import Document

from reporting.year_facts import ActionNamed, Confirmed, Stand, Year
from reporting.year_wording import (
    changes_of_review,
    confirmed_words,
    done_words,
    headline,
    leave_out,
    nothing_confirmed,
    nothing_done,
    nothing_of_voice,
    nothing_stuck,
    stuck_words,
)
from spreadsheets.word_parts import Line, Table, add_heading, add_text, lines_of, new_document, saved


def write_year(year: Year) -> bytes:
    """A .docx, A4 across."""
    document = new_document(_("Draft: the year %(year)s") % {"year": year.name})
    add_text(document, year.partnership)
    for sentence in headline(year):
        add_text(document, sentence)
    if year.unpublished:
        add_text(document, leave_out(year))
    _done(document, year)
    _stuck(document, year)
    _reviews(document, year)
    _voice(document, year)
    return saved(document)


def _done(document: Document, year: Year) -> None:
    add_heading(document, _("What was done, and its impact"), 1)
    add_text(document, done_words(year) if year.done else nothing_done(year))
    if year.done:
        table = Table(
            document,
            [_("Action"), _("What it was"), _("Lead"), _("Complete in"), _("How it is known")],
            [12, 40, 15, 11, 22],
            caption=_("Completed in %(year)s") % {"year": year.name},
        )
        for each in year.done:
            known = [line for one in each.confirmed for line in _confirmed(one)]
            table.row(
                [
                    _label(each.action),
                    lines_of(each.action.text),
                    _leads(each.action),
                    lines_of(each.since),
                    known or lines_of(_("Not confirmed yet") if each.unconfirmed else "–"),
                ]
            )
    add_heading(document, _("Confirmed by somebody who does not lead it"), 2)
    if not year.confirmed:
        add_text(document, nothing_confirmed(year))
    _list_confirmed(document, year.confirmed)


def _stuck(document: Document, year: Year) -> None:
    add_heading(document, _("Where there was little or no progress"), 1)
    add_text(document, stuck_words(year) if year.stuck else nothing_stuck(year))
    if not year.stuck:
        return
    table = Table(
        document,
        [_("Action"), _("What it was"), _("Lead"), _("Due"), _("Stands at"), _("Why it is named")],
        [12, 36, 14, 10, 12, 16],
        caption=_("Little or no progress in %(year)s") % {"year": year.name},
    )
    for each in year.stuck:
        table.row(
            [
                _label(each.action),
                lines_of(each.action.text),
                _leads(each.action),
                lines_of(each.action.due or _("No date")),
                _stands(each.stands),
                lines_of(capfirst(each.why)),
            ]
        )


def _reviews(document: Document, year: Year) -> None:
    add_heading(document, _("What was decided on each review’s recommendations, and what improved"), 1)
    if not year.reviews:
        add_text(document, _("No plan of this year answers a review."))
    for review in year.reviews:
        add_heading(document, review.title, 2)
        add_text(document, changes_of_review(review))
        table = Table(
            document,
            [_("Action"), _("What was decided"), _("Before the year"), _("At its end"), _("Better")],
            [14, 46, 16, 16, 8],
            caption=review.title,
        )
        for recommendation in review.recommendations:
            if recommendation.text:
                table.banner(f"{recommendation.word} {recommendation.number}: {recommendation.text}".replace(" :", ":"))
            for each in recommendation.decided:
                better = _("Yes") if each.improved else "–"
                table.row(
                    [
                        _label(each.action),
                        lines_of(each.action.text),
                        lines_of(capfirst(each.was)),
                        _stands(each.stands),
                        lines_of(better),
                    ]
                )


def _voice(document: Document, year: Year) -> None:
    add_heading(document, _("How children’s and families’ voice was used"), 1)
    if not year.voice_confirmed and not year.voice_said:
        add_text(document, nothing_of_voice(year))
    _list_confirmed(document, year.voice_confirmed)
    for said in year.voice_said:
        day = date_format(said.on, "j F Y")
        add_text(document, f"{said.action.plan}, {said.action.label}, {day}: {said.text}")


def _list_confirmed(document: Document, confirmed: Iterable[Confirmed]) -> None:
    for each in confirmed:
        add_text(document, f"{each.action.plan}, {each.action.label}: {confirmed_words(each)}")


def _label(action: ActionNamed) -> list[Line]:
    return [Line(action.label, bold=True), *([Line(action.plan, quiet=True)])]


def _leads(action: ActionNamed) -> Sequence[Line]:
    return lines_of("\n".join(action.leads) or _("No lead"))


def _confirmed(each: Confirmed) -> Iterable[Line]:
    return lines_of(confirmed_words(each))


def _stands(stands: Sequence[Stand]) -> list[Line]:
    lines: list[Line] = []
    for each in stands:
        if each.dimension:
            lines.append(Line(each.dimension, quiet=True))
        level = each.level
        lines.append(
            Line(f"{level.letter} {level.word}", colour=level.colour)
            if level
            else Line(f"? {_('No update')}", bold=True)
        )
    return lines
