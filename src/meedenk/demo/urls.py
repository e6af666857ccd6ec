"""The addresses of this station."""

from django.urls import path

from . import mailbox

app_name = "demo"
urlpatterns = [
    path("post/", mailbox.mailbox, name="mailbox"),
    path("post/<str:key>/", mailbox.letter, name="letter"),
    path("post/<str:key>/gezien/", mailbox.letter_as_seen, name="letter-as-seen"),
]
