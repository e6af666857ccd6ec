"""How forms are drawn, and the fields every station shares."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Forms with an error summary on top and every field with its hint and its mistake."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"


class LongText(forms.CharField):
    """A text of some paragraphs; longer than `max_length` is a document, not an answer."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, max_length: int = 5000, **more: Any) -> None:
        super().__init__(max_length=max_length, **more)
