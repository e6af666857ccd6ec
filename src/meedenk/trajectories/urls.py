"""The addresses of a trajectory."""

from django.urls import path

from .views import asking, calling

app_name = "trajectories"
urlpatterns = [
    path("adviesvraag/", asking.ask, name="ask"),
    path("adviesvraag/ontvangen/", asking.asked, name="asked"),
    path("beheer/vragen/nieuw/", asking.ask_for, name="ask-for"),
    path("werk/<slug:slug>/meer-informatie/", asking.more, name="more"),
    path("werk/<slug:slug>/besluit/", asking.decision, name="decision"),
    path("werk/<slug:slug>/oproep/", calling.call, name="call"),
    path("werk/<slug:slug>/oproep/antwoord/", calling.answer, name="answer"),
]
