"""The addresses of following us by mail."""

from django.urls import path

from . import views

app_name = "subscriptions"
urlpatterns = [
    path("volgen/", views.follow, name="follow"),
    path("volgen/gevraagd/", views.asked, name="asked"),
    path("volgen/<str:token>/", views.following, name="following"),
]
