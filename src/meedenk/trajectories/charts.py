"""The charts of the handbook: which boxes and in which order says `flows.py`, what stands in them stands here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from meedenk.common.drawing import Box as Drawn

from .flows import STEPS
from .stages import Flow
from .steps import Box, Step


@dataclass(frozen=True)
class Words:
    """Whose step it is ("town", "steering" or "group"), and how it is told, short and in a sentence or two."""

    kind: str
    who: Any
    what: Any
    text: Any


@dataclass(frozen=True)
class Stop:
    """One numbered step beside the chart."""

    title: str
    text: str


STEERING, GROUP = _("Steering group or support"), _("Project group")

WORDS: dict[Box, Words] = {
    Box.QUESTION: Words(
        "town",
        _("Municipality"),
        _("A question"),
        _("A policy adviser works on a plan and comes to us. On one page stands what the question is."),
    ),
    Box.CALL: Words(
        "steering",
        STEERING,
        _("A call to everyone"),
        _("Everyone gets the same mail with one question: do you join? Yes, no or perhaps. Phoning is fine too."),
    ),
    Box.GROUP: Words(
        "steering",
        STEERING,
        _("Group and first talk"),
        _("The steering group looks who signed up, and at balance. Then follows the first talk with the adviser."),
    ),
    Box.CONTACT: Words(
        "group",
        GROUP,
        _("One contact"),
        _("The group chooses someone from its midst who leads the meetings. The agreements are made."),
    ),
    Box.GATHER: Words(
        "group",
        GROUP,
        _("Thinking along"),
        _("We begin with people who live it or know much about it, and look for who sees it otherwise."),
    ),
    Box.TOGETHER: Words(
        "group",
        _("With the town"),
        _("One text together"),
        _("Often we work with the policy adviser on one text. Then we write down what changed by it."),
    ),
    Box.OWN_ADVICE: Words(
        "group",
        GROUP,
        _("An own advice"),
        _("The group may also write an advice of its own. Who sees it otherwise, writes that with it."),
    ),
    Box.DELIVER: Words(
        "steering",
        _("Steering group"),
        _("To executive or council"),
        _("The advice goes to the executive, the municipal council or both, and stands on this site."),
    ),
    Box.CONCERN: Words(
        "group",
        _("Members and residents"),
        _("A concern or problem"),
        _("It begins with what members and residents see. What looks alike, we lay together."),
    ),
    Box.OFFICIAL: Words(
        "steering",
        STEERING,
        _("Who is about this?"),
        _("We look for the official who is about it, and talk. If nobody is found, that is an answer too."),
    ),
    Box.WEIGH: Words(
        "steering",
        _("Steering group"),
        _("Can we change something?"),
        _("Can we have influence, where, when and how? And are there members with time to think along?"),
    ),
    Box.COLLABORATE: Words(
        "town",
        _("With the town"),
        _("A question together"),
        _("Does the official see the problem too? Then we word a question together, as with a requested advice."),
    ),
    Box.OWN_WAY: Words(
        "steering",
        _("Steering group"),
        _("A plan of our own"),
        _("Otherwise we set out our own way: what do we find out, with whom, and when is it ready?"),
    ),
}

BESIDE = ({Box.TOGETHER, Box.OWN_ADVICE}, {Box.COLLABORATE, Box.OWN_WAY})


def order(steps: Sequence[Step]) -> list[list[Box]]:
    """The boxes as the table first names them, row by row; those that are a choice stand side by side."""
    rows: list[list[Box]] = []
    for box in dict.fromkeys(step.box for step in steps if step.box):
        if rows and any({rows[-1][-1], box} <= pair for pair in BESIDE):
            rows[-1].append(box)
        else:
            rows.append([box])
    return rows


def chart(flow: Flow) -> list[list[Drawn]]:
    """The rows of the chart of `flow`, for `pieces/flowchart.html`."""
    return [
        [Drawn(number, str(WORDS[box].who), str(WORDS[box].what), WORDS[box].kind) for box in row]
        for number, row in enumerate(order(STEPS[flow]), 1)
    ]


def stops(flow: Flow) -> list[Stop]:
    """The same steps in words, one for each row; a choice is told as one step."""
    found = []
    for row in order(STEPS[flow]):
        titles = " · ".join(str(WORDS[box].what) for box in row)
        found.append(Stop(titles, " ".join(str(WORDS[box].text) for box in row)))
    return found
