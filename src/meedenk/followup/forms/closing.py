"""The final account."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from meedenk.common.forms import LongText
from meedenk.trajectories.forms.steps import StepForm

from ..models import Account


class PartField(LongText):
    """One part of the account. Empty in a draft, never in what is published."""

    optional = _("(may be empty for now, not when you publish)")


class AccountForm(StepForm):
    """Five parts of the story and five short versions. `complete` demands them all."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, account: Account | None, beginning: Mapping[str, str], complete: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        if "on_behalf_of" in self.fields:
            self.fields["on_behalf_of"].required = complete
        self.initial["seen"] = account.version if account else 0
        for name in (*Account.STORY, *Account.SHORT):
            label = capfirst(Account.heading(name))
            long = name in Account.STORY
            self.fields[name] = PartField(
                label=label,
                required=complete,
                max_length=6000 if long else 600,
                widget=forms.Textarea(attrs={"rows": 6 if long else 3}),
            )
            self.initial[name] = getattr(account, name) if account else beginning.get(name, "")

    def stand_beside(self, newer: Account | None) -> Account | None:
        """What someone else kept after this form was opened; it counts as seen from now on."""
        if not self.is_bound or newer is None or newer.version == self.cleaned_data.get("seen"):
            return None
        typed: Any = copy(self.data)
        typed["seen"] = newer.version
        self.data = typed
        return newer

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in (*Account.STORY, *Account.SHORT)}
