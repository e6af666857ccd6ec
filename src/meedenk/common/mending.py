"""What each kind of field says when it is not filled in well: how to mend it, not that it is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CHOOSE_ONE = _("Choose one of these.")
CHOOSE_OURS = _("Choose one of what stands here.")
CHOOSE_SOME = _("Choose at least one.")
NUMBER = _("Fill in a number, for example 3.")
WHOLE_NUMBER = _("Fill in a whole number, for example 3.")
DAY = _("Fill in a day that exists, for example 2026-11-24.")
HOUR = _("Fill in an hour, for example 19:30.")
FILE = _("Choose a file.")

SAYS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Fill this in.")},
    forms.CharField: {
        "max_length": _("Make this shorter: at most %(limit_value)d characters. Now there are %(show_value)d."),
        "min_length": _("Make this longer: at least %(limit_value)d characters. Now there are %(show_value)d."),
    },
    forms.EmailField: {
        "required": _("Fill in an e-mail address."),
        "invalid": _("Fill in a whole e-mail address, for example name@example.org."),
    },
    forms.URLField: {
        "required": _("Fill in a web address."),
        "invalid": _("Fill in a whole web address, for example https://example.org/page."),
    },
    forms.IntegerField: {
        "required": WHOLE_NUMBER,
        "invalid": WHOLE_NUMBER,
        "min_value": _("Fill in %(limit_value)s or more."),
        "max_value": _("Fill in %(limit_value)s or less."),
    },
    forms.FloatField: {"required": NUMBER, "invalid": NUMBER},
    forms.DecimalField: {"required": NUMBER, "invalid": NUMBER},
    forms.DateField: {"required": _("Fill in a day."), "invalid": DAY},
    forms.TimeField: {"required": _("Fill in an hour."), "invalid": HOUR},
    forms.SplitDateTimeField: {
        "required": _("Fill in a day and an hour."),
        "invalid_date": DAY,
        "invalid_time": HOUR,
    },
    forms.BooleanField: {"required": _("Tick this box.")},
    forms.ChoiceField: {"required": CHOOSE_ONE, "invalid_choice": CHOOSE_OURS},
    forms.MultipleChoiceField: {"required": CHOOSE_SOME, "invalid_choice": CHOOSE_OURS},
    forms.ModelChoiceField: {"required": CHOOSE_ONE, "invalid_choice": CHOOSE_OURS},
    forms.ModelMultipleChoiceField: {"required": CHOOSE_SOME, "invalid_choice": CHOOSE_OURS},
    forms.FileField: {"required": FILE, "missing": FILE, "empty": _("This file is empty. Choose another one.")},
}
"""The sentences of Django say what is wrong; a field with a sentence of its own keeps that."""


def teach() -> None:
    """Every field of these kinds that is made from now on, in our own forms and in those of others, says so."""
    for kind, sentences in SAYS.items():
        kind.default_error_messages = {**vars(kind).get("default_error_messages", {}), **sentences}
