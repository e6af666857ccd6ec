"""The desk page on which support keeps whether we were asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message

from ..forms import PositionForm
from ..models import Position
from ..operations import positions as operations
from ..rules import may_note

PAGE = 30


@login_required
@require_safe
def positions(request: UserRequest) -> HttpResponse:
    """The subjects that were noted, the latest first."""
    may_note.or_404(request.user, at=now())
    page = Paginator(Position.objects.all(), PAGE).get_page(request.GET.get("page"))
    return render(request, "accountability/positions.html", {"page": page})


@login_required
@get_or_post
def note(request: UserRequest) -> HttpResponse:
    """A subject comes on the list."""
    at = now()
    may_note.or_404(request.user, at=at)
    form = PositionForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            operations.note_position(**form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Everyone can read this now on the page about our position."))
            return redirect("accountability:positions")
    return render(request, "accountability/note.html", {"form": form})


@login_required
@get_or_post
def change(request: UserRequest, pk: int) -> HttpResponse:
    """One line of the list is mended."""
    at = now()
    may_note.or_404(request.user, at=at)
    found = get_object_or_404(Position.objects.select_related("theme", "department"), pk=pk)
    form = PositionForm(request.POST or None, initial=model_to_dict(found))
    if form.is_valid():
        with refusal_as_message(request):
            operations.change_position(found, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The line reads like this now."))
            return redirect("accountability:positions")
    return render(request, "accountability/note.html", {"form": form, "position": found})


@login_required
@get_or_post
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """One line goes, after a question."""
    at = now()
    may_note.or_404(request.user, at=at)
    found = get_object_or_404(Position.objects.select_related("theme", "department"), pk=pk)
    if request.method == "POST":
        with refusal_as_message(request):
            operations.remove_position(found, by=request.user, at=at)
            messages.success(request, _("The line is gone. What it said stays in our journal."))
            return redirect("accountability:positions")
    return render(request, "accountability/remove.html", {"position": found})
