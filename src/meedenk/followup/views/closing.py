"""The page on which the final account is written and published."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from meedenk.accounts.requests import UserRequest, get_or_post
from meedenk.common.refusal import refusal_as_message
from meedenk.journal.kinds import Kind
from meedenk.trajectories.views.entrance import enter_step

from ..forms.closing import AccountForm
from ..models import Account
from ..operations import closing


@login_required
@get_or_post
def account(request: UserRequest, slug: str) -> HttpResponse:
    """The contact or the steering group writes how it went and what came of it, and publishes it."""
    at = now()
    page = enter_step(request.user, slug, Kind.FINAL_ACCOUNT, at=at)
    trajectory = page.trajectory
    kept = Account.objects.filter(trajectory=trajectory).first()
    publishing = request.POST.get("act") == "publish"
    form = AccountForm(
        request.POST if request.method == "POST" else None,
        account=kept,
        beginning={} if kept else closing.from_the_log(trajectory, on=localdate(at)),
        complete=publishing,
        behalf=page.behalf,
    )
    if form.is_valid():
        with refusal_as_message(request):
            draft = closing.keep_account(trajectory, form.texts(), seen=form.cleaned_data["seen"])
            if not publishing:
                messages.success(request, _("Kept as a draft. It is not public yet."))
                return redirect("followup:account", slug)
            behalf = form.cleaned_data.get("on_behalf_of", "")
            closing.publish_account(trajectory, seen=draft.version, by=request.user, at=at, on_behalf_of=behalf)
            messages.success(request, _("The account is public and the subject is finished. Who contributed is told."))
            return redirect("trajectories:workspace", slug)
    newer = form.stand_beside(Account.objects.filter(trajectory=trajectory).first())
    return render(request, "followup/account.html", page.filled(form=form, newer=newer))
