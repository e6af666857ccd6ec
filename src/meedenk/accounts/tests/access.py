"""Who may open which page of this station."""

SIGNED_IN = {"ended", "member", "group_member", "contact", "steering", "support"}
EVERYONE = "everyone"

ACCESS = {
    "account_login": EVERYONE,
    "account_code": EVERYONE,
    "account_logout": EVERYONE,
    "mfa_authenticate": EVERYONE,
    "mfa_login_webauthn": EVERYONE,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "new-address": SIGNED_IN,
    "new-address-code": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "usersessions_list": SIGNED_IN,
}
