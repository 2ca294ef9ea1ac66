"""What a file of a report is called, and what it says of itself."""

import re

from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from reporting.files.paper import Paper, paper_of
from reporting.models import Report
from reporting.shown import Content


def file_name(report: Report, ending: str) -> str:
    """ "thurrock-safeguarding-action-plans-2022-02-08-v2.pdf": safe in any system, and readable in a folder."""
    owner, title = report.partnership.slug, slugify(report.title)[:80].strip("-") or "report"
    named = title if title.startswith(owner) else f"{owner}-{title}"
    day = report.meeting_on.isoformat() if report.meeting_on else re.sub(r"[^A-Za-z0-9]+", "-", report.period.name)
    standing = f"v{report.version}" if report.is_published else "draft"
    return f"{'-'.join(filter(None, [named, day.strip('-')[:40], standing]))}.{ending}"


def paper_of_report(report: Report, content: Content) -> Paper:
    """The report's words with its standing: draft or published, intact, replaced. `content` as its page shows it."""
    title = content["title"] if report.is_published else _("Draft: %(title)s") % {"title": content["title"]}
    return paper_of(content, title=title, warnings=_warnings(report), about=_about(report))


def _warnings(report: Report) -> list[str]:
    found = []
    if report.is_published and not report.is_intact:
        found.append(
            _(
                "This report is not as it was published: its content no longer agrees with its checksum. "
                "Do not rely on it, and tell the administrator."
            )
        )
    if newer := report.newer:
        said = _("Replaced on %(day)s by version %(version)s.")
        day = format_date(timezone.localtime(newer.published_at), "j F Y") if newer.published_at else ""
        found.append(f"{said % {'day': day, 'version': newer.version}} {newer.what_changed}")
    return found


def _about(report: Report) -> list[str]:
    if not report.published_at:
        return [_("Draft: reckoned from the plans as they are now.")]
    at = timezone.localtime(report.published_at)
    replaces = [_("Replaces version %(version)s.") % {"version": report.replaces.version}] if report.replaces else []
    return [
        *replaces,
        _("Version %(version)s, published on %(day)s at %(time)s. It does not change.")
        % {"version": report.version, "day": format_date(at, "j F Y"), "time": format_date(at, "H:i")},
        _("Checksum %(checksum)s") % {"checksum": report.checksum},
    ]
