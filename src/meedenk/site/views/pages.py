"""Who we are, how to take part, and what we owe to everyone who visits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from meedenk.advice.models import Advice
from meedenk.agenda.models import Theme
from meedenk.documents.html import html
from meedenk.documents.tree import parse
from meedenk.handbook.models import Chapter, Rule
from meedenk.people.models import Member, SteeringSeat, TeamRole
from meedenk.trajectories.models import Trajectory

from ..inserts import inserts


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who we are and how we work, in numbers that name nobody."""
    today = localdate()
    seats = list(SteeringSeat.objects.running(today))
    taken = {role for seat in seats for role in seat.roles}
    context = {
        "members": Member.objects.running(today).count(),
        "steering": len(seats),
        "roles": [(role.label, role in taken) for role in TeamRole],
        "running": Trajectory.objects.running().count(),
        "advices": Advice.objects.public(now()).count(),
        "rules": {rule.key: rule for rule in Rule.objects.valid(today)},
        "chapters": Chapter.objects.only("slug", "title", "order")[:6],
    }
    return render(request, "site/about.html", context)


@require_safe
def ordinance(request: HttpRequest) -> HttpResponse:
    """On which rules of the municipality and which laws we stand."""
    today = localdate()
    found = Chapter.objects.filter(slug="grondslag").first()
    body = html(parse(found.body, top=2, marks=True), inserts=inserts(today)) if found else ""
    return render(request, "site/ordinance.html", {"chapter": found, "body": body})


@require_safe
def take_part(request: HttpRequest) -> HttpResponse:
    """The ways in: become a member, tell a concern, ask for advice."""
    rules = {rule.key: rule for rule in Rule.objects.valid(localdate())}
    return render(request, "site/take_part.html", {"rules": rules})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach us."""
    return render(request, "site/contact.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we know of how accessible this site is, and what to do when something does not work."""
    return render(request, "site/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we keep, why, how long, and what your rights are."""
    rules = {rule.key: rule for rule in Rule.objects.valid(localdate())}
    return render(request, "site/privacy.html", {"rules": rules})


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Feeds and permanent addresses."""
    return render(request, "site/open_data.html", {"themes": Theme.objects.filter(chosen=True)})
