"""The addresses everyone may know, and each person's own desk."""

from django.urls import path

from . import views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("adviezen/", views.home, name="advices"),
    path("adviezen/feed/", views.home, name="feed"),
    path("trajecten/", views.home, name="trajectories"),
    path("agenda/", views.home, name="agenda"),
    path("handboek/", views.home, name="handbook"),
    path("meedoen/", views.home, name="take-part"),
    path("over-ons/", views.home, name="about"),
    path("zoeken/", views.home, name="search"),
    path("handige-links/", views.home, name="links"),
    path("contact/", views.home, name="contact"),
    path("toegankelijkheid/", views.home, name="accessibility"),
    path("privacy/", views.home, name="privacy"),
    path("open-data/", views.home, name="open-data"),
    path("mijn/", views.home, name="mine"),
    path("mijn/gegevens/", views.home, name="me"),
    path("werk/", views.home, name="work"),
    path("beheer/", views.home, name="desk"),
]
