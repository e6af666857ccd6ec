"""The addresses of the desk pages about people."""

from django.urls import path

from .views import members, officials, places, seats, terms

app_name = "people"
urlpatterns = [
    path("mijn/termijn/", terms.my_term, name="my-term"),
    path("beheer/deelnemers/", members.members, name="members"),
    path("beheer/deelnemers/nieuw/", members.welcome, name="welcome"),
    path("beheer/deelnemers/<int:pk>/", members.member, name="member"),
    path("beheer/deelnemers/<int:pk>/adres/", members.address, name="address"),
    path("beheer/deelnemers/<int:pk>/termijn/", members.term, name="term"),
    path("beheer/deelnemers/<int:pk>/einde/", members.end_term, name="end-term"),
    path("beheer/stuurgroep/", seats.steering, name="steering"),
    path("beheer/stuurgroep/nieuw/", seats.seat, name="seat"),
    path("beheer/stuurgroep/<int:pk>/einde/", seats.leave, name="leave-steering"),
    path("beheer/ondersteuning/", seats.support, name="support"),
    path("beheer/ondersteuning/nieuw/", seats.assign, name="assign"),
    path("beheer/ondersteuning/<int:pk>/einde/", seats.end_support, name="end-support"),
    path("beheer/ambtenaren/", officials.officials, name="officials"),
    path("beheer/ambtenaren/nieuw/", officials.official, name="new-official"),
    path("beheer/ambtenaren/<int:pk>/", officials.official, name="official"),
    path("beheer/afdelingen/", places.departments, name="departments"),
    path("beheer/afdelingen/nieuw/", places.department, name="new-department"),
    path("beheer/afdelingen/<int:pk>/", places.department, name="department"),
    path("beheer/wijken/", places.areas, name="areas"),
    path("beheer/wijken/nieuw/", places.area, name="new-area"),
    path("beheer/wijken/<int:pk>/", places.area, name="area"),
]
