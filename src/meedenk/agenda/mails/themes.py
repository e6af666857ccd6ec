"""What people are told about the themes."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, Reader, letter_to, post, speaking_to
from meedenk.people.models import Member

from ..models import Theme


def theme_chosen(theme: Theme, *, at: datetime) -> None:
    """In the digest of every member whose term runs."""
    members = Member.objects.running(localdate(at)).select_related("user")
    messages = []
    for user in (member.user for member in members if member.user):
        with speaking_to(Reader.of(user)) as reader:
            letter = Letter(
                subject=_("On our agenda: %(theme)s") % {"theme": theme.title},
                body="\n\n".join([theme.summary, _("The reason: %(reason)s") % {"reason": theme.reason}]),
                facts=((_("Planned for"), theme.planned_for),) if theme.planned_for else (),
            )
            messages.append(
                letter_to(
                    reader,
                    letter,
                    kind=Kind.THEME_CHOSEN,
                    audience="members",
                    at=at,
                    about=theme,
                    address=theme.get_absolute_url(),
                    digest=True,
                )
            )
    post(messages)
