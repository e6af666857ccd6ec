"""The group adopts its advice, or opens it again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind
from meedenk.trajectories.forms.steps import WhyForm
from meedenk.trajectories.views.entrance import enter_step

from ..conditions import this_round
from ..forms.writing import ReopenForm
from ..operations import adopting
from ..quality import quality
from ..tally import tally
from .entrance import advice_of


@login_required
@get_or_post
def adopt(request: UserRequest, slug: str) -> HttpResponse:
    """The contact or the steering group goes through the list and adopts the advice."""
    at = now()
    page = enter_step(request.user, slug, Kind.ADOPTED, at=at)
    advice = advice_of(page)
    form = WhyForm(request.POST or None, behalf=page.behalf, ask_why=bool(page.missing))
    if request.method == "POST" and form.is_valid():
        with refusal_as_message(request):
            adopting.adopt(advice, **form.cleaned_data, by=request.user, at=at)
            messages.success(
                request,
                _("The advice is adopted and has number %(number)s. Now it can be delivered.")
                % {"number": advice.number},
            )
            return redirect("advice:write", slug)
    found = this_round(page.trajectory)
    context = page.filled(
        form=form, advice=advice, points=quality(advice, at=at), round=found, tally=tally(found, at) if found else None
    )
    return render(request, "advice/adopt.html", context)


@login_required
@get_or_post
def reopen(request: UserRequest, slug: str) -> HttpResponse:
    """The adopted text is opened again, with a reason."""
    at = now()
    page = enter_step(request.user, slug, Kind.REOPENED_FOR_WRITING, at=at)
    advice = advice_of(page)
    form = ReopenForm(request.POST or None, behalf=page.behalf)
    if form.is_valid():
        with refusal_as_message(request):
            adopting.reopen(advice, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The text is open again. The group has a mail about it."))
            return redirect("advice:write", slug)
    return render(request, "advice/reopen.html", page.filled(form=form, advice=advice))
