"""The door of the demo: who there is, and a button to be them."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from meedenk.accounts.models import PersonalLink, Purpose, User
from meedenk.accounts.operations import mint
from meedenk.trajectories.models import Trajectory
from meedenk.trajectories.stages import Stage

from . import cast
from .reading import read

ROLES = {
    "member": _("Member, in no project group now"),
    "group_member": _("Member of a project group"),
    "contact": _("Contact of a project group"),
    "steering": _("Steering group"),
    "support": _("Support"),
    "ended": _("Member whose term has ended"),
    "adviser": _("Policy adviser, by personal link"),
    "office": _("Office of the alderperson, by personal link"),
}
BY_LINK = {"adviser": (Purpose.ADVISER, Stage.WORKING), "office": (Purpose.OFFICE, Stage.DELIVERED)}


@dataclass(frozen=True)
class Player:
    """Someone you can be in the demo."""

    role: str
    what: str
    name: str
    email: str


@require_safe
def players(request: HttpRequest) -> HttpResponse:
    """Everyone you can be. Outside a demo this page does not exist."""
    _refuse_outside_a_demo()
    return render(request, "demo/players.html", {"players": [_player(role) for role in ROLES]})


@require_POST
def be(request: HttpRequest, role: str) -> HttpResponse:
    """The visit goes on as that person; who has no account goes through the door of their own link."""
    _refuse_outside_a_demo()
    if role not in ROLES:
        raise Http404
    player = _player(role)
    if role in BY_LINK:
        return redirect("door", mint(_link(role, player)))
    login(request, get_object_or_404(User, email=player.email), backend=settings.AUTHENTICATION_BACKENDS[0])
    UserSession.objects.create_from_request(request)
    return redirect(reverse("site:desk" if role in {"steering", "support"} else "site:mine"))


def _refuse_outside_a_demo() -> None:
    if not settings.DEMO:
        raise Http404


def _player(role: str) -> Player:
    people = [
        *read("members.toml")["member"],
        *read("members.toml")["supporter"],
        *read("departments.toml")["official"],
    ]
    found = next(person for person in people if person.get("cast") == role)
    return Player(role, str(ROLES[role]), found["name"], found["email"])


def _link(role: str, player: Player) -> PersonalLink:
    """A link of this person to a trajectory in which something is asked of them, or else was asked of them."""
    purpose, stage = BY_LINK[role]
    theirs = Q(advisers__official__email=player.email) if role == "adviser" else Q(advice__delivery__isnull=False)
    own = Trajectory.objects.filter(theirs)
    trajectory = own.filter(stage=stage).order_by("pk").first() or own.latest("pk")
    return cast.link(purpose, trajectory, cast.official(player.email), now())
