"""The addresses of a trajectory."""

from django.urls import path

from .views import calling

app_name = "trajectories"
urlpatterns = [
    path("werk/<slug:slug>/oproep/", calling.call, name="call"),
    path("werk/<slug:slug>/oproep/antwoord/", calling.answer, name="answer"),
]
