from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.querysets import CalendarFeedQuerySet


class CalendarFeed(models.Model):
    """The secret address at which a calendar program reads one person's dates. Only its hash is kept, as of a password.

    It has no history: an address that was renewed or switched off is of no use to anybody.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed", verbose_name=_("person")
    )
    sha256 = models.CharField(_("hash of the secret part"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.user)
