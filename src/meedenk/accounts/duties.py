"""What the clock does here."""

from datetime import datetime

from meedenk.common.duties import duty

from . import operations


@duty
def forget(at: datetime) -> None:
    """Codes, counts and visits that have ended are forgotten."""
    operations.forget(at)
