"""The database itself refuses to change or remove what was written down."""

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "An entry of the journal is never changed or removed."

SQLITE = {
    "raise": [
        f"CREATE TRIGGER journal_entry_no_{verb.lower()} BEFORE {verb} ON journal_entry"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "lower": [f"DROP TRIGGER IF EXISTS journal_entry_no_{verb}" for verb in ("update", "delete")],
}
POSTGRESQL = {
    "raise": [
        (
            "CREATE OR REPLACE FUNCTION journal_entry_stays() RETURNS trigger LANGUAGE plpgsql"
            f" AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
        ),
        (
            "CREATE TRIGGER journal_entry_no_change BEFORE UPDATE OR DELETE ON journal_entry"
            " FOR EACH ROW EXECUTE FUNCTION journal_entry_stays()"
        ),
        (
            "CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry"
            " FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_stays()"
        ),
    ],
    "lower": [
        "DROP TRIGGER IF EXISTS journal_entry_no_change ON journal_entry",
        "DROP TRIGGER IF EXISTS journal_entry_no_truncate ON journal_entry",
        "DROP FUNCTION IF EXISTS journal_entry_stays()",
    ],
}
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def raise_guard(connection: BaseDatabaseWrapper) -> None:
    """From now on UPDATE, DELETE and TRUNCATE of entries fail, whoever tries."""
    _execute(connection, "raise")


def lower_guard(connection: BaseDatabaseWrapper) -> None:
    """The guard is gone: only when the table itself goes, and between tests that empty the whole database."""
    _execute(connection, "lower")


def _execute(connection: BaseDatabaseWrapper, what: str) -> None:
    with connection.cursor() as cursor:
        for statement in STATEMENTS[connection.vendor][what]:
            cursor.execute(statement)
