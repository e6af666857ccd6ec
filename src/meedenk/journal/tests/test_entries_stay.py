"""What was written down stays, also for who has the database in hand."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import now

from meedenk.journal.kinds import Kind
from meedenk.journal.models import Dossier, Entry
from meedenk.journal.operations import record

TRIES = ["UPDATE journal_entry SET because = 'anders'", "DELETE FROM journal_entry", "TRUNCATE journal_entry CASCADE"]


@pytest.fixture
def entry(db: None) -> Entry:
    entry = record(Dossier.objects.create(title="Onderwerp"), Kind.WORK_BEGUN, by=None, at=now(), because="zo is het")
    connection.check_constraints()  # what PostgreSQL has put off would stop TRUNCATE before our guard does
    return entry


@pytest.mark.parametrize("statement", TRIES)
def test_raw_sql_changes_and_removes_nothing(entry: Entry, statement: str) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    entry.refresh_from_db()
    assert entry.because == "zo is het"


def test_nor_does_the_program(entry: Entry) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(because="anders")
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()
    entry.because = "anders"
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
    assert Entry.objects.get().because == "zo is het"


@pytest.mark.django_db(transaction=True)
def test_a_test_that_empties_the_database_raises_the_guard_again() -> None:
    entry = record(Dossier.objects.create(title="Onderwerp"), Kind.WORK_BEGUN, by=None, at=now())
    call_command("flush", interactive=False, stdout=StringIO())
    assert not Entry.objects.exists()
    entry = record(Dossier.objects.create(title="Onderwerp"), Kind.WORK_BEGUN, by=None, at=now())
    with pytest.raises(DatabaseError):
        entry.delete()
