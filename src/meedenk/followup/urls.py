"""The addresses of this station."""

from django.urls import URLPattern

app_name = "followup"
urlpatterns: list[URLPattern] = []
