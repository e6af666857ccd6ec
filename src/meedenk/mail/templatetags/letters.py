"""How the plain part of a mail is laid out."""

from collections.abc import Sequence

from django import template

from ..rendering import WIDTH, folded

register = template.Library()
register.filter("folded", folded)


@register.filter
def columns(pairs: Sequence[Sequence[str]]) -> str:
    """Facts in two columns; where they do not fit, each value under its name."""
    wide = max(len(name) for name, _value in pairs) + 2
    lines = [f"{name:<{wide}}{value}" for name, value in pairs]
    if all(len(line) <= WIDTH for line in lines):
        return "\n".join(lines)
    return "\n".join(f"{name}\n  {folded(value)}" for name, value in pairs)
