"""What is mailed about signing in. It goes through the outbox, so it takes as long for an address nobody knows."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meedenk.accounts.adapter import Adapter

from .models import Message, State
from .operations import Letter, Reader, letter_to, post, speaking_to

CODE = "account/email/login_code"
THE_MEMBER = "the-member"


class OutboxAdapter(Adapter):
    """Signing in as this house does it, with its mails in our outbox."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The mail of that name waits in the outbox. Names that we do not use are a mistake in the program."""
        if template_prefix == CODE:
            post([_code_mail(email, context)])
            return
        user = context["user"]
        with speaking_to(Reader(email, user.name, user.language, user)) as reader:
            letter = CHANGES[template_prefix](context["at"])
            post([letter_to(reader, letter, kind="sign-in-changed", audience=THE_MEMBER, at=context["at"])])


def _code_mail(email: str, context: Mapping[str, Any]) -> Message:
    """The mail with the code. For an address nobody knows it is written as well, and dropped without its text."""
    user, code, at = context["user"], context["code"], context["at"]
    name, language = (user.name, user.language) if user else ("", get_language() or "nl")
    with speaking_to(Reader(email, name, language, user)) as reader:
        letter = Letter(
            subject=_("Your code to sign in"),
            body=_("You want to sign in. Type this code on the page where you asked for it:\n\n%(code)s\n\n")
            % {"code": code.letters}
            + _("The code works until %(time)s, once. We never ask for it by phone.\n\n")
            % {"time": date_format(localtime(code.ends_at), "H:i")}
            + _("Did you not ask for a code? Then you need not do anything. Without this mail nobody can sign in."),
        )
        message = letter_to(
            reader,
            letter,
            kind="sign-in-code",
            audience=THE_MEMBER,
            at=at,
            secret=True,
            until=code.ends_at,
            once=f"sign-in-code-{code.pk}-{at.timestamp()}",
        )
    if user is None:
        message.state, message.email, message.body = State.DROPPED, "", ""
    return message


def _changed(what: Callable[[], str]) -> Callable[[datetime], Letter]:
    def letter(at: datetime) -> Letter:
        moment = date_format(localtime(at), _("j F Y, H:i"))
        told = _("This happened on %(moment)s. Was it you? Then you need not do anything.") % {"moment": moment}
        alarm = _("Was it not you? Call us or answer this mail right away: somebody may be using your account.")
        return Letter(subject=_("The way you sign in has changed"), body=f"{what()}\n\n{told}\n\n{alarm}")

    return letter


CHANGES: dict[str, Callable[[datetime], Letter]] = {
    "account/email/email_changed": _changed(lambda: _("You have a new e-mail address for signing in.")),
    "mfa/email/totp_activated": _changed(lambda: _("From now on you also need the code from an app to sign in.")),
    "mfa/email/totp_deactivated": _changed(lambda: _("You no longer use the code from an app to sign in.")),
    "mfa/email/webauthn_added": _changed(lambda: _("You added a passkey.")),
    "mfa/email/webauthn_removed": _changed(lambda: _("You removed a passkey.")),
    "mfa/email/recovery_codes_generated": _changed(lambda: _("You made new recovery codes. The old ones are void.")),
    "socialaccount/email/account_connected": _changed(lambda: _("You can now sign in by way of the municipality.")),
}
