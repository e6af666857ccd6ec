"""The addresses of this station."""

from django.urls import URLPattern

app_name = "agenda"
urlpatterns: list[URLPattern] = []
