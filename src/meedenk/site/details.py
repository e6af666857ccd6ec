"""What people change about themselves."""

from datetime import datetime

from django.db import transaction

from meedenk.accounts.models import User
from meedenk.people.models import Member
from meedenk.people.operations import change_member


@transaction.atomic
def change_details(
    user: User, member: Member | None, *, name: str, language: str, at: datetime, phone: str = "", topics: str = ""
) -> None:
    """Pages and mails speak `language` to `user`, who is called `name`; a member's other details are these."""
    User.objects.filter(pk=user.pk).update(name=name, language=language)
    if member:
        change_member(
            member, name=name, area=member.area, phone=phone, paper=member.paper, topics=topics, by=user, at=at
        )
