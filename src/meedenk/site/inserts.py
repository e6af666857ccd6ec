"""What the house puts into its own texts: the value of a rule, the chart of a flow."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meedenk.documents.html import as_written
from meedenk.handbook.models import Rule
from meedenk.trajectories.charts import chart, stops
from meedenk.trajectories.stages import Flow

HOUSE_NAMES = {"name", "municipality"}


def inserts(on: date) -> Callable[[str], SafeString]:
    """Answers `rule:KEY`, `chart:requested` and `house:name` as they are on the day `on`, and no other mark."""
    rules = {rule.key: rule for rule in Rule.objects.valid(on)}

    def insert(name: str) -> SafeString:
        kind, _, key = name.partition(":")
        if kind == "rule" and key in rules:
            rule = rules[key]
            return format_html('<a class="nl-link" href="{}">{}</a>', rule.get_absolute_url(), rule.in_words)
        if kind == "chart" and key in Flow.values:
            flow = Flow(key)
            return render_to_string("site/chart.html", {"flow": flow, "rows": chart(flow), "steps": stops(flow)})
        if kind == "house" and key in HOUSE_NAMES:
            return format_html("{}", getattr(settings.HOUSE, key))
        return as_written(name)

    return insert
