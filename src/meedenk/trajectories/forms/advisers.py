"""Who of the municipality joins or stops."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..models import PolicyAdviser
from .asking import plain


class AddAdviserForm(forms.Form):
    """Someone more of the municipality."""

    name = forms.CharField(label=_("Name"), max_length=120, validators=[plain])
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Here we send a personal link. They need no account."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class AdviserField(forms.ModelChoiceField):
    def label_from_instance(self, obj: PolicyAdviser) -> str:
        return obj.official.name


class EndAdviserForm(forms.Form):
    """Who stops."""

    adviser = AdviserField(
        PolicyAdviser.objects.none(), label=_("Who stops?"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, advisers: QuerySet[PolicyAdviser], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["adviser"]
        assert isinstance(field, AdviserField)
        field.queryset = advisers
