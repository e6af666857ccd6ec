"""Signing in: an address, a code from the mail, and for some a second lock."""

from datetime import timedelta

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import logout as sign_out_view
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .. import limits
from ..adapter import SHARED
from ..codes import ask_code, use_code
from ..forms import CodeForm, SignInForm
from ..requests import get_or_post, network, safe_way_on

QUARTER = timedelta(minutes=15)
ASKED = "sign-in"


@never_cache
@get_or_post
def sign_in(request: HttpRequest) -> HttpResponse:
    """Someone gives their address; what follows is the same whether we know it or not."""
    way_on = safe_way_on(request)
    if request.user.is_authenticated:
        return redirect(way_on or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        at, email = now(), form.cleaned_data["email"]
        if not may_ask(request, email):
            return too_often(request)
        ask_code(email, at=at)
        request.session[ASKED] = {"email": email, "next": way_on}
        request.session[SHARED] = form.cleaned_data["shared"]
        return redirect("account_code")
    return render(request, "account/login.html", {"form": form, "way_on": way_on, "municipal": settings.OIDC_NAME})


@never_cache
@get_or_post
def enter_code(request: HttpRequest) -> HttpResponse:
    """Someone types the code from their mail, or asks for it once more."""
    asked = request.session.get(ASKED)
    if request.user.is_authenticated or asked is None:
        return redirect("account_login")
    at, email = now(), asked["email"]
    if "again" in request.POST:
        if not may_ask(request, email):
            return too_often(request)
        ask_code(email, at=at)
        return redirect("account_code")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if not may_try(request, email):
            return too_often(request)
        if user := use_code(email, form.cleaned_data["code"], at=at):
            del request.session[ASKED]
            record_authentication(request, user, method="code", email=email)
            login = Login(user=user, email=email, redirect_url=asked["next"] or None)
            signed_in: HttpResponse = perform_login(request, login)
            return signed_in
        form.add_error("code", _("This is not the code we sent, or it is older than a quarter of an hour."))
    return render(request, "account/code.html", {"form": form, "email": email})


@never_cache
@get_or_post
def sign_out(request: HttpRequest) -> HttpResponse:
    """A page with one button; pressing it ends the visit and empties what the browser kept of it."""
    response: HttpResponse = sign_out_view(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def may_ask(request: HttpRequest, email: str) -> bool:
    """Not too many codes asked from one place. Asking from elsewhere never counts for this place."""
    at, place = now(), network(request)
    return limits.within(90, QUARTER, "ask", place, at=at) and limits.within(5, QUARTER, "ask", place, email, at=at)


def may_try(request: HttpRequest, email: str) -> bool:
    """Not too many codes tried from one place."""
    at, place = now(), network(request)
    return limits.within(90, QUARTER, "try", place, at=at) and limits.within(10, QUARTER, "try", place, email, at=at)


def too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)
