"""The addresses of the public account."""

from django.urls import path

from .views import desk, public

app_name = "accountability"
urlpatterns = [
    path("verantwoording/", public.account, name="account"),
    path("verantwoording/aanbevelingen/", public.recommendations, name="recommendations"),
    path("verantwoording/tijd/", public.time, name="time"),
    path("verantwoording/positie/", public.position, name="position"),
    path("verantwoording/cijfers.json", public.figures, name="figures"),
    path("verantwoording/<slug:name>.csv", public.table, name="table"),
    path("beheer/positie/", desk.positions, name="positions"),
    path("beheer/positie/nieuw/", desk.note, name="note"),
    path("beheer/positie/<int:pk>/", desk.change, name="change"),
    path("beheer/positie/<int:pk>/weg/", desk.remove, name="remove"),
]
