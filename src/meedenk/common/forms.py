"""How forms are drawn, and the fields every station shares."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.forms.renderers import TemplatesSetting
from django.utils.text import capfirst


class Renderer(TemplatesSetting):
    """Forms with an error summary on top and every field with its hint and its mistake."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"


class Tile(str):
    """The label of a choice with a small line below it."""

    __slots__ = ("hint",)

    hint: Any

    @classmethod
    def of(cls, label: Any, hint: Any) -> "Tile":
        tile = cls(label)
        tile.hint = hint
        return tile


class DayField(forms.DateField):
    """A day, in a field that a phone knows."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"), **more)


class MomentField(forms.SplitDateTimeField):
    """A day and an hour, each in a field that a phone knows."""

    def __init__(self, **more: Any) -> None:
        widget = forms.SplitDateTimeWidget(
            date_attrs={"type": "date"},
            time_attrs={"type": "time"},
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        )
        super().__init__(widget=widget, **more)


class LongText(forms.CharField):
    """A text of some paragraphs; longer than `max_length` is a document, not an answer."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, max_length: int = 5000, **more: Any) -> None:
        super().__init__(max_length=max_length, **more)


def capitals(choices: type[TextChoices], first: Any = "") -> Callable[[], list[tuple[str, str]]]:
    """The choices with a capital, as they stand on a form; `first` is what stands there before one was made."""

    def named() -> list[tuple[str, str]]:
        begin = [("", str(first))] if first else []
        return begin + [(choice.value, capfirst(str(choice.label))) for choice in choices]

    return named
