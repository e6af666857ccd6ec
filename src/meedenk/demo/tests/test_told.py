"""Who hears of a step: what the table of the flows promises is what the mails of the demo did."""

import pytest

from meedenk.journal.models import Entry
from meedenk.mail.models import Message
from meedenk.trajectories.flows import STEPS
from meedenk.trajectories.stages import Flow

pytestmark = pytest.mark.django_db


def test_who_hears_of_a_step_is_who_the_table_says(full_house: None) -> None:
    happened = set(Entry.objects.values_list("kind", flat=True))
    steps = {step.kind: step for flow in Flow for step in STEPS[flow] if step.kind in happened}.values()
    assert len(steps) >= 47
    for step in steps:
        promised = {(str(told.audience), told.digest) for told in step.told}
        mails = Message.objects.filter(kind=step.kind)
        assert set(mails.values_list("audience", "digest")) == promised, step.kind
