"""The addresses of the desk pages about themes."""

from django.urls import path

from . import views

app_name = "agenda"
urlpatterns = [
    path("beheer/themas/", views.themes, name="themes"),
    path("beheer/themas/nieuw/", views.new_theme, name="new-theme"),
    path("beheer/themas/<slug:slug>/", views.theme, name="theme"),
    path("beheer/themas/<slug:slug>/besluit/", views.decide, name="decide"),
]
