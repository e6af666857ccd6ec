"""The addresses of the demo; outside a demo none of them exists."""

from django.urls import path

from . import mailbox, views

app_name = "demo"
urlpatterns = [
    path("", views.players, name="players"),
    path("als/<slug:role>/", views.be, name="be"),
    path("post/", mailbox.mailbox, name="mailbox"),
    path("post/<str:key>/", mailbox.letter, name="letter"),
    path("post/<str:key>/gezien/", mailbox.letter_as_seen, name="letter-as-seen"),
]
