from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.querysets import PartnershipQuerySet

# First path segments that the installation itself answers: a partnership of that name could never be reached.
RESERVED_SLUGS = ("accounts", "admin", "static", "healthz", "readyz", "media")


class Partnership(models.Model):
    """The tenant: a local safeguarding partnership. Nothing of one is ever shown to another."""

    slug = models.SlugField(
        _("short name in addresses"),
        unique=True,
        validators=[
            RegexValidator(
                rf"^(?!(?:{'|'.join(RESERVED_SLUGS)})$)", message=_("This word is taken by the service itself.")
            )
        ],
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug__in=RESERVED_SLUGS), name="partnership_address_is_not_reserved"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """An organisation, such as a police force; one agency may sit in several partnerships."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    partnerships = models.ManyToManyField(Partnership, verbose_name=_("sits in"), related_name="agencies", blank=True)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_agency_per_name")]

    def __str__(self) -> str:
        return self.name
