import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import save_with_history
from accounts.models import User
from accounts.rules import RuleBroken
from plans.models import Action
from plans.permissions import require_update
from ratings.evidence_kinds import CONTENT_TYPES, ENDINGS, Kind, Unfit, kind_of
from ratings.evidence_names import ending_of, safe_name
from ratings.evidence_store import nothing_left_behind, store_file
from ratings.evidence_words import misnamed, not_taken, refusal, size_words
from ratings.models import Evidence, Rating
from ratings.services.verifying import hold_action, touch

_MOST_IN_A_LINK = 1000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A file or a link, one of the two, what it is called and what it shows; of one rating, or of the action."""

    shows: str
    title: str = ""
    file: "File[Any] | None" = None
    file_name: str = ""
    link: str = ""
    rating: Rating | None = None


@nothing_left_behind()
@transaction.atomic
@sealed_together()
def add_evidence(*, action: Action, new: NewEvidence, by: User) -> Evidence:
    """Add a file or a link to the action. The file is typed by its content, and stored under a name nobody can guess.

    Raises RuleBroken naming the field: neither or both, a file that is empty, too large, of a kind that is not taken or
    not what its name says, a link that is none, the same thing a second time, a withdrawn action.
    """
    require_update(action, by=by)
    _check_words(action, new)
    made = Evidence(action=action, rating=new.rating, shows=new.shows.strip(), added_by=by, added_at=timezone.now())
    if new.file:
        _describe_file(made, new.file, new.file_name)
    else:
        made.link = checked_link(new.link)
    made.title = (new.title.strip() or made.file_name or made.link)[:200]
    hold_action(action)
    _check_twin(made)
    if new.file:
        new.file.seek(0)
        made.file.name = _stored(new.file)
    save_with_history(made, by=by, reason=made.shows)
    touch(action)
    return made


@transaction.atomic
@sealed_together()
def withdraw_evidence(*, evidence: Evidence, reason: str, by: User) -> Evidence:
    """Withdraw what should not have been added. It stays on record, with the reason; nothing is deleted."""
    require_update(evidence.action, by=by)
    if not reason.strip():
        raise RuleBroken(_("Say why it is withdrawn: the reason stays on record."), field="reason")
    # The action first, as whoever changes it does; it may be withdrawn itself.
    list(Action.objects.select_for_update(no_key=True).filter(pk=evidence.action_id).values_list("pk"))
    found = Evidence.objects.select_related("withdrawn_by").get(pk=evidence.pk)
    if found.withdrawn_at:
        raise RuleBroken(
            _("%(who)s withdrew this on %(day)s already: %(why)s")
            % {"who": found.withdrawn_by, "day": _day(found.withdrawn_at), "why": found.withdrawn_reason}
        )
    found.withdrawn_reason, found.withdrawn_by, found.withdrawn_at = reason.strip(), by, timezone.now()
    save_with_history(found, by=by, reason=found.withdrawn_reason)
    touch(found.action)
    return found


def _stored(file: "File[Any]") -> str:
    try:
        return store_file(file)
    except OSError as error:
        _log.exception("A file of evidence could not be stored.")
        raise RuleBroken(
            _("The server could not keep the file, so nothing was added: tell your administrator, and try it later."),
            field="file",
        ) from error


def checked_link(link: str) -> str:
    """The link as it is kept. Raises RuleBroken for whatever is not an address on the web."""
    kept = link.strip()
    try:
        scheme = urlsplit(kept).scheme.lower()
        URLValidator(schemes=["http", "https"])(kept)
    except (ValidationError, ValueError) as error:
        raise RuleBroken(
            _("Enter a whole link that begins with https:// or http://, such as https://www.example.org/audit."),
            field="link",
        ) from error
    if scheme not in {"http", "https"} or len(kept) > _MOST_IN_A_LINK:
        raise RuleBroken(_("A link may have up to %(most)d characters.") % {"most": _MOST_IN_A_LINK}, field="link")
    return kept


def _check_words(action: Action, new: NewEvidence) -> None:
    if new.file and new.link.strip():
        raise RuleBroken(_("Either choose a file or enter a link: take one of the two away."), field="link")
    if not new.file and not new.link.strip():
        raise RuleBroken(_("Choose a file, or enter a link."), field="file")
    if not new.shows.strip():
        raise RuleBroken(_("Say what it shows: a file alone is no evidence."), field="shows")
    if new.rating and new.rating.action_id != action.pk:
        raise RuleBroken(_("Choose a rating of this action."), field="rating")


def _describe_file(made: Evidence, file: "File[Any]", name: str) -> None:
    """Put down what the file is, and its checksum. It is read piece by piece, never whole."""
    size, most = int(file.size), settings.SAFEGUARDING_LARGEST_EVIDENCE
    if size > most:
        raise RuleBroken(
            _("This file has %(size)s, and up to %(most)s are taken: make it smaller, or add a link to it.")
            % {"size": size_words(size), "most": size_words(most)},
            field="file",
        )
    made.file_name, made.size = safe_name(name or file.name or ""), size
    made.content_type = CONTENT_TYPES[_checked_kind(file, made.file_name, size)]
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    made.sha256 = digest.hexdigest()


def _checked_kind(content: "File[Any]", name: str, size: int) -> Kind:
    try:
        found = kind_of(content, size=size)
    except Unfit as unfit:
        raise RuleBroken(refusal(unfit), field="file") from unfit
    ending = ending_of(name)
    named = ENDINGS.get(ending)
    if named is None:
        raise RuleBroken(not_taken(ending), field="file")
    # A note may well begin as an e-mail does.
    if named is Kind.TEXT and found is Kind.EMAIL:
        return Kind.TEXT
    if named is not found:
        raise RuleBroken(misnamed(ending, found), field="file")
    return found


def _check_twin(made: Evidence) -> None:
    """The same file or link is not added to an action twice: it can be named as often as needed where it stands."""
    same = {"sha256": made.sha256} if made.sha256 else {"link": made.link}
    twin = Evidence.objects.standing().filter(action=made.action, **same).select_related("added_by").first()
    if twin:
        raise RuleBroken(
            _("This is on the action already: “%(title)s”, added by %(who)s on %(day)s.")
            % {"title": twin.title, "who": twin.added_by, "day": _day(twin.added_at)},
            field="file" if made.sha256 else "link",
        )


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")
