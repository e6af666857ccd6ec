"""The words with which a trajectory is told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind
from meedenk.people.rules import is_staff

from ..forms.wording import WordingForm
from ..operations.wording import change_wording
from .entrance import enter_step


@login_required
@get_or_post
def wording(request: UserRequest, slug: str) -> HttpResponse:
    """Staff and the contact change the title and the text in short; staff also the theme and the department."""
    at = now()
    page = enter_step(request.user, slug, Kind.WORDING_CHANGED, at=at)
    there = {name: getattr(page.trajectory, name) for name in ("title", "lead", "theme", "department")}
    form = WordingForm(request.POST or None, initial=there, staff=is_staff(request.user, at=at))
    if form.is_valid():
        with refusal_as_message(request):
            change_wording(page.trajectory, **there | form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Everyone reads these words now. The address of the page stays the same."))
            return redirect("trajectories:workspace", slug)
    return render(request, "trajectories/wording.html", page.filled(form=form))
