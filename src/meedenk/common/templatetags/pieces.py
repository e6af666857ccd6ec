"""What templates/pieces cannot say themselves: dates in words, and where things stand in a small picture."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import cos, pi, sin
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext, ngettext, pgettext

from ..drawing import draw

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """24 November 2026."""
    return _written(value, pgettext("day", "j F Y"))


@register.filter
def moment(value: date | None) -> str:
    """Tue 24 November 2026, 19:30; without the hour when there is none."""
    if isinstance(value, datetime):
        return _written(value, pgettext("moment", "D j F Y, H:i"))
    return _written(value, pgettext("weekday", "D j F Y"))


def _written(value: date | None, form: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    return date_format(value, form, use_l10n=False)


@register.simple_tag(takes_context=True)
def way(context: Context, name: str, label: str, *, exact: bool = False) -> SafeString:
    """One line of a menu, marked on its own page and, unless `exact`, on those below; nothing without an address."""
    try:
        address = reverse(name)
    except NoReverseMatch:
        return SafeString("")
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    mark = SafeString("")
    if path == address:
        mark = SafeString(' aria-current="page"')
    elif not exact and path.startswith(address):
        mark = SafeString(' aria-current="true"')
    return format_html('<li><a href="{}"{}>{}</a></li>', address, mark, label)


@register.inclusion_tag("pieces/trail.html")
def trail(*steps: object) -> dict[str, object]:
    """Where this page stands: label, address, label, address, …, and last the label of the page itself."""
    return {"links": list(zip(steps[:-1:2], steps[1::2], strict=True)), "here": steps[-1]}


@register.simple_tag
def control(widget: dict[str, Any], name: str) -> SafeString:
    """The class attribute of a control: its part of the design system, and what the form asked for."""
    html = name if name in ("textarea", "select") else "input"
    own = widget["attrs"].get("class", "")
    return format_html(' class="utrecht-{} utrecht-{}--html-{}{}"', name, name, html, f" {own}" if own else "")


@register.simple_tag
def page_numbers(page: Page) -> list[int | str]:
    """The first and last pages, those around this one, and an ellipsis between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@dataclass(frozen=True)
class Problem:
    text: str
    target: str


@register.simple_tag
def problems(form: BaseForm) -> list[Problem]:
    """Everything that is not right yet, each with the id of the control where it can be mended.

    What could be said of any field, such as that it is empty, begins with the name of the field.
    """
    found = [Problem(str(text), "") for text in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else first_control(bound)
        usual = {str(text) for kind in type(bound.field).__mro__ for text in messages_of(kind)}
        for mistake in bound.errors.as_data():
            name = called(bound) if str(mistake.message) in usual else ""
            found += [Problem(f"{name}{text}", target) for text in mistake]
    return found


def messages_of(kind: type) -> Iterable[object]:
    """What fields of this kind say when nobody gave them a sentence of their own."""
    return getattr(kind, "default_error_messages", {}).values()


def called(bound: BoundField) -> str:
    """The name of a field as a sentence about it begins; nothing for a field nobody sees."""
    name = "" if bound.is_hidden else str(bound.label or "").rstrip(": ")
    if not name:
        return ""
    return f"{name} " if name.endswith(("?", ".", "!")) else f"{name}: "


def first_control(bound: BoundField) -> str:
    """The id of the first control of a field: of its first choice when it has choices."""
    if bound.use_fieldset and getattr(bound.field.widget, "option_template_name", None):
        return next((str(option.id_for_label) for option in bound.subwidgets), bound.auto_id)
    return bound.id_for_label or bound.auto_id


@dataclass(frozen=True)
class Block:
    kind: str
    x: int
    y: int
    mark: str


MARKS = {"adopted": "M{0} {1}l4 4l7-8", "partly": "M{0} {1}h12", "rejected": "M{0} {1}m2-4l8 8m0-8l-8 8"}


@register.simple_tag
def answer_blocks(answers: Sequence[str]) -> dict[str, object]:
    """One block per recommendation, six on a line."""
    blocks = []
    for place, kind in enumerate(answers):
        x, y = place % 6 * 40, place // 6 * 30
        mark = MARKS[kind].format(x + 11, y + 11) if kind in MARKS else ""
        blocks.append(Block(kind, x + 1, y + 1, mark))
    return {"blocks": blocks, "height": max(len(answers) - 1, 0) // 6 * 30 + 22, "label": answers_in_words(answers)}


def answers_in_words(answers: Sequence[str]) -> str:
    counts = Counter(answers)
    said = {
        "adopted": ngettext("%(count)d adopted", "%(count)d adopted", counts["adopted"]),
        "partly": ngettext("%(count)d partly adopted", "%(count)d partly adopted", counts["partly"]),
        "rejected": ngettext("%(count)d not adopted", "%(count)d not adopted", counts["rejected"]),
        "awaiting": ngettext("%(count)d not answered yet", "%(count)d not answered yet", counts["awaiting"]),
    }
    whole = ngettext("%(count)d recommendation", "%(count)d recommendations", len(answers)) % {"count": len(answers)}
    parts = [words % {"count": counts[kind]} for kind, words in said.items() if counts[kind]]
    return f"{whole}: {', '.join(parts)}"


@dataclass(frozen=True)
class Dot:
    x: int
    state: str
    radius: int


@register.simple_tag
def stage_dots(step: int, of: int) -> dict[str, object]:
    """A line of `of` dots; those before `step` are done, `step` itself is now."""
    dots = []
    for number in range(1, of + 1):
        state = "done" if number < step else "now" if number == step else "next"
        dots.append(Dot(round(12 + (number - 1) * 248 / max(of - 1, 1)), state, 9 if state == "now" else 7))
    here = dots[min(max(step, 1), of) - 1].x
    return {"dots": dots, "here": here}


def _arc(radius: float, share: float) -> str:
    """A path clockwise from twelve o'clock over a `share` (0 to 1) of a circle around (60, 60)."""
    turn = min(share, 0.9999) * 2 * pi
    x, y = 60 + radius * sin(turn), 60 - radius * cos(turn)
    return f"M60 {60 - radius:g}A{radius:g} {radius:g} 0 {int(turn > pi)} 1 {x:.2f} {y:.2f}"


@register.simple_tag
def clock_rings(used: int, agreed: int) -> dict[str, object]:
    """One tick a day: the days agreed, the days used over them, and in an outer ring the days beyond.

    The least that is agreed is one day: a letter that is due today.
    """
    agreed = max(agreed, 1)
    within, over = min(used, agreed), max(used - agreed, 0)
    return {
        "agreed": _arc(48, 1),
        "within": _arc(48, within / agreed) if within else "",
        "within_days": within,
        "over": _arc(57, over / agreed) if over else "",
        "over_days": min(over, agreed),
    }


@register.simple_tag
def vote_dots(**numbers: int) -> dict[str, object]:
    """A circle per member, in the order and by the names of `numbers`."""
    states = [state for state, number in numbers.items() for _each in range(number)]
    dots = [Dot(16 + place * 34, state, 13) for place, state in enumerate(states)]
    return {"dots": dots, "width": max(len(states), 8) * 34}


register.simple_tag(draw, name="flow_drawing")


@register.simple_tag
def tag_label(kind: str) -> str:
    """How an answer to a recommendation is called."""
    return {
        "adopted": gettext("Adopted"),
        "partly": gettext("Partly adopted"),
        "rejected": gettext("Not adopted"),
        "awaiting": gettext("No answer yet"),
        "later": gettext("The answer comes later"),
        "none": gettext("No answer came"),
    }[kind]
