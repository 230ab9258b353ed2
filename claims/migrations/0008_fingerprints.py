from typing import Any

from django.db import migrations

from claims.duplicates import fingerprint

AT_ONCE = 1000


def write(apps: Any, schema_editor: Any) -> None:
    """Every invoice that is here already gets its fingerprint; in-house work has none (R18)."""
    lines = apps.get_model("claims", "Expense").objects
    found = lines.filter(certification=None).order_by("pk").only("pk", "vendor", "invoice_number")
    some = list(found[:AT_ONCE])
    while some:
        for line in some:
            line.fingerprint = fingerprint(line.vendor, line.invoice_number)
        lines.bulk_update(some, ["fingerprint"])
        some = list(found.filter(pk__gt=some[-1].pk)[:AT_ONCE])


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_shares_and_duplicates")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop, elidable=True)]
