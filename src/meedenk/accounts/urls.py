"""Signing in, how one signs in, the language of a visit, and the outsider's door."""

from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount.providers.openid_connect import views as municipal
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from .views import doors, language, safety, signing_in

urlpatterns = [
    path("inloggen/", signing_in.sign_in, name="account_login"),
    path("inloggen/code/", signing_in.enter_code, name="account_code"),
    path("inloggen/uit/", signing_in.sign_out, name="account_logout"),
    path("inloggen/tweede-slot/", second.authenticate, name="mfa_authenticate"),
    path("inloggen/nog-eens/", second.reauthenticate, name="mfa_reauthenticate"),
    path("inloggen/nog-eens/sleutel/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("inloggen/sleutel/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("inloggen/bij/<slug:provider_id>/", require_POST(municipal.login), name="openid_connect_login"),
    path("inloggen/bij/<slug:provider_id>/terug/", require_safe(municipal.callback), name="openid_connect_callback"),
    path("mijn/inloggen/", safety.safety, name="mfa_index"),
    path("mijn/inloggen/adres/", safety.new_address, name="new-address"),
    path("mijn/inloggen/adres/code/", safety.new_address_code, name="new-address-code"),
    path("mijn/inloggen/app/", safety.add_app, name="mfa_activate_totp"),
    path("mijn/inloggen/app/weg/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("mijn/inloggen/sleutels/", safety.safety, name="mfa_list_webauthn"),
    path("mijn/inloggen/sleutels/nieuw/", safety.add_key, name="mfa_add_webauthn"),
    path("mijn/inloggen/sleutels/<int:pk>/weg/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("mijn/inloggen/herstelcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("mijn/inloggen/herstelcodes/nieuw/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("mijn/inloggen/herstelcodes/bewaren/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("mijn/inloggen/plekken/", safety.places, name="usersessions_list"),
    path("mijn/inloggen/plekken/alleen-hier/", safety.only_here, name="only-here"),
    path("mijn/inloggen/plekken/nergens/", safety.nowhere, name="nowhere"),
    path("taal/", language.choose_language, name="set_language"),
    path("p/<str:token>/", doors.enter, name="door"),
    path("p/<str:token>/<slug:page>/", doors.enter, name="door-page"),
]
