"""How kinds are called, in a list and above a column."""

from typing import Any

from django.utils.translation import gettext


def word(kind: Any) -> str:
    return {
        "adopted": gettext("adopted"),
        "partly": gettext("partly adopted"),
        "rejected": gettext("not adopted"),
        "later": gettext("answer comes later"),
        "none": gettext("no answer"),
        "in-time": gettext("asked in time"),
        "late": gettext("asked late"),
        "not-asked": gettext("not asked"),
        "done": gettext("done"),
        "under-way": gettext("under way"),
        "stuck": gettext("stuck"),
        "dropped": gettext("will not be done"),
        "unknown": gettext("not known yet"),
    }[str(kind)]
