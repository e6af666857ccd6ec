"""The addresses of the public account."""

from django.urls import path

from .views import desk, public, reports

app_name = "accountability"
urlpatterns = [
    path("verantwoording/", public.account, name="account"),
    path("verantwoording/aanbevelingen/", public.recommendations, name="recommendations"),
    path("verantwoording/tijd/", public.time, name="time"),
    path("verantwoording/positie/", public.position, name="position"),
    path("verantwoording/cijfers.json", public.figures, name="figures"),
    path("verantwoording/<slug:name>.csv", public.table, name="table"),
    path("verantwoording/jaarverslag/<int:year>/", reports.report, name="report"),
    path("verantwoording/jaarverslag/<int:year>/jaarverslag.<slug:kind>", reports.file, name="report-file"),
    path("beheer/jaarverslag/", reports.begun, name="reports"),
    path("beheer/jaarverslag/<int:year>/", reports.write, name="write-report"),
    path("beheer/jaarverslag/<int:year>/publiceren/", reports.publish, name="publish-report"),
    path("beheer/jaarverslag/<int:year>/<slug:part>/", reports.part, name="report-part"),
    path("beheer/halve-pagina/", reports.half, name="half-page"),
    path("beheer/positie/", desk.positions, name="positions"),
    path("beheer/positie/nieuw/", desk.note, name="note"),
    path("beheer/positie/<int:pk>/", desk.change, name="change"),
    path("beheer/positie/<int:pk>/weg/", desk.remove, name="remove"),
]
