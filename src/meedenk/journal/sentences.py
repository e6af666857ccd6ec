"""How a happening is told: its sentence, with the facts in it as a reader writes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .kinds import Seen

ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True)
class Happening:
    """How one kind is told. `more` is the sentence for members when it says more than the public one.

    A `nameless` one is told without who did it, whoever asks.
    """

    seen: Seen
    title: Any
    sentence: Any
    more: Any = ""
    nameless: bool = False

    def told(self, facts: Mapping[str, Any], seen: Seen) -> str:
        return fill(self.more if self.more and seen >= Seen.MEMBERS else self.sentence, facts)


def fill(sentence: Any, facts: Mapping[str, Any]) -> str:
    """The sentence with its facts in it; days as a reader writes them, unknown facts as a dash."""
    return str(sentence) % Facts(facts)


WORDS = {
    ("answer", "yes"): _("yes"),
    ("answer", "no"): _("no"),
    ("answer", "maybe"): _("perhaps"),
    ("wish", "stay"): _("would like to go on"),
    ("wish", "stop"): _("wants to stop"),
    ("to", "executive"): _("the executive"),
    ("to", "council"): _("the municipal council"),
    ("to", "both"): _("the executive and the municipal council"),
}


class Facts(dict[str, Any]):
    """Days are the facts called `on` or `…_on`; what people typed is never taken for one."""

    def __missing__(self, name: str) -> str:
        return "–"

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if isinstance(value, str) and (name, value) in WORDS:
            return WORDS[name, value]
        if name.rpartition("_")[2] == "on" and isinstance(value, str) and ISO_DAY.match(value):
            return date_format(date.fromisoformat(value), "j F Y")
        return value
