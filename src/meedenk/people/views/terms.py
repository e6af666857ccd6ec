"""The term of a member: as they see it themselves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import rule

from .. import terms
from ..forms import WishForm
from ..models import Term
from ..standing import standing


@login_required
@get_or_post
def my_term(request: UserRequest) -> HttpResponse:
    """Since when and until when I am a member, and whether I want to go on."""
    at, today = now(), localdate()
    member = standing(request.user, today).member
    term = terms.term_now(member, today) if member else None
    if member is None or term is None:
        raise Http404
    form = WishForm(request.POST or None, initial={"wish": term.wish})
    if form.is_valid():
        with refusal_as_message(request):
            terms.tell_wish(member, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _said(form.cleaned_data["wish"]))
            return redirect("people:my-term")
    earlier = list(member.terms.filter(since__lte=term.since).order_by("since"))
    context = {
        "form": form,
        "term": term,
        "since": earlier[0].since,
        "number": len(earlier),
        "shortest": rule("term-years-min", today),
        "longest": rule("term-years-max", today),
        "warning": rule("term-warning-days", today),
    }
    return render(request, "people/my_term.html", context)


def _said(wish: str) -> str:
    if wish == Term.Wish.STOP:
        return _("Support knows that you stop after this term. Until then everything stays open for you.")
    return _("Support knows that you would like to go on. They talk with you about a next term.")
