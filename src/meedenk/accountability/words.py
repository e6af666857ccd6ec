"""How kinds are called, in a list and above a column."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS = {
    "adopted": _("adopted"),
    "partly": _("partly adopted"),
    "rejected": _("not adopted"),
    "later": _("answer comes later"),
    "none": _("without an answer"),
    "in-time": _("asked in time"),
    "late": _("asked late"),
    "not-asked": _("not asked"),
    "done": _("done"),
    "under-way": _("under way"),
    "stuck": _("stuck"),
    "dropped": _("will not be done"),
    "unknown": _("not known yet"),
}


def word(kind: Any) -> str:
    return str(WORDS[str(kind)])
