"""Who hears of a step: what the table of the flows promises is what the mails of the demo did."""

from meedenk.journal.models import Entry
from meedenk.mail.models import Message
from meedenk.trajectories.flows import STEPS
from meedenk.trajectories.stages import Flow
from meedenk.trajectories.steps import Audience

NOT_YET = {Audience.TELLERS}
"""An audience whose people come with the unrequested flow."""


def test_who_hears_of_a_step_is_who_the_table_says(full_house: None) -> None:
    happened = set(Entry.objects.values_list("kind", flat=True))
    steps = [step for step in STEPS[Flow.REQUESTED] if step.kind in happened]
    assert len(steps) >= 35
    for step in steps:
        promised = {(str(told.audience), told.digest) for told in step.told if told.audience not in NOT_YET}
        mails = Message.objects.filter(kind=step.kind).exclude(audience__in=NOT_YET)
        assert set(mails.values_list("audience", "digest")) == promised, step.kind
