"""The addresses of the response and what surrounds it."""

from django.urls import path

from . import views

app_name = "followup"
urlpatterns = [
    path("werk/<slug:slug>/reactie/", views.respond, name="respond"),
    path("werk/<slug:slug>/reactie/klopt/", views.look, name="look"),
    path("werk/<slug:slug>/reactie/brief/", views.draft_file, name="draft-file"),
    path("adviezen/<slug:number>/brief.pdf", views.letter_file, name="letter"),
    path("werk/<slug:slug>/reactie/herinneren/", views.remind, name="remind"),
    path("werk/<slug:slug>/reactie/geen/", views.no_response, name="no-response"),
]
