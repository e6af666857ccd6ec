"""The desk pages on which the steering group and support read what people told."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meedenk.accounts.requests import UserRequest, get_or_post, searched
from meedenk.common.refusal import refusal_as_message
from meedenk.handbook.queries import length, rule
from meedenk.journal.kinds import Seen

from ..alike import look_alikes
from ..followed import followed_from
from ..forms.reading import AsideForm, HeardForm, MergeForm, NewThemeForm, PartForm
from ..models import Addition, Concern
from ..operations import reading, telling
from ..queries import PILES, concerns_list, found_for_merging, promised_on
from ..rules import may_read

PAGE = 30


@login_required
@require_safe
def concerns(request: UserRequest) -> HttpResponse:
    """What people told, pile by pile; what is to be read first, the oldest on top."""
    at = now()
    may_read.or_404(request.user, at=at)
    pile, query = request.GET.get("stapel", ""), searched(request)
    pile = pile if pile in PILES else "" if query else "te-lezen"
    page = Paginator(concerns_list(pile, query), PAGE).get_page(request.GET.get("page"))
    reply = length("signal-reply-weeks", localdate(at))
    context = {
        "page": page,
        "rows": [(each, promised_on(each, reply)) for each in page],
        "today": localdate(at),
        "piles": [(name, label) for name, (label, _states) in PILES.items()],
        "pile": pile,
        "query": query,
        "reply": rule("signal-reply-weeks", localdate(at)),
    }
    return render(request, "agenda/concerns.html", context)


@login_required
@require_safe
def concern(request: UserRequest, pk: int) -> HttpResponse:
    """One thing that was told, with what looks like it and what happened to it."""
    at = now()
    found = _for_staff(request, pk, at)
    context = {
        "concern": found,
        "promised": promised_on(found, length("signal-reply-weeks", localdate(found.told_at))),
        "today": localdate(at),
        "together": Concern.objects.filter(merged_into=found).select_related("teller"),
        "additions": found.additions.all(),
        "alike": look_alikes(found) if found.state == Concern.State.NEW else [],
        "followed": [each for led_to in followed_from([found.pk]).values() for each in led_to],
        "happened": _happened(found, at),
    }
    return render(request, "agenda/concern.html", context)


@login_required
@get_or_post
def part(request: UserRequest, pk: int) -> HttpResponse:
    """It becomes part of a theme."""
    at = now()
    found = _for_staff(request, pk, at)
    form = PartForm(request.POST or None)

    def act() -> str:
        reading.make_part_of(found, **form.cleaned_data, by=request.user, at=at)
        return _("It is part of the theme. Who told it finds that in the next overview.")

    return _one_form(request, "agenda/part.html", found, form, act)


@login_required
@get_or_post
def begin_theme(request: UserRequest, pk: int) -> HttpResponse:
    """A theme of our own begins with it."""
    at = now()
    found = _for_staff(request, pk, at)
    form = NewThemeForm(request.POST or None)

    def act() -> str:
        reading.begin_theme(found, **form.cleaned_data, by=request.user, at=at)
        return _(
            "The theme stands on the list, and this is part of it. Now the steering group decides about the theme."
        )

    return _one_form(request, "agenda/begin_theme.html", found, form, act)


@login_required
@get_or_post
def merge(request: UserRequest, pk: int) -> HttpResponse:
    """It is laid together with one that is about the same."""
    at = now()
    found = _for_staff(request, pk, at)
    query = searched(request)
    form = MergeForm(request.POST or None, choices=found_for_merging(found, query))

    def act() -> str:
        reading.merge(found, **form.cleaned_data, by=request.user, at=at)
        return _("They lie together now. Who told either of them hears what becomes of it.")

    return _one_form(request, "agenda/merge.html", found, form, act, query=query)


@login_required
@get_or_post
def set_aside(request: UserRequest, pk: int) -> HttpResponse:
    """Nothing is done with it now, and who told it hears why."""
    at = now()
    found = _for_staff(request, pk, at)
    form = AsideForm(request.POST or None)

    def act() -> str:
        reading.set_aside(found, **form.cleaned_data, by=request.user, at=at)
        return _("It lies aside. Who told it reads your reason in the next overview.")

    return _one_form(request, "agenda/set_aside.html", found, form, act)


@login_required
@get_or_post
def heard(request: UserRequest, pk: int) -> HttpResponse:
    """What we heard, in words that everyone may read."""
    at = now()
    found = _for_staff(request, pk, at)
    form = HeardForm(request.POST or None, initial={"heard": found.heard})

    def act() -> str:
        reading.word(found, **form.cleaned_data, by=request.user, at=at)
        return _("These words stand on the page of the theme, as soon as this is part of one.")

    return _one_form(request, "agenda/heard.html", found, form, act)


@login_required
@get_or_post
def erase(request: UserRequest, pk: int) -> HttpResponse:
    """What was told is erased, because who told it asked for that."""
    at = now()
    found = _for_staff(request, pk, at)
    if request.method == "POST":
        with refusal_as_message(request):
            telling.erase(found, by=request.user, at=at)
            messages.success(request, _("What was told is erased, with the name and address of who told it."))
            return redirect("agenda:concern", pk)
    return render(request, "agenda/erase.html", {"concern": found})


@login_required
@require_POST
def handle(request: UserRequest, pk: int) -> HttpResponse:
    """One button: look again, spam or not, the addition is read."""
    at = now()
    found = _for_staff(request, pk, at)
    with refusal_as_message(request):
        messages.success(request, _press(found, request.POST.get("act", ""), by=request.user, at=at))
    return redirect("agenda:concern", pk)


def _press(found: Concern, act: str, *, by: Any, at: datetime) -> str:
    """Does what the button said and returns what the reader is told about it."""
    if act == "again":
        reading.look_again(found, by=by, at=at)
        return _("It waits to be read anew. Who told it finds that in the next overview.")
    if act == "trust":
        reading.trust(found, by=by, at=at)
        return _("It waits to be read, and who told it has a receipt.")
    if act == "doubt":
        reading.doubt(found, by=by, at=at)
        return _("It lies on the pile of what is probably spam.")
    if act.startswith("more-") and act[5:].isdecimal():
        reading.read_more(get_object_or_404(Addition, pk=int(act[5:]), concern=found), by=by, at=at)
        return _("The addition has been read.")
    raise Http404


def _one_form(
    request: UserRequest, template: str, found: Concern, form: Any, act: Callable[[], str], **more: Any
) -> HttpResponse:
    """A page with one form about `found`; back to what was told when `act` is done."""
    if form.is_valid():
        with refusal_as_message(request):
            messages.success(request, act())
            return redirect("agenda:concern", found.pk)
    return render(request, template, {"concern": found, "form": form, **more})


def _for_staff(request: UserRequest, pk: int, at: datetime) -> Concern:
    may_read.or_404(request.user, at=at)
    found = Concern.objects.select_related("teller__user", "area", "theme", "merged_into")
    return get_object_or_404(found, pk=pk)


def _happened(found: Concern, at: datetime) -> list[tuple[datetime, str, str]]:
    """What happened to it, the newest first, as (when, title, sentence)."""
    entries = found.entries.seen_by(Seen.STAFF, at=at).order_by("-at", "-pk")
    return [(entry.at, entry.title, entry.sentence(Seen.STAFF)) for entry in entries]
