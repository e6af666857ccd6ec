"""Members and their terms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meedenk.accounts.requests import UserRequest, get_or_post, searched
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import number, rule

from .. import operations
from ..forms import AddressForm, EndForm, MemberForm, TermForm, WelcomeForm
from ..models import Member
from ..queries import members_list
from ..rules import is_staff

PAGE = 50


@login_required
@require_safe
def members(request: UserRequest) -> HttpResponse:
    """Everyone who is a member now, or was."""
    at, today = now(), localdate()
    is_staff.or_404(request.user, at=at)
    search, former = searched(request), "vroeger" in request.GET
    found = members_list(today, search=search, former=former)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "query": search,
        "former": former,
        "running": Member.objects.running(today).count(),
        "least": number("advisory-group-min", today),
        "most": number("advisory-group-max", today),
        "today": today,
    }
    return render(request, "people/members.html", context)


@login_required
@get_or_post
def welcome(request: UserRequest) -> HttpResponse:
    """A new member with a first term."""
    at = now()
    is_staff.or_404(request.user, at=at)
    form = WelcomeForm(request.POST or None, initial={"since": localdate(at)})
    if form.is_valid():
        with refusal_as_message(request):
            member = operations.welcome_member(**form.cleaned_data, by=request.user, at=at)
            messages.success(
                request, _("%(name)s is a member now. They can sign in with their address.") % {"name": member}
            )
            return redirect("people:member", member.pk)
    return render(request, "people/welcome.html", {"form": form})


@login_required
@get_or_post
def member(request: UserRequest, pk: int) -> HttpResponse:
    """What we know of one member, and their terms."""
    at = now()
    is_staff.or_404(request.user, at=at)
    the_member = get_object_or_404(Member.objects.select_related("area", "user"), pk=pk)
    form = MemberForm(request.POST or None, instance=the_member)
    if form.is_valid():
        kept = Member.objects.get(pk=pk)
        with refusal_as_message(request):
            operations.change_member(kept, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The details have been kept."))
            return redirect("people:member", pk)
    context = {
        "member": Member.objects.select_related("user").get(pk=pk),
        "form": form,
        "terms": the_member.terms.all(),
        "seats": the_member.steering_seats.all(),
        "runs": Member.objects.running(localdate(at)).filter(pk=pk).exists(),
    }
    return render(request, "people/member.html", context)


@login_required
@get_or_post
def address(request: UserRequest, pk: int) -> HttpResponse:
    """Another address for a member, or a first one."""
    at = now()
    is_staff.or_404(request.user, at=at)
    the_member = get_object_or_404(Member.objects.select_related("user"), pk=pk)
    form = AddressForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            operations.give_address(the_member, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("%(name)s signs in with the new address from now on.") % {"name": the_member})
            return redirect("people:member", pk)
    return render(request, "people/address.html", {"form": form, "member": the_member})


@login_required
@get_or_post
def term(request: UserRequest, pk: int) -> HttpResponse:
    """A new term for someone who was or is a member."""
    at = now()
    is_staff.or_404(request.user, at=at)
    the_member = get_object_or_404(Member, pk=pk)
    form = TermForm(request.POST or None, initial={"since": localdate(at)})
    if form.is_valid():
        with refusal_as_message(request):
            operations.set_term(the_member, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The new term has been kept."))
            return redirect("people:member", pk)
    context = {
        "form": form,
        "member": the_member,
        "terms": the_member.terms.order_by("-since"),
        "shortest": rule("term-years-min", localdate(at)),
        "longest": rule("term-years-max", localdate(at)),
    }
    return render(request, "people/term.html", context)


@login_required
@get_or_post
def end_term(request: UserRequest, pk: int) -> HttpResponse:
    """A term ends earlier than planned."""
    at = now()
    is_staff.or_404(request.user, at=at)
    the_member = get_object_or_404(Member, pk=pk)
    form = EndForm(request.POST or None, initial={"until": localdate(at)})
    if form.is_valid():
        with refusal_as_message(request):
            operations.end_term(the_member, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("The term ends on that day. Until then everything stays open."))
            return redirect("people:member", pk)
    what = _("The term of %(name)s") % {"name": the_member}
    then = _("From that day they read what is public and no more. You can give a new term later.")
    return render(request, "people/end.html", {"form": form, "what": what, "then": then})
