from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# What prompts action plans in England and Wales. Data: an installation may add its own.
KINDS = [
    ("peer_review", "Peer review", "Peer review"),
    ("scr", "Serious case review", "SCR"),
    ("lcspr", "Local child safeguarding practice review", "LCSPR"),
    ("jtai", "Joint targeted area inspection", "JTAI"),
    ("sar", "Safeguarding adults review", "SAR"),
    ("dhr", "Domestic homicide review", "DHR"),
    ("ilacs", "Inspection of local authority children's services", "ILACS"),
    ("send", "Area SEND inspection", "SEND"),
    ("audit", "Multi-agency audit", "Audit"),
    ("case_review", "Case review, kind not stated", "Case review"),
]


def add_kinds(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    kind = apps.get_model("reviews", "ReviewKind")
    for code, name, short_name in KINDS:
        kind.objects.get_or_create(code=code, defaults={"name": name, "short_name": short_name})


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]
    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop)]
