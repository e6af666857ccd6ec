"""How a page of an advice is entered."""

from datetime import datetime

from django.shortcuts import get_object_or_404

from meedenk.accounts.models import User
from meedenk.common.predicates import Predicate
from meedenk.trajectories.views.entrance import StepPage, enter

from ..models import Advice


def enter_advice(user: User, slug: str, rule: Predicate, *, at: datetime) -> Advice:
    """The advice of the trajectory at `slug`; 404 when `user` may not see it or `rule` does not let them in."""
    trajectory = enter(user, slug, rule, at=at)
    return get_object_or_404(Advice.objects.visible_to(user, at=at).select_related("trajectory"), trajectory=trajectory)


def advice_of(page: StepPage) -> Advice:
    """The advice on which the step of `page` is taken."""
    return get_object_or_404(Advice.objects.select_related("trajectory"), trajectory=page.trajectory)
