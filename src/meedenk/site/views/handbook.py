"""The living handbook."""

from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from meedenk.documents.html import html
from meedenk.documents.tree import parse
from meedenk.handbook.models import Chapter, Rule, UsefulLink

from ..inserts import inserts


def contents() -> QuerySet[Chapter]:
    return Chapter.objects.only("slug", "title", "lead", "order")


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """All chapters."""
    context = {
        "chapters": contents(),
        "changed_at": Chapter.objects.aggregate(last=Max("changed_at"))["last"],
        "rules": Rule.objects.values("key").distinct().count(),
    }
    return render(request, "site/handbook.html", context)


@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter, with the rules as they are today."""
    today = localdate()
    found = get_object_or_404(Chapter, slug=slug)
    chapters = list(contents())
    place = [each.slug for each in chapters].index(slug)
    context = {
        "chapter": found,
        "chapters": chapters,
        "before": chapters[place - 1] if place else None,
        "after": chapters[place + 1] if place + 1 < len(chapters) else None,
        "body": html(parse(found.body, top=2, marks=True), inserts=inserts(today)),
        "rules": Rule.objects.valid(today).filter(chapter=found).order_by("pk"),
    }
    return render(request, "site/chapter.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every number we work by, since when, and what it was before."""
    today = localdate()
    everything = list(Rule.objects.select_related("chapter").order_by("chapter__order", "pk"))
    valid = {rule.pk for rule in Rule.objects.valid(today)}
    context = {
        "now": [rule for rule in everything if rule.pk in valid],
        "later": [rule for rule in everything if rule.since > today],
        "before": [rule for rule in everything if rule.since <= today and rule.pk not in valid],
        "chapters": contents(),
    }
    return render(request, "site/rules.html", context)


@require_safe
def links(request: HttpRequest) -> HttpResponse:
    """Useful addresses, and why someone would go there."""
    return render(request, "site/links.html", {"links": UsefulLink.objects.all()})
