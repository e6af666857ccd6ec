"""How someone signs in: their address, passkeys, app, recovery codes, and where they are signed in."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meedenk.common.refusal import refusal_as_message

from .. import operations, visits
from ..codes import ask_code, prove_mailbox
from ..forms import CodeForm, NewAddressForm
from ..requests import UserRequest, device, get_or_post
from .signing_in import may_ask, may_try, too_often

FRESH = timedelta(hours=1)
NEW_ADDRESS = "new-address"
View = Callable[..., HttpResponse]


def when_sure(view: View) -> View:
    """The view opens for who just showed their second lock, or without one signed in within the hour."""

    @login_required
    @wraps(view)
    def guarded(request: UserRequest, *args: object, **kwargs: object) -> HttpResponse:
        if get_reauthentication_flows(request.user):
            sure: View = reauthentication_required(view, app="allauth.mfa")
            return sure(request, *args, **kwargs)
        began = visits.began_at(request.session)
        if began is None or now() - began > FRESH:
            return render(request, "account/again.html", {"way_on": request.path})
        return view(request, *args, **kwargs)

    return guarded


@login_required
@require_safe
def safety(request: UserRequest) -> HttpResponse:
    """Everything about signing in, on one page."""
    ways: dict[str, list[Authenticator]] = {}
    for way in Authenticator.objects.filter(user=request.user).order_by("created_at"):
        ways.setdefault(str(way.type), []).append(way)
    codes = ways.get(Authenticator.Type.RECOVERY_CODES, [])
    return render(
        request,
        "mfa/index.html",
        {
            "keys": [(way, way.wrap().name) for way in ways.get(Authenticator.Type.WEBAUTHN, [])],
            "app": bool(ways.get(Authenticator.Type.TOTP)),
            "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else None,
            "visits": len(UserSession.objects.purge_and_list(request.user)),
        },
    )


class AddApp(ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """A second lock by app. Who was signed in elsewhere without it no longer is."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _has_new_lock(self.request)
        return response


class AddKey(AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """A passkey. Who was signed in elsewhere without it no longer is."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _has_new_lock(self.request)
        return response


def _has_new_lock(request: UserRequest) -> None:
    """Who just made a lock has shown it, and can look at the recovery codes at once."""
    record_authentication(request, request.user, method="mfa", reauthenticated=True)
    _only_here(request)


add_app = when_sure(AddApp.as_view())
add_key = when_sure(AddKey.as_view())


@login_required
@require_safe
def places(request: UserRequest) -> HttpResponse:
    """Where someone is signed in."""
    sessions = sorted(UserSession.objects.purge_and_list(request.user), key=lambda one: one.created_at, reverse=True)
    named = [(one, device(one.user_agent)) for one in sessions]
    return render(request, "usersessions/usersession_list.html", {"sessions": named})


@login_required
@require_POST
def only_here(request: UserRequest) -> HttpResponse:
    """Everywhere else one is signed out."""
    _only_here(request)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("usersessions_list")


@login_required
@require_POST
def nowhere(request: UserRequest) -> HttpResponse:
    """One is signed out everywhere, here too."""
    operations.end_visits(request.user)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


def _only_here(request: UserRequest) -> None:
    operations.end_visits(request.user)
    update_session_auth_hash(request, request.user)
    UserSession.objects.create_from_request(request)


@when_sure
@get_or_post
def new_address(request: UserRequest) -> HttpResponse:
    """Someone says which address they want to use; a code goes there."""
    form = NewAddressForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if not may_ask(request, email):
            return too_often(request)
        ask_code(email, at=now(), newcomer=request.user)
        request.session[NEW_ADDRESS] = email
        return redirect("new-address-code")
    return render(request, "account/new_address.html", {"form": form})


@when_sure
@get_or_post
def new_address_code(request: UserRequest) -> HttpResponse:
    """With the code from the new mailbox the address is theirs; they sign in anew."""
    email = request.session.get(NEW_ADDRESS)
    if email is None:
        return redirect("new-address")
    at = now()
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if not may_try(request, email):
            return too_often(request)
        if prove_mailbox(email, form.cleaned_data["code"], at=at):
            with refusal_as_message(request):
                operations.change_address(request.user, email, at=at)
                logout(request)
                messages.success(request, _("From now on you sign in with your new address. Do so now."))
                return redirect("account_login")
        else:
            form.add_error("code", _("This is not the code we sent, or it is older than a quarter of an hour."))
    return render(request, "account/new_address_code.html", {"form": form, "email": email})
