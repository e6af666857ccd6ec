"""The charts of the handbook say what the table of the flows says."""

from dataclasses import replace

import pytest

from meedenk.trajectories import charts
from meedenk.trajectories.charts import BESIDE, WORDS, chart, order, stops
from meedenk.trajectories.flows import STEPS
from meedenk.trajectories.stages import Flow
from meedenk.trajectories.steps import Box


@pytest.mark.parametrize("flow", Flow)
def test_every_box_of_the_flow_stands_in_its_chart_once(flow: Flow) -> None:
    drawn = [box for row in order(STEPS[flow]) for box in row]
    assert sorted(drawn) == sorted({step.box for step in STEPS[flow] if step.box})
    assert [len(row) for row in chart(flow)] == [len(row) for row in order(STEPS[flow])]


def test_every_box_has_words_and_no_words_are_left_over() -> None:
    assert WORDS.keys() == {step.box for steps in STEPS.values() for step in steps if step.box} == set(Box)


def test_a_requested_advice_takes_the_seven_steps_of_the_handbook() -> None:
    assert order(STEPS[Flow.REQUESTED]) == [
        [Box.QUESTION],
        [Box.CALL],
        [Box.GROUP],
        [Box.CONTACT],
        [Box.GATHER],
        [Box.TOGETHER, Box.OWN_ADVICE],
        [Box.DELIVER],
    ]


def test_an_own_advice_begins_with_a_concern_and_then_goes_the_same_way() -> None:
    rows = order(STEPS[Flow.UNREQUESTED])
    assert rows[:4] == [[Box.CONCERN], [Box.OFFICIAL], [Box.WEIGH], [Box.COLLABORATE, Box.OWN_WAY]]
    assert rows[4:] == order(STEPS[Flow.REQUESTED])[1:]


def test_a_box_that_is_added_to_the_flow_appears_in_the_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = STEPS[Flow.REQUESTED]
    more = (*steps, replace(steps[-1], box=Box.CONCERN))
    monkeypatch.setitem(charts.STEPS, Flow.REQUESTED, more)
    assert chart(Flow.REQUESTED)[-1][0].what == str(WORDS[Box.CONCERN].what)
    assert stops(Flow.REQUESTED)[-1].title == str(WORDS[Box.CONCERN].what)


def test_only_a_choice_stands_side_by_side() -> None:
    pairs = [set(row) for steps in STEPS.values() for row in order(steps) if len(row) > 1]
    assert all(pair in BESIDE for pair in pairs)
