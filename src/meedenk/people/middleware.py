"""What holds for everybody who is signed in: a visit ends in time, and staff have a second lock."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from meedenk.accounts import visits

from .standing import standing

Answer = Callable[[HttpRequest], HttpResponse]
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
OPEN_WITHOUT = ("/mijn/inloggen/", "/inloggen/", "/taal/", "/p/", "/static/", "/_health/")


def visit_ends(get_response: Answer) -> Answer:
    """A visit ends when it was idle too long or has lasted long enough; sooner for staff than for members."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            at = now()
            staff = standing(request.user, localdate(at)).staff
            if visits.has_ended(request.session, settings.STAFF_VISIT if staff else settings.MEMBER_VISIT, at=at):
                logout(request)
                messages.info(request, _("You were signed out because your visit had lasted long enough."))
            else:
                visits.go_on(request.session, at=at)
        return get_response(request)

    return middleware


def second_factor(get_response: Answer) -> Answer:
    """The steering group and support see nothing but the page to set up a second lock, until they have one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if lacks_second_factor(request) and not request.path.startswith(OPEN_WITHOUT):
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this is somebody who needs a second lock and has none. Only the demo may be eased."""
    if settings.SECOND_FACTOR_EASED or not standing(request.user, localdate(now())).staff:
        return False
    return not is_mfa_enabled(request.user, SECOND_FACTORS)
