"""Texts of people on pages."""

from django import template
from django.utils.safestring import SafeString

from ..html import html
from ..tree import parse

register = template.Library()


@register.filter
def written(text: str, top: int = 3) -> SafeString:
    """`{{ text|written:3 }}`: the text as HTML, its highest heading an h3."""
    return html(parse(text, top=top))
