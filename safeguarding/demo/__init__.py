"""The demonstration: what the published documents of two partnerships tell, loaded through the product itself.

Facts come from the documents in fixtures/sources. Where these only count (which of the actions were amber, what stands
in the plans of Frankie and Leo), the demonstration chooses, and each such rating or placeholder says so itself.
"""

from django.db import transaction

from accounts.models import Partnership
from safeguarding.demo import southend, thurrock
from safeguarding.demo.people import enter_people


@transaction.atomic
def load() -> bool:
    """Load the demonstration. Returns whether anything was written: a second run finds it there and writes nothing."""
    if Partnership.objects.filter(slug="thurrock").exists():
        return False
    people = enter_people()
    thurrock.tell(by=people["business"])
    southend.tell(by=people["southend"])
    return True
