"""The addresses of this station."""

from django.urls import path

from . import views

app_name = "mail"
urlpatterns = [
    path("mijn/post/", views.preferences, name="preferences"),
    path("post/stop/<str:token>/", views.stop, name="stop"),
]
