"""A map between two scales: made by a person, for comparison only."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import save_with_history
from accounts.models import User
from accounts.permissions import hold_partnership, require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from ratings.models import Level, LevelMap, RatingScale, ScaleMap


@transaction.atomic
def save_scale_map(
    *, from_scale: RatingScale, to_scale: RatingScale, levels: Mapping[Level, Level | None], reason: str, by: User
) -> ScaleMap:
    """Say which level of the old scale is compared as which of the new; None leaves a level without comparison.

    Ratings stay in the scale in which they were given. Raises RuleBroken naming the field.
    """
    require(Permission.SET_UP, from_scale.partnership, by=by)
    hold_partnership(from_scale.partnership)
    if from_scale.partnership_id != to_scale.partnership_id or from_scale.pk == to_scale.pk:
        raise RuleBroken(_("Choose another scale of this partnership."))
    if not reason.strip():
        raise RuleBroken(_("Say why these levels answer each other: it stands beside each comparison."), field="reason")
    for old, new in levels.items():
        if old.scale_id != from_scale.pk or (new and new.scale_id != to_scale.pk):
            raise RuleBroken(_("Choose a level of %(scale)s.") % {"scale": to_scale.name}, field=f"level_{old.pk}")
    if not any(levels.values()):
        raise RuleBroken(_("Choose for one level at least which level of the new scale answers it."))
    with sealed_together():
        return _write(from_scale, to_scale, levels, reason.strip(), by=by)


def _write(
    from_scale: RatingScale, to_scale: RatingScale, levels: Mapping[Level, Level | None], reason: str, *, by: User
) -> ScaleMap:
    made = ScaleMap.objects.filter(from_scale=from_scale, to_scale=to_scale).first()
    made = made or ScaleMap(from_scale=from_scale, to_scale=to_scale)
    made.reason, made.made_by, made.made_at = reason, by, timezone.now()
    save_with_history(made, by=by, reason=reason)
    standing = {line.from_level_id: line for line in made.levels.all()}
    for old, new in levels.items():
        line = standing.get(old.pk)
        if new is None:
            if line:
                line._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
                line.delete()
        elif line is None or line.to_level_id != new.pk:
            line = line or LevelMap(map=made, from_level=old)
            line.to_level = new
            save_with_history(line, by=by, reason=reason)
    return made
