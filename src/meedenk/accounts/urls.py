"""Signing in, the language of a visit, and the outsider's door."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("inloggen/", include("allauth.urls")),
    path("taal/", views.choose_language, name="set_language"),
    path("p/<str:token>/", views.enter, name="door"),
    path("p/<str:token>/<slug:page>/", views.enter, name="door-page"),
]
