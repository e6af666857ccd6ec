"""Days as a reader writes them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import pgettext


def written(day: date) -> str:
    """24 November 2026."""
    return date_format(day, pgettext("day", "j F Y"), use_l10n=False)
