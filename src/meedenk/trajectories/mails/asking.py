"""What people are told about a question from the municipality."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import day
from meedenk.handbook.queries import length
from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter, post

from ..models import Trajectory
from .sending import Write, to_advisers, to_members, to_steering


def question_asked(trajectory: Trajectory, *, department: str, at: datetime, quietly: bool) -> None:
    """To the steering group, and a receipt to the adviser. `quietly`: there are so many that a digest will do."""
    today = localdate(at)
    reply_by = today + length("question-reply-days", today)

    def question() -> Letter:
        facts = [
            (_("Department"), department),
            (_("Advice wished by"), day(trajectory.wished_on)),
            (_("Decide by"), day(reply_by)),
        ]
        return Letter(
            subject=_("A question from the municipality: %(title)s") % {"title": trajectory.title},
            body=trajectory.question,
            facts=tuple((name, value) for name, value in facts if value),
            button=_("Read the question and decide"),
        )

    def receipt() -> Letter:
        """Without a word that a stranger could have written: this address may be someone else's."""
        return Letter(
            subject=_("We have received your question"),
            body=_(
                "Thank you for your question. The steering group reads it and decides whether we take it up."
                " You hear from us by the day below.\n\n"
                "On your own page you see your question and where it stands. If we need to know more, we ask you there."
                "\n\nDid you not ask us anything? Then someone used your address. Reply to this mail and we remove it."
            ),
            facts=((_("You hear from us by"), day(reply_by)),),
            button=_("Go to your question"),
        )

    kind = Kind.QUESTION_ASKED
    post(
        [
            *to_steering(trajectory, question, kind=kind, at=at, address=_decision(trajectory), digest=quietly),
            *to_advisers(trajectory, receipt, kind=kind, at=at),
        ]
    )


def more_asked(trajectory: Trajectory, *, text: str, at: datetime) -> None:
    """To the adviser: what we want to know before we decide."""

    def write() -> Letter:
        return Letter(
            subject=_("We want to know more about your question: %(title)s") % {"title": trajectory.title},
            body=_("Before we decide about your question, we want to know more.\n\n%(text)s") % {"text": text},
            button=_("Give your answer"),
        )

    post(to_advisers(trajectory, write, kind=Kind.MORE_ASKED, at=at))


def more_given(trajectory: Trajectory, *, text: str, at: datetime) -> None:
    """To the steering group: what the adviser answered."""

    def write() -> Letter:
        return Letter(
            subject=_("The adviser has answered: %(title)s") % {"title": trajectory.title},
            body=text,
            button=_("Read the question and decide"),
        )

    post(to_steering(trajectory, write, kind=Kind.MORE_GIVEN, at=at, address=_decision(trajectory)))


def taken_up(trajectory: Trajectory, *, because: str, at: datetime) -> None:
    """To the adviser, and in the digest of the members."""

    def to_adviser() -> Letter:
        return Letter(
            subject=_("We take up your question: %(title)s") % {"title": trajectory.title},
            body=_paragraphs(
                _("The steering group takes up your question."),
                because,
                _(
                    "Now we ask all members who joins. From those who sign up we form a project group."
                    " Then the group wants to meet you, to make agreements."
                ),
            ),
            button=_("Go to your question"),
        )

    def to_member() -> Letter:
        return Letter(
            subject=_("We take up a new question: %(title)s") % {"title": trajectory.title},
            body=_paragraphs(trajectory.question, _("Soon you get a mail with the question whether you join.")),
        )

    _tell(trajectory, Kind.TAKEN_UP, to_adviser, to_member, at=at)


def declined(trajectory: Trajectory, *, reason: str, at: datetime) -> None:
    """To the adviser with the reason, and in the digest of the members."""

    def to_adviser() -> Letter:
        return Letter(
            subject=_("We do not take up your question: %(title)s") % {"title": trajectory.title},
            body=_paragraphs(
                _("The steering group has read your question. We do not take it up."),
                _("The reason: %(reason)s") % {"reason": reason},
                _("Has something changed, or do you see it otherwise? Reply to this mail and we will talk."),
            ),
            button=_("Go to your question"),
        )

    def to_member() -> Letter:
        return Letter(
            subject=_("We do not take this up: %(title)s") % {"title": trajectory.title},
            body=_paragraphs(trajectory.question, _("The reason: %(reason)s") % {"reason": reason}),
        )

    _tell(trajectory, Kind.DECLINED, to_adviser, to_member, at=at)


def referred(trajectory: Trajectory, *, whom: str, because: str, at: datetime) -> None:
    """To the adviser with who can help better, and in the digest of the members."""

    def to_adviser() -> Letter:
        return Letter(
            subject=_("Someone else can help you better: %(title)s") % {"title": trajectory.title},
            body=_paragraphs(
                _("The steering group has read your question. We think that %(whom)s can help you better.")
                % {"whom": whom},
                because,
                _("Has something changed, or do you see it otherwise? Reply to this mail and we will talk."),
            ),
            button=_("Go to your question"),
        )

    def to_member() -> Letter:
        return Letter(
            subject=_("Passed on: %(title)s") % {"title": trajectory.title},
            body=_paragraphs(
                trajectory.question, _("The question was passed on to %(whom)s.") % {"whom": whom}, because
            ),
        )

    _tell(trajectory, Kind.REFERRED, to_adviser, to_member, at=at)


def _tell(trajectory: Trajectory, kind: Kind, to_adviser: Write, to_member: Write, *, at: datetime) -> None:
    post(
        [
            *to_advisers(trajectory, to_adviser, kind=kind, at=at),
            *to_members(trajectory, to_member, kind=kind, at=at),
        ]
    )


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _decision(trajectory: Trajectory) -> str:
    return reverse("trajectories:decision", args=[trajectory.slug])
