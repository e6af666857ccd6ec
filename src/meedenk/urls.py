"""Every address, station by station."""

from django.urls import include, path

urlpatterns = [
    path("", include("meedenk.site.urls")),
    path("", include("meedenk.mail.urls")),
    path("", include("meedenk.people.urls")),
    path("", include("meedenk.agenda.urls")),
    path("", include("meedenk.subscriptions.urls")),
    path("", include("meedenk.trajectories.urls")),
    path("", include("meedenk.gathering.urls")),
    path("", include("meedenk.advice.urls")),
    path("", include("meedenk.followup.urls")),
    path("", include("meedenk.accountability.urls")),
    path("", include("meedenk.accounts.urls")),  # last: a door takes any page that no other station claimed
    path("demo/", include("meedenk.demo.urls")),
]
handler400 = "meedenk.site.errors.not_understood"
handler403 = "meedenk.site.errors.not_allowed"
handler404 = "meedenk.site.errors.not_found"
handler500 = "meedenk.site.errors.broken"
