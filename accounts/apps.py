from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("People and partnerships")

    def ready(self) -> None:
        from simple_history.signals import post_create_historical_record

        from accounts.chain.adopting import adopt_earlier_entries
        from accounts.chain.sealing import seal_new_entry

        # Not business but proof: whatever writes an entry, the admin and a script included, it stands in the chain.
        post_create_historical_record.connect(seal_new_entry, dispatch_uid="seal_new_entry")
        post_migrate.connect(adopt_earlier_entries, dispatch_uid="adopt_earlier_entries")
