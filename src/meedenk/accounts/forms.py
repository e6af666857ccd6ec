"""What people type when they sign in."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from .models import one_spelling

NONSENSE = (AttributeError, LookupError, TypeError, ValueError)


class AddressField(forms.EmailField):
    """An e-mail address in its one spelling."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}), **more)

    def clean(self, value: str | None) -> str:
        return str(super().clean(one_spelling(value or "")))


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


def _number(label: Any, hint: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "class": "short"})
    return forms.CharField(label=label, help_text=hint, max_length=20, widget=widget)


class SecondLockForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The number from the app, or a recovery code."""

    code = _number(_("Number from the app, or a recovery code"), _("The app shows a new number every half minute."))


class SecondLockAgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The same, once more, before something important changes."""

    code = _number(_("Number from the app, or a recovery code"), _("The app shows a new number every half minute."))


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first number of a new app."""

    code = _number(_("The number that the app shows now"), _("Six digits."))


class SoundKey:
    """What a browser sends for a passkey may be anything; nonsense is a mistake in the form."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth has no types
        except NONSENSE as nonsense:
            raise forms.ValidationError(_("This passkey did not work.")) from nonsense


class SignInKeyForm(SoundKey, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey instead of a code."""


class SecondKeyForm(SoundKey, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey as second lock."""


class SecondKeyAgainForm(SoundKey, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """The same, once more."""


class KeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey and how its owner calls it."""

    name = forms.CharField(
        label=_("How do you call this device?"), help_text=_("For example: my phone."), max_length=60, required=False
    )
    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except NONSENSE as nonsense:
            raise forms.ValidationError(_("This passkey did not work.")) from nonsense
