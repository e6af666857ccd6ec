"""The link by which someone says yes, sees what they follow, and stops. It opens what one address follows, no more."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

SALT = "meedenk.subscriptions"
LASTING = timedelta(days=7)


def address_for(email: str) -> str:
    return reverse("subscriptions:following", args=[signing.dumps(email, salt=SALT)])


def email_of(token: str) -> str:
    """Whose link it is; empty when it is not ours or too old."""
    try:
        return str(signing.loads(token, salt=SALT, max_age=LASTING))
    except signing.BadSignature:
        return ""
