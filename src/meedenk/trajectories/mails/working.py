"""Messages, choices, tasks, support and a word to all members."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import day
from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, post

from ..audiences import contact_readers, group_readers, steering_readers, support_readers
from ..deals import progress_guard
from ..models import Choice, GroupMessage, SupportRequest, Task, Trajectory
from ..steps import Audience
from .sending import letters, to_contact, to_group, to_members, workspace_of


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
    post(
        letters(
            others,
            write,
            kind=Kind.GROUP_TOLD,
            audience=Audience.GROUP,
            about=message.trajectory,
            at=at,
            address=workspace_of(message.trajectory),
            digest=True,
        )
    )


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

    post(to_group(choice.trajectory, write, kind=Kind.CHOICE_MADE, at=at, digest=True))


def task_handed_back(task: Task, *, at: datetime) -> None:
    """To the group, in their digest: nobody does this any more."""

    def write() -> Letter:
        return Letter(
            subject=_("Who takes this task? %(title)s") % {"title": task.trajectory.title},
            body=_("Nobody does this any more: %(what)s") % {"what": task.text},
            button=_("To the subject"),
        )

    post(to_group(task.trajectory, write, kind=Kind.TASK_HANDED_BACK, at=at, digest=True))


def support_asked(request: SupportRequest, *, at: datetime) -> None:
    """To support: what the group needs, and by when."""

    def write() -> Letter:
        facts = [(_("Kind of help"), request.get_kind_display())]
        if request.by_on:
            facts.append((_("By when"), day(request.by_on)))
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

    post(to_contact(request.trajectory, write, kind=Kind.SUPPORT_GIVEN, at=at))


def report_asked(trajectory: Trajectory, *, since: datetime, at: datetime) -> None:
    """To the contact, and to the steering group when there is none: the members have heard nothing for long.

    What was agreed about watching the progress is asked back.
    """
    guard = progress_guard(trajectory)

    def write() -> Letter:
        parts = [
            _(
                "The members have heard nothing about this subject since %(day)s."
                " Write three sentences: what you did, what comes next, and whether you need anything."
            )
            % {"day": day(since)}
        ]
        if guard:
            parts.append(_("You agreed how you watch the progress: %(text)s Does that work?") % {"text": guard})
        return Letter(
            subject=_("How is it going? %(title)s") % {"title": trajectory.title},
            body="\n\n".join(parts),
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

    here = workspace_of(trajectory)
    post(to_members(trajectory, write, kind=Kind.REPORTED_TO_MEMBERS, at=at, address=here))
