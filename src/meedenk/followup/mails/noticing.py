"""What people who contributed are asked: what do you notice?"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from meedenk.common.templatetags.pieces import day
from meedenk.journal.kinds import Kind
from meedenk.mail.operations import Letter as Mail
from meedenk.mail.operations import letter_to, post, speaking_to
from meedenk.trajectories.steps import Audience

from ..models import NoticeRound
from ..residents import Asked

PAGE = "merken"


def residents_asked(
    notice_round: NoticeRound, contributors: Iterable[Asked], told: Iterable[Asked], *, at: datetime
) -> None:
    """To everyone who contributed by a link of their own; to who told us by the page behind theirs."""
    write = partial(_asked, notice_round)
    messages = []
    for audience, people, page in ((Audience.CONTRIBUTORS, contributors, ""), (Audience.TELLERS, told, PAGE)):
        for each, link in people:
            with speaking_to(each) as reader:
                messages.append(
                    letter_to(
                        reader,
                        write(),
                        kind=Kind.NOTICE_ASKED,
                        audience=audience,
                        at=at,
                        about=notice_round.trajectory,
                        link=link,
                        address=page,
                    )
                )
    post(messages)


def _asked(notice_round: NoticeRound) -> Mail:
    return Mail(
        subject=_("Do you notice anything of it? %(title)s") % {"title": notice_round.trajectory.title},
        body=_(
            "You contributed to this subject. Promises were made after our advice. Whether they help, you know best."
            "\n\nDo you notice anything of it? You answer in a minute. Nobody sees who said what."
        ),
        facts=((_("Answer by"), day(notice_round.closes_on)),),
        button=_("Tell what you notice"),
    )
