"""The desk page on which something that was told is tied to a subject that runs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.agenda.models import Concern
from meedenk.agenda.rules import may_read
from meedenk.common.refusal import refusal_as_message

from ..forms.tying import TieForm
from ..operations import tying


@login_required
@get_or_post
def tie(request: UserRequest, pk: int) -> HttpResponse:
    """It belongs to a subject that runs, or does not after all."""
    at = now()
    may_read.or_404(request.user, at=at)
    concern = get_object_or_404(Concern.objects.select_related("teller", "theme"), pk=pk)
    tied = list(concern.trajectories.order_by("title"))
    away = next((each for each in tied if str(each.pk) == request.POST.get("away")), None)
    form = TieForm(request.POST if request.method == "POST" and away is None else None, concern=concern)
    if away is not None:
        with refusal_as_message(request):
            tying.untie(concern, from_=away, by=request.user, at=at)
            messages.success(request, _("It does not belong to that subject any more."))
        return redirect("trajectories:tie", pk)
    if form.is_valid():
        with refusal_as_message(request):
            tying.tie(concern, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It belongs to the subject. Who told it hears what becomes of that."))
            return redirect("agenda:concern", pk)
    return render(request, "trajectories/tie.html", {"concern": concern, "form": form, "tied": tied})
