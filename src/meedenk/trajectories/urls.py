"""The addresses of a trajectory."""

from django.urls import path

from .views import (
    agreements,
    asking,
    calling,
    ending,
    forming,
    links,
    sign_ups,
    starting,
    tasks,
    wording,
    working,
    workspace,
)

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
    path("werk/<slug:slug>/", workspace.workspace, name="workspace"),
    path("werk/<slug:slug>/aanspreekpunt/", starting.contact, name="contact"),
    path("werk/<slug:slug>/afspraken/", agreements.agreements, name="agreements"),
    path("werk/<slug:slug>/beginnen/", starting.begin, name="begin"),
    path("werk/<slug:slug>/keuze/", working.choice, name="choice"),
    path("werk/<slug:slug>/taken/", tasks.tasks, name="tasks"),
    path("werk/<slug:slug>/taken/<int:pk>/", tasks.task, name="task"),
    path("werk/<slug:slug>/berichten/", working.group_messages, name="messages"),
    path("werk/<slug:slug>/hulp/", working.support, name="support"),
    path("werk/<slug:slug>/bericht-aan-deelnemers/", working.report, name="report"),
    path("werk/<slug:slug>/tekst/", wording.wording, name="wording"),
    path("werk/<slug:slug>/afronden/", ending.end, name="end"),
    path("werk/<slug:slug>/stoppen/", ending.stop, name="stop"),
    path("beheer/hulpvragen/", working.support_requests, name="support-requests"),
    path("beheer/hulpvragen/<int:pk>/", working.support_given, name="support-given"),
]
