"""Who works for the municipality."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post, searched
from meedenk.common.refusal import refusal_as_message

from .. import operations
from ..forms import OfficialForm
from ..models import Official
from ..queries import officials_list
from ..rules import is_staff
from .members import PAGE


@login_required
@require_safe
def officials(request: UserRequest) -> HttpResponse:
    """Who works for the municipality, and on what."""
    is_staff.or_404(request.user, at=now())
    search = searched(request)
    page = Paginator(officials_list(search=search), PAGE).get_page(request.GET.get("page"))
    return render(request, "people/officials.html", {"page": page, "query": search})


@login_required
@get_or_post
def official(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """One official, new or known."""
    at = now()
    is_staff.or_404(request.user, at=at)
    known = get_object_or_404(Official, pk=pk) if pk else None
    form = OfficialForm(request.POST or None, instance=known)
    if form.is_valid():
        kept = Official.objects.get(pk=pk) if pk else None  # the form has written what was typed over `known`
        with refusal_as_message(request):
            operations.save_official(kept, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The official has been kept."))
            return redirect("people:officials")
    return render(request, "people/official.html", {"form": form, "official": known})
