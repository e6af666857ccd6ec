"""The addresses of a trajectory."""

from django.urls import path

from .views import asking, calling, forming, links, sign_ups

app_name = "trajectories"
urlpatterns = [
    path("p/<str:token>/nieuw/", links.anew, name="link-anew"),
    path("adviesvraag/", asking.ask, name="ask"),
    path("adviesvraag/ontvangen/", asking.asked, name="asked"),
    path("beheer/vragen/nieuw/", asking.ask_for, name="ask-for"),
    path("werk/<slug:slug>/meer-informatie/", asking.more, name="more"),
    path("werk/<slug:slug>/besluit/", asking.decision, name="decision"),
    path("werk/<slug:slug>/oproep/", calling.call, name="call"),
    path("werk/<slug:slug>/oproep/antwoord/", calling.answer, name="answer"),
    path("werk/<slug:slug>/oproep/verlengen/", sign_ups.prolong, name="prolong"),
    path("werk/<slug:slug>/oproep/sluiten/", sign_ups.close, name="close"),
    path("werk/<slug:slug>/aanmeldingen/", sign_ups.sign_ups, name="sign-ups"),
    path("werk/<slug:slug>/aanmeldingen/<int:pk>/", sign_ups.answer_for, name="answer-for"),
    path("werk/<slug:slug>/aanmeldingen/<int:pk>/vragen/", sign_ups.ask_one, name="ask-one"),
    path("werk/<slug:slug>/groep/samenstellen/", forming.group, name="group"),
    path("werk/<slug:slug>/groep/erbij/", forming.join, name="join"),
    path("werk/<slug:slug>/groep/verlaten/", forming.leave, name="leave"),
]
