"""What the group knows of me, and what I want it to know."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.people.standing import standing

from ..details import change_details
from ..export import everything_about, one_a_line
from ..forms import DetailsForm


@login_required
@get_or_post
def me(request: UserRequest) -> HttpResponse:
    """My name, phone, topics and language."""
    at = now()
    member = standing(request.user, localdate(at)).member
    form = DetailsForm(request.POST or None, user=request.user, member=member)
    if form.is_valid():
        with refusal_as_message(request):
            change_details(request.user, member, **form.cleaned_data, at=at)
            request.session["language"] = form.cleaned_data["language"]
            messages.success(request, _("Your details have been kept."))
            return redirect("site:me")
    return render(request, "site/me.html", {"form": form, "member": member})


@login_required
@require_safe
def everything(request: UserRequest) -> HttpResponse:
    """All that is held about me, as a file to keep."""
    found = everything_about(request.user, at=now())
    response = HttpResponse(one_a_line(found), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response
