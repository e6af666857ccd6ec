"""All that is held about one person, for themselves."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q

from meedenk.accounts.models import User
from meedenk.advice.models import DraftResponse, Perspective
from meedenk.agenda.models import Addition, Concern
from meedenk.journal.models import Dossier, Entry
from meedenk.mail.models import Message, Preference, StoppedSubject
from meedenk.people.models import Member, SupportAssignment
from meedenk.subscriptions.models import Subscription
from meedenk.trajectories.models import ContactVote, GroupMessage, GroupSeat, SignUp, Task, ThinkingPower

Rows = list[dict[str, Any]]


def everything_about(user: User, *, at: datetime) -> dict[str, Any]:
    """Plain data, without anything about someone else."""
    member = Member.objects.select_related("area").filter(user=user).first()
    return {
        "made_at": at,
        "account": {
            "name": user.name,
            "email": user.email,
            "language": user.language,
            "joined_at": user.joined_at,
        },
        "member": _member(member) if member else None,
        "support": _rows(SupportAssignment.objects.filter(user=user).values("kind", "since", "until")),
        "mail_preferences": _rows(
            Preference.objects.filter(user=user).values("rhythm", "digest_stopped_at", "calls_stopped_at")
        ),
        "subjects_stopped": _rows(
            Dossier.objects.filter(pk__in=StoppedSubject.objects.filter(user=user).values("about")).values("title")
        ),
        "mails": _rows(Message.objects.filter(user=user).order_by("pk").values("subject", "body", "state", "sent_at")),
        "written_to_groups": _rows(GroupMessage.objects.filter(by=user).values("trajectory__title", "text", "at")),
        "told": _rows(
            Concern.objects.filter(teller__user=user)
            .order_by("pk")
            .values("told_at", "kind", "text", "area__name", "state", "teller__organisation", "teller__hears")
        ),
        "added_to_what_was_told": _rows(
            Addition.objects.filter(concern__teller__user=user).values("concern__told_at", "text", "at")
        ),
        "followed_by_mail": _rows(
            Subscription.objects.filter(email=user.email).values("dossier__title", "asked_at", "confirmed_at")
        ),
        "done": _rows(
            Entry.objects.filter(Q(by=user) | Q(link__user=user)).values("dossier__title", "kind", "at", "because")
        ),
    }


def one_a_line(found: dict[str, Any]) -> Iterator[str]:
    """The same as JSON, one thing a line: people can read it, and it is written as fast as it was read."""
    write = DjangoJSONEncoder(ensure_ascii=False).encode
    before = "{"
    for name, held in found.items():
        said = "[\n" + ",\n".join(map(write, held)) + "\n]" if held and isinstance(held, list) else write(held)
        yield f"{before}\n{write(name)}: {said}"
        before = ","
    yield "\n}\n"


def _member(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "area": str(member.area or ""),
        "phone": member.phone,
        "by_post": member.paper,
        "topics": member.topics,
        "terms": _rows(member.terms.values("since", "until", "wish")),
        "steering_seats": _rows(member.steering_seats.values("since", "until", "roles")),
        "groups": _rows(
            GroupSeat.objects.filter(member=member).values("trajectory__title", "since", "until", "is_contact")
        ),
        "answers_to_calls": _rows(
            SignUp.objects.filter(member=member).values(
                "call__trajectory__title", "answer", "motivation", "experience", "times", "answered_at"
            )
        ),
        "answers_before_a_call": _rows(
            ThinkingPower.objects.filter(member=member).values(
                "exploration__trajectory__title", "answer", "answered_at"
            )
        ),
        "tasks": _rows(Task.objects.filter(member=member).values("trajectory__title", "text", "by_on", "done_at")),
        "votes_for_contact": _rows(ContactVote.objects.filter(voter=member).values("trajectory__title")),
        "responses_to_drafts": _rows(
            DraftResponse.objects.filter(member=member).values("draft_round__advice__title", "stance", "text", "at")
        ),
        "perspectives": _rows(Perspective.objects.filter(held_by=member).values("advice__title", "title", "text")),
    }


def _rows(found: Any) -> Rows:
    return list(found)
