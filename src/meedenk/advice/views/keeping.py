"""Keeping one text that several people may be writing in: by its button, or by itself while someone types."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from meedenk.common.refusal import Refused

from ..forms.writing import VersionForm
from ..operations.writing import ChangedMeanwhile

Texts = dict[str, str]


@dataclass(frozen=True)
class Desk:
    """How one text is kept.

    `save` takes what the form cleaned and returns the new version; `current` gives the version and the texts that stand
    there now; `again` makes the form with what was typed on top of that version. `context` holds the address `back`.
    """

    save: Callable[..., int]
    current: Callable[[], tuple[int, Texts]]
    again: Callable[[Texts], Form]
    template: str
    context: dict[str, Any]


def keep(request: HttpRequest, form: VersionForm, desk: Desk) -> HttpResponse:
    """Saves what was typed, or shows the page again; both texts when someone else was first."""
    if request.headers.get("X-Requested-With") == "autosave":
        return _quietly(form, desk)
    if form.is_valid():
        try:
            desk.save(**form.cleaned_data)
        except ChangedMeanwhile as clash:
            return _both(request, form, desk, str(clash))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _saved() + ".")
            return redirect(desk.context["back"])
    return render(request, desk.template, desk.context | {"form": form})


def _quietly(form: VersionForm, desk: Desk) -> JsonResponse:
    """For the script that saves while someone types: a sentence to show, and the new version."""
    if not form.is_valid():
        return JsonResponse({"said": _("Not saved yet: something is not right.")}, status=422)
    try:
        version = desk.save(**form.cleaned_data)
    except ChangedMeanwhile:
        return JsonResponse({"said": _("Someone else has just changed this too. Save to see both texts.")}, status=409)
    except Refused as refusal:
        return JsonResponse({"said": str(refusal)}, status=409)
    return JsonResponse({"said": _saved(), "version": version})


def _both(request: HttpRequest, form: VersionForm, desk: Desk, clash: str) -> HttpResponse:
    version, theirs = desk.current()
    typed = {name: str(value) for name, value in form.cleaned_data.items() if name != "version"}
    differing = [(form.fields[name].label, text) for name, text in theirs.items() if typed.get(name) != text]
    again = desk.again(typed | {"version": str(version)})
    page = desk.context | {"form": again, "theirs": differing, "clash": clash}
    return render(request, "advice/both.html", page, status=409)


def _saved() -> str:
    return _("Saved at %(time)s") % {"time": date_format(localtime(now()), "H.i")}
