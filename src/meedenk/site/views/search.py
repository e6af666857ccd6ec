"""Search in everything."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from meedenk.accounts import limits
from meedenk.accounts.requests import network, searched

from ..models import SearchEntry
from ..searching.finding import excerpt, found, terms

PAGE = 10
QUARTER = timedelta(minutes=15)
OFTEN = 300  # a whole library behind one address still searches freely


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The pages with the words that were searched, as far as the reader may see them."""
    at = now()
    query = searched(request)
    if query and not limits.within(OFTEN, QUARTER, "search", network(request), at=at):
        return render(request, "429.html", status=429)
    hits = found(query, request.user, at=at)
    counts = dict(hits.order_by().values_list("kind").annotate(number=Count("pk")))
    kind = request.GET.get("soort", "")
    chosen = kind if kind in SearchEntry.Kind.values else ""
    page = Paginator(hits.filter(kind=chosen) if chosen else hits, PAGE).get_page(request.GET.get("page"))
    words = terms(query)
    context = {
        "query": query,
        "page": page,
        "results": [(hit, excerpt(hit.text, words)) for hit in page],
        "kinds": [(each.value, each.label, counts[each.value]) for each in SearchEntry.Kind if each.value in counts],
        "kind": chosen,
        "total": sum(counts.values()),
    }
    return render(request, "site/search.html", context)
