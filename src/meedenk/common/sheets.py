"""Rows for a spreadsheet of whatever kind, in which nothing that people typed can be run."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
Row = dict[str, Any]


def as_csv(rows: Iterable[Row], columns: Sequence[str] = ()) -> str:
    """The rows with their names above them, as a spreadsheet opens them: no cell can be read as a formula.

    `columns` are their names, for when there may be no row yet.
    """
    rows, text = list(rows), io.StringIO()
    writer = csv.writer(text)
    if names := (rows[0] if rows else columns):
        writer.writerow(names)
    writer.writerows([cell(value) for value in row.values()] for row in rows)
    return text.getvalue()


def cell(value: Any) -> Any:
    """`value` as it can stand in a spreadsheet: text that begins like a formula gets a quote before it."""
    if isinstance(value, str) and value.lstrip(" ").startswith(BEGINS_A_FORMULA):
        return f"'{value}"
    return value
