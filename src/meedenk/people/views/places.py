"""Departments of the municipality, and districts and villages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message

from .. import operations
from ..forms import AreaForm, DepartmentForm
from ..models import Area, Department
from ..rules import is_staff


@login_required
@require_safe
def departments(request: UserRequest) -> HttpResponse:
    """The departments, and how many officials we know of each."""
    is_staff.or_404(request.user, at=now())
    known = Department.objects.annotate(people=Count("officials"))
    return render(request, "people/departments.html", {"departments": known})


@login_required
@get_or_post
def department(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """One department, new or known."""
    at = now()
    is_staff.or_404(request.user, at=at)
    known = get_object_or_404(Department, pk=pk) if pk else None
    form = DepartmentForm(request.POST or None, instance=known)
    if form.is_valid():
        with refusal_as_message(request):
            operations.save_department(known, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The department has been kept. It can be chosen from now on."))
            return redirect("people:departments")
    name = Department.objects.get(pk=pk).name if pk else ""
    return render(request, "people/department.html", {"form": form, "name": name})


@login_required
@require_safe
def areas(request: UserRequest) -> HttpResponse:
    """The districts and villages, and how many people we know in each."""
    is_staff.or_404(request.user, at=now())
    known = Area.objects.annotate(people=Count("members"))
    return render(request, "people/areas.html", {"areas": known})


@login_required
@get_or_post
def area(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """One district or village, new or known."""
    at = now()
    is_staff.or_404(request.user, at=at)
    known = get_object_or_404(Area, pk=pk) if pk else None
    form = AreaForm(request.POST or None, instance=known)
    if form.is_valid():
        with refusal_as_message(request):
            operations.save_area(known, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("It has been kept. It can be chosen from now on."))
            return redirect("people:areas")
    name = Area.objects.get(pk=pk).name if pk else ""
    return render(request, "people/area.html", {"form": form, "name": name})
