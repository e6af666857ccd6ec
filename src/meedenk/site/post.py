"""What staff see of the mail: mailings before they go, and what became of each message."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meedenk.accounts.requests import UserRequest, get_or_post, searched
from meedenk.common.refusal import refusal_as_message
from meedenk.mail import caring, queries
from meedenk.mail.forms import CancelForm, MailingForm
from meedenk.mail.models import Mailing, Message, State
from meedenk.mail.showing import on_its_own, shown
from meedenk.people.rules import is_staff

PAGE = 50


@login_required
@require_safe
def post(request: UserRequest) -> HttpResponse:
    """Mailings that wait, and every message with what became of it."""
    is_staff.or_404(request.user, at=now())
    state, search = request.GET.get("stand", ""), searched(request)
    found = queries.messages(state=state, search=search)
    page = {
        "waiting": queries.waiting_mailings(),
        "past": queries.past_mailings(10),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "states": State,
        "state": state,
        "query": search,
        "to_look_after": queries.to_look_after(),
    }
    return render(request, "site/post/post.html", page)


@login_required
@get_or_post
def mailing(request: UserRequest, pk: int) -> HttpResponse:
    """One mailing: how it reads, how far it is, and a new text as long as it waits."""
    at = now()
    the_mailing = _mailing(request, pk, at)
    form = MailingForm(request.POST or None, instance=the_mailing)
    if form.is_valid():
        with refusal_as_message(request):
            caring.edit(the_mailing, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Who has not had it yet gets the new text."))
        return redirect("site:mailing", pk)
    example = the_mailing.messages.order_by("pk").first()
    page = {
        "mailing": queries.mailings().get(pk=pk),
        "form": form,
        "cancel": CancelForm(),
        "example": example,
        "shown": shown(example) if example else None,
    }
    return render(request, "site/post/mailing.html", page)


@login_required
@require_POST
def hold(request: UserRequest, pk: int) -> HttpResponse:
    """Nothing more of a mailing goes for now."""
    return _decide(request, pk, caring.hold, _("This mailing is held. Nothing goes until you let it go."))


@login_required
@require_POST
def let_go(request: UserRequest, pk: int) -> HttpResponse:
    """A mailing goes now."""
    return _decide(request, pk, caring.let_go, _("This mailing goes now."))


@login_required
@get_or_post
def cancel(request: UserRequest, pk: int) -> HttpResponse:
    """What has not gone of a mailing never goes."""
    at = now()
    the_mailing = _mailing(request, pk, at)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            caring.cancel(the_mailing, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("What had not gone does not go. Each message says why."))
        return redirect("site:mailing", pk)
    page = {"mailing": queries.mailings().get(pk=pk), "form": form}
    return render(request, "site/post/cancel.html", page)


@login_required
@get_or_post
def message(request: UserRequest, pk: int) -> HttpResponse:
    """One message: what it says, what became of it, and the buttons to send it again or let it rest."""
    at = now()
    is_staff.or_404(request.user, at=at)
    the_message = get_object_or_404(Message.objects.select_related("mailing", "digested_in", "user"), pk=pk)
    if request.method == "POST":
        with refusal_as_message(request):
            messages.success(request, _care(the_message, request.POST.get("act", ""), at))
        return redirect("site:message", pk)
    page = {
        "message_": the_message,
        "shown": None if the_message.secret else shown(the_message),
        "may_go_again": the_message.state in {State.HANDED_OVER, State.DEAD} and not the_message.secret,
        "doubt": the_message.state == State.HANDED_OVER,
    }
    return render(request, "site/post/message.html", page)


def _care(the_message: Message, act: str, at: datetime) -> str:
    """Does what the button said, and returns what the reader is told about it."""
    if act == "rest":
        caring.let_rest(the_message)
        return _("This message no longer asks for attention. It stays in the list.")
    caring.send_again(the_message, at=at)
    return _("The message goes again, within a minute.")


@login_required
@require_safe
def preview(request: UserRequest, pk: int) -> HttpResponse:
    """A message as its reader sees it. A code is for the reader alone."""
    is_staff.or_404(request.user, at=now())
    the_message = get_object_or_404(Message, pk=pk)
    if the_message.secret:
        raise Http404
    return on_its_own(shown(the_message).html)


def _mailing(request: UserRequest, pk: int, at: datetime) -> Mailing:
    is_staff.or_404(request.user, at=at)
    return get_object_or_404(Mailing, pk=pk)


def _decide(request: UserRequest, pk: int, act: Callable[..., None], done: str) -> HttpResponse:
    at = now()
    the_mailing = _mailing(request, pk, at)
    with refusal_as_message(request):
        act(the_mailing, by=request.user, at=at)
        messages.success(request, done)
    return redirect("site:mailing", pk)
