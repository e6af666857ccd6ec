"""The database refuses to change or remove what was written down."""

from typing import Any

from django.db import migrations

from meedenk.journal.guard import lower_guard, raise_guard


def guard(apps: Any, schema_editor: Any) -> None:
    raise_guard(schema_editor.connection)


def unguard(apps: Any, schema_editor: Any) -> None:
    lower_guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
