"""Small things the public pages need."""

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

NO_MARKUP = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def get(values: Mapping[str, Any], key: str) -> Any:
    """The value of `key`, or nothing."""
    return values.get(key)


@register.simple_tag
def structured(data: Mapping[str, Any]) -> SafeString:
    """Data for search engines. No text in it can end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False).translate(NO_MARKUP)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # escaped just above
