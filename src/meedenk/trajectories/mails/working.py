"""Messages, choices, tasks, support and a word to all members."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, Reader, post

from ..audiences import contact_readers, group_readers, member_readers, steering_readers, support_readers
from ..models import Choice, GroupMessage, SupportRequest, Task, Trajectory
from ..steps import Audience
from .sending import Write, letters


def group_told(message: GroupMessage, *, at: datetime) -> None:
    """To the rest of the group, in their digest: who wrote what."""

    def write() -> Letter:
        return Letter(
            subject=_("%(name)s wrote to the group: %(title)s")
            % {"name": message.by.name, "title": message.trajectory.title},
            body=message.text,
            button=_("To the subject"),
        )

    others = (reader for reader in group_readers(message.trajectory, at) if reader.user != message.by)
    _in_digest(others, write, Kind.GROUP_TOLD, message.trajectory, at)


def choice_made(choice: Choice, *, at: datetime) -> None:
    """To the group, in their digest: what was chosen and why."""

    def write() -> Letter:
        facts = ((_("We leave"), choice.left),) if choice.left else ()
        return Letter(
            subject=_("A choice: %(what)s") % {"what": choice.what},
            body=choice.why,
            facts=facts,
            button=_("To the subject"),
        )

    _in_digest(group_readers(choice.trajectory, at), write, Kind.CHOICE_MADE, choice.trajectory, at)


def task_handed_back(task: Task, *, at: datetime) -> None:
    """To the group, in their digest: nobody does this any more."""

    def write() -> Letter:
        return Letter(
            subject=_("Who takes this task? %(title)s") % {"title": task.trajectory.title},
            body=_("Nobody does this any more: %(what)s") % {"what": task.text},
            button=_("To the subject"),
        )

    _in_digest(group_readers(task.trajectory, at), write, Kind.TASK_HANDED_BACK, task.trajectory, at)


def support_asked(request: SupportRequest, *, at: datetime) -> None:
    """To support: what the group needs, and by when."""

    def write() -> Letter:
        facts = [(_("Kind of help"), request.get_kind_display())]
        if request.by_on:
            facts.append((_("By when"), date_format(request.by_on, "j F Y")))
        return Letter(
            subject=_("The group asks for help: %(title)s") % {"title": request.trajectory.title},
            body=request.text,
            facts=tuple(facts),
            button=_("Write down what was done"),
        )

    post(
        letters(
            support_readers(at),
            write,
            kind=Kind.SUPPORT_ASKED,
            audience=Audience.SUPPORT,
            about=request.trajectory,
            at=at,
            address=reverse("trajectories:support-given", args=[request.pk]),
        )
    )


def support_given(request: SupportRequest, *, at: datetime) -> None:
    """To the contact: what was done."""

    def write() -> Letter:
        return Letter(
            subject=_("Help was given: %(title)s") % {"title": request.trajectory.title},
            body=request.answer,
            facts=((_("You asked"), request.text),),
            button=_("To the subject"),
        )

    post(
        letters(
            contact_readers(request.trajectory, at),
            write,
            kind=Kind.SUPPORT_GIVEN,
            audience=Audience.CONTACT,
            about=request.trajectory,
            at=at,
            address=_here(request.trajectory),
        )
    )


def report_asked(trajectory: Trajectory, *, since: datetime, at: datetime) -> None:
    """To the contact, and to the steering group when there is none: the members have heard nothing for long."""

    def write() -> Letter:
        return Letter(
            subject=_("How is it going? %(title)s") % {"title": trajectory.title},
            body=_(
                "The members have heard nothing about this subject since %(day)s."
                " Write three sentences: what you did, what comes next, and whether you need anything."
            )
            % {"day": date_format(localdate(since), "j F Y")},
            button=_("Tell all members"),
        )

    readers = list(contact_readers(trajectory, at)) or list(steering_readers(at))
    post(
        letters(
            readers,
            write,
            kind=Kind.REPORT_ASKED,
            audience=Audience.CONTACT,
            about=trajectory,
            at=at,
            address=reverse("trajectories:report", args=[trajectory.slug]),
        )
    )


def reported_to_members(trajectory: Trajectory, text: str, *, at: datetime) -> None:
    """To all members, in their digest: how it is going."""

    def write() -> Letter:
        return Letter(
            subject=_("How it is going: %(title)s") % {"title": trajectory.title},
            body=text,
            button=_("To the subject"),
        )

    post(
        letters(
            member_readers(at),
            write,
            kind=Kind.REPORTED_TO_MEMBERS,
            audience=Audience.MEMBERS,
            about=trajectory,
            at=at,
            address=_here(trajectory),
            digest=True,
        )
    )


def _in_digest(readers: Iterable[Reader], write: Write, kind: Kind, trajectory: Trajectory, at: datetime) -> None:
    post(
        letters(
            readers,
            write,
            kind=kind,
            audience=Audience.GROUP,
            about=trajectory,
            at=at,
            address=_here(trajectory),
            digest=True,
        )
    )


def _here(trajectory: Trajectory) -> str:
    return reverse("trajectories:workspace", args=[trajectory.slug])
