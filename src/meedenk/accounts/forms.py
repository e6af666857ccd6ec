"""What people type when they sign in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import one_spelling


class AddressField(forms.EmailField):
    """An e-mail address in its one spelling."""

    def __init__(self, **more: object) -> None:
        super().__init__(widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}), **more)

    def clean(self, value: str | None) -> str:
        return super().clean(one_spelling(value or ""))


class SignInForm(forms.Form):
    """Who signs in, and on whose computer."""

    email = AddressField(label=_("Your e-mail address"))
    shared = forms.BooleanField(
        label=_("This is a computer that others use too"),
        help_text=_("Then you are signed out when you close the browser, and after half an hour without use."),
        required=False,
    )


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("The code from the mail"),
        help_text=_("Eight letters. Capitals and the dash make no difference."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "short",
            }
        ),
    )


class NewAddressForm(forms.Form):
    """The address someone wants to use from now on."""

    email = AddressField(label=_("Your new e-mail address"))
