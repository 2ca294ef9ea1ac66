"""The whole way of a document in one step, for the command and for scripts: the same services as the page's."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import ActionPlan
from ratings.models import RatingScale, ReportingPeriod
from reviews.models import Review
from spreadsheets.lead_directory import LeadDirectory
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.needs import offers_of
from spreadsheets.proposing import asks_for_period, propose_scale
from spreadsheets.services.committing import commit_run
from spreadsheets.services.reviewing import Facts, RowChoice, save_review
from spreadsheets.services.staging import stage_document


@transaction.atomic
def import_document(
    *,
    partnership: Partnership,
    file_name: str,
    data: bytes,
    by: User,
    title: str | None = None,
    kind: str | None = None,
    review: Review | None = None,
    period: ReportingPeriod | None = None,
    scale: RatingScale | None = None,
    accept_offers: bool = False,
    create_leads: bool = True,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> ImportRun:
    """Stage and commit a document.

    `accept_offers` takes every value that is offered in place of one that cannot be right; `create_leads` makes the
    leads that are not known yet. Raises RuleBroken for a file that cannot be read, CannotBeImported with a sentence for
    each thing that must be put right first; then nothing is written.
    """
    run = stage_document(partnership=partnership, file_name=file_name, data=data, by=by)
    if title is not None and title.strip().lower() != run.title.strip().lower():
        run.target = ActionPlan.objects.filter(partnership=partnership, title__iexact=title.strip()).first()
        # What was proposed was for the plan of the document's own title.
        run.scale, run.new_scale = propose_scale(run)
    facts = Facts(
        title=title or run.title,
        kind=kind or run.kind,
        target=run.target,
        review=review,
        starts_on=starts_on or run.starts_on,
        ends_on=ends_on or run.ends_on,
        period=period,
        scale=scale or run.scale,
        new_scale="" if scale else run.new_scale,
    )
    _agree(run, facts, accept_offers=accept_offers, create_leads=create_leads, by=by)
    return commit_run(run=ImportRun.objects.get(pk=run.pk), by=by)


def _agree(run: ImportRun, facts: Facts, *, accept_offers: bool, create_leads: bool, by: User) -> None:
    """Say to the staged import what a person would say on its page."""
    rows = list(ImportRow.objects.filter(run=run).defer("origins"))
    offered = [row.staged for row in rows if row.is_offered]
    if facts.period is None and asks_for_period(run, (rating for row in offered for rating in row.ratings)):
        raise RuleBroken(_("Say which period the ratings in the file are of."), field="period")
    named = [lead for row in offered for lead in row.leads]
    unknown = LeadDirectory.of(run.partnership).unknown(named) if create_leads else []
    save_review(
        run=run,
        facts=replace(facts, leads_to_create=[lead.name for lead in unknown]),
        rows=[RowChoice(row.pk, offers_of(row)) for row in rows] if accept_offers else [],
        whole={},
        seen_revision=run.revision,
        by=by,
    )
