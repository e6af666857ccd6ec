"""The teller's own page, behind the link in their mail."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from meedenk.accounts.doors import address_behind, door
from meedenk.accounts.models import PersonalLink, Purpose
from meedenk.common.refusal import refusal_as_message
from meedenk.common.templatetags.pieces import day
from meedenk.handbook.queries import rule
from meedenk.journal.kinds import Kind, Seen
from meedenk.journal.models import Entry
from meedenk.mail.unsubscribing import stops

from ..followed import Followed, followed_from
from ..forms.telling import MoreForm
from ..models import Concern
from ..operations import telling

FOR_TELLERS = (
    Kind.CONCERN_TOLD,
    Kind.CONCERN_READ,
    Kind.CONCERN_SET_ASIDE,
    Kind.CONCERN_MERGED,
    Kind.CONCERN_REOPENED,
    Kind.CONCERN_TIED,
)


@dataclass(frozen=True)
class Moment:
    """One point of what became of it."""

    title: str
    text: str
    when_label: str
    state: str = "done"
    url: str = ""


@door(Purpose.TELLER)
def teller(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """What became of what they told, so far."""
    at = now()
    concern = _told_by(link)
    root = concern.merged_into or concern
    page = {
        "concern": concern,
        "link": link,
        "thread": became_of(concern, at=at),
        "waits": root.state == Concern.State.NEW,
        "theme": root.theme if root.state == Concern.State.THEME else None,
        "subjects": _subjects(concern, root),
        "reply": rule("signal-reply-weeks", localdate(at)),
        "keep": rule("concern-keep-months", localdate(at)),
        "more": address_behind(request, "erbij"),
        "stop": address_behind(request, "stoppen"),
        "erase": address_behind(request, "wissen"),
    }
    return render(request, "agenda/teller.html", page)


@door(Purpose.TELLER, "erbij")
def more(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """A few words more."""
    concern = _told_by(link)
    form = MoreForm(request.POST or None)
    if form.is_valid():
        with refusal_as_message(request):
            telling.tell_more(concern, **form.cleaned_data, by=link, at=now())
            messages.success(request, _("The steering group has what you added."))
            return redirect(address_behind(request))
    return render(
        request, "agenda/teller_more.html", {"form": form, "concern": concern, "back": address_behind(request)}
    )


@door(Purpose.TELLER, "stoppen")
def stop(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """They hear nothing more, and their name and address are erased."""
    concern = _told_by(link)
    if request.method == "POST":
        telling.stop_hearing(concern, by=link, at=now())
        return render(request, "agenda/teller_gone.html", {"erased": False})
    return render(request, "agenda/teller_stop.html", {"concern": concern, "back": address_behind(request)})


@stops(Purpose.TELLER)
def stop_by_mail(link: PersonalLink, at: datetime) -> None:
    """The link at the foot of each mail does the same."""
    telling.stop_hearing(_told_by(link), by=None, at=at)


@door(Purpose.TELLER, "wissen")
def erase(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """What they told is erased, with their name and address."""
    concern = _told_by(link)
    if request.method == "POST":
        telling.erase(concern, by=link, at=now())
        return render(request, "agenda/teller_gone.html", {"erased": True})
    return render(request, "agenda/teller_erase.html", {"concern": concern, "back": address_behind(request)})


def became_of(concern: Concern, *, at: datetime) -> list[Moment]:
    """Everything that may be told to who told `concern`, the oldest first, to the dossiers that followed from it."""
    root = concern.merged_into or concern
    led_to = followed_from([concern.pk, root.pk])
    followed = {each.key: each for found in led_to.values() for each in found}
    theirs = Entry.objects.filter(dossier__in=[concern.pk, root.pk], kind__in=FOR_TELLERS)
    moments = [
        (entry.at, Moment(entry.title, entry.sentence(Seen.MEMBERS), day(localdate(entry.at)), url=_way(entry, root)))
        for entry in theirs
        if entry.dossier_id == concern.pk or entry.kind != Kind.CONCERN_TOLD
    ]
    moments += [
        (each.at, Moment(_("You added this"), each.text, day(localdate(each.at)))) for each in concern.additions.all()
    ]
    for entry in Entry.objects.filter(dossier__in=followed).seen_by(Seen.PUBLIC, at=at):
        dossier = followed[entry.dossier_id]
        title = f"{dossier.title}: {entry.title}"
        moment = Moment(title, entry.sentence(Seen.PUBLIC), day(localdate(entry.at)), url=dossier.address)
        moments.append((entry.at, moment))
    return [moment for _at, moment in sorted(moments, key=lambda pair: pair[0])]


def _subjects(concern: Concern, root: Concern) -> list[Followed]:
    """What everyone can read that followed from it, each once, what runs first."""
    found = {each.key: each for led_to in followed_from([concern.pk, root.pk]).values() for each in led_to}
    return sorted((each for each in found.values() if each.address), key=lambda each: not each.runs)


def _way(entry: Entry, root: Concern) -> str:
    return root.theme.get_absolute_url() if entry.kind == Kind.CONCERN_READ and root.theme else ""


def _told_by(link: PersonalLink) -> Concern:
    found = Concern.objects.select_related("teller", "theme", "merged_into__theme")
    return get_object_or_404(found, pk=link.about)
