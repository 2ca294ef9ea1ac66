"""Every change that a person makes to a report. Once published it changes by none of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.history import save_with_history, set_members_quietly
from accounts.models import Partnership, User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.models import ActionPlan
from ratings.models import ReportingPeriod
from reporting.checks import check_report
from reporting.content import build_content, checksum_of
from reporting.gathering import facts_of
from reporting.models import Audience, Report, ReportPlan, ReportStatus
from reviews.models import Review


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the author chose for a draft."""

    title: str
    audience: str
    period: ReportingPeriod
    meeting_name: str
    meeting_on: date | None
    plans: Sequence[ActionPlan]
    reviews: Sequence[Review]
    notes: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def create_draft(
    *,
    partnership: Partnership,
    title: str,
    period: ReportingPeriod,
    plans: Sequence[ActionPlan],
    reviews: Sequence[Review] = (),
    notes: Mapping[int, str] | None = None,
    meeting_name: str,
    meeting_on: date | None = None,
    audience: str = Audience.COMMITTEE,
    by: User,
) -> Report:
    """A draft of the plans in the order given, with the author's notes by plan id, and of reviews without a plan."""
    require(Permission.PUBLISH, partnership, by=by)
    choices = _Choices(title, audience, period, meeting_name, meeting_on, plans, reviews, notes or {})
    report = Report(partnership=partnership, created_by=by, created_at=timezone.now())
    _set_choices(report, choices, by=by)
    return report


@transaction.atomic
def change_draft(
    *,
    report: Report,
    seen_revision: int,
    title: str,
    period: ReportingPeriod,
    plans: Sequence[ActionPlan],
    reviews: Sequence[Review],
    notes: Mapping[int, str],
    meeting_name: str,
    meeting_on: date | None,
    audience: str,
    by: User,
) -> Report:
    """Change a draft, by the person who saw it in the given revision; ChangedMeanwhile if it has another by now."""
    require(Permission.PUBLISH, report.partnership, by=by)
    report = _draft(report)
    if report.revision != seen_revision:
        raise ChangedMeanwhile
    report.revision += 1
    _set_choices(report, _Choices(title, audience, period, meeting_name, meeting_on, plans, reviews, notes), by=by)
    return report


@transaction.atomic
def publish_report(*, report: Report, by: User, accept_warnings: bool = False, seen_checksum: str = "") -> Report:
    """Freeze the draft's content as it is now, for good, and show it to its audience.

    `seen_checksum` is that of the content which the person looked at; ChangedMeanwhile if it would differ by now.
    Raises RuleBroken where a check blocks, or warns and the warnings were not accepted.
    """
    require(Permission.PUBLISH, report.partnership, by=by)
    report = _draft(report)
    facts = facts_of(report, today=timezone.localdate())
    checks = check_report(facts)
    if blocking := [check.text for check in checks if check.blocks]:
        raise RuleBroken(" ".join(blocking))
    if checks and not accept_warnings:
        raise RuleBroken(_("Say that you have read the warnings, and publish all the same."), field="accept_warnings")
    content = build_content(facts)
    checksum = checksum_of(content)
    if seen_checksum and seen_checksum != checksum:
        raise ChangedMeanwhile
    report.status, report.content, report.checksum = ReportStatus.PUBLISHED, content, checksum
    report.published_by, report.published_at = by, timezone.now()
    save_with_history(report, by=by, reason=_("Published"))
    return report


@transaction.atomic
def begin_new_version(*, report: Report, what_changed: str, by: User) -> Report:
    """A draft that will replace the published report, with its choices; what changed is told in both."""
    require(Permission.PUBLISH, report.partnership, by=by)
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if not report.is_published:
        raise RuleBroken(_("This is a draft: change it, and publish it."))
    if not what_changed.strip():
        raise RuleBroken(_("Say what the new version puts right."), field="what_changed")
    if Report.objects.filter(replaces=report).exists():
        raise RuleBroken(_("A new version of this report was begun already."), field="what_changed")
    chosen = list(report.chosen_plans.select_related("plan"))
    version = Report(partnership=report.partnership, created_by=by, created_at=timezone.now())
    version.replaces, version.version, version.what_changed = report, report.version + 1, what_changed.strip()
    choices = _Choices(
        title=report.title,
        audience=report.audience,
        period=report.period,
        meeting_name=report.meeting_name,
        meeting_on=report.meeting_on,
        plans=[each.plan for each in chosen],
        reviews=list(report.reviews.all()),
        notes={each.plan_id: each.note for each in chosen},
    )
    _set_choices(version, choices, by=by)
    return version


def _draft(report: Report) -> Report:
    """The report, locked until the transaction ends, so that of two who publish at once one finds it published."""
    found = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if found.is_published:
        raise RuleBroken(_("This report is published: it does not change. Make a new version to put a mistake right."))
    return found


def _set_choices(report: Report, choices: _Choices, *, by: User) -> None:
    _check_belonging(report.partnership, choices)
    if report.replaces and report.replaces.audience != choices.audience:
        raise RuleBroken(_("A new version is for the same readers as the one that it replaces."), field="audience")
    report.title, report.audience = choices.title.strip(), choices.audience
    report.period, report.meeting_on = choices.period, choices.meeting_on
    report.meeting_name = choices.meeting_name.strip()
    if report.pk is None:
        save_with_history(report, by=by)
        report.reviews.set(choices.reviews)
    else:
        set_members_quietly(report, "reviews", list(choices.reviews))
        save_with_history(report, by=by)
    _set_plans(report, choices, by=by)


def _check_belonging(partnership: Partnership, choices: _Choices) -> None:
    if not choices.title.strip():
        raise RuleBroken(_("Give the report a title."), field="title")
    if choices.audience not in Audience.values:
        raise RuleBroken(_("Choose for whom the report is."), field="audience")
    if choices.period.partnership_id != partnership.pk:
        raise RuleBroken(_("Choose a period of this partnership."), field="period")
    if any(plan.partnership_id != partnership.pk for plan in choices.plans):
        raise RuleBroken(_("Choose plans of this partnership."), field="plans")
    if any(review.partnership_id != partnership.pk for review in choices.reviews):
        raise RuleBroken(_("Choose reviews of this partnership."), field="reviews")


def _set_plans(report: Report, choices: _Choices, *, by: User) -> None:
    """Rows that stay as they are write no history."""
    known = {row.plan_id: row for row in report.chosen_plans.all()}
    for position, plan in enumerate(choices.plans, start=1):
        row = known.pop(plan.pk, None) or ReportPlan(report=report, plan=plan)
        note = choices.notes.get(plan.pk, "").strip()
        if (row.position, row.note) != (position, note) or row.pk is None:
            row.position, row.note = position, note
            save_with_history(row, by=by)
    for row in known.values():
        row._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
        row.delete()
