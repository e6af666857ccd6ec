"""The addresses where people tell something, and of the desk pages about that and about themes."""

from django.urls import path

from .views import letters, reading, telling, themes

app_name = "agenda"
urlpatterns = [
    path("meedoen/signaal/", telling.tell, name="tell"),
    path("meedoen/signaal/verteld/", telling.told, name="told"),
    path("beheer/signalen/", reading.concerns, name="concerns"),
    path("beheer/signalen/nieuw/", telling.tell_for, name="tell-for"),
    path("beheer/signalen/brieven/", letters.letters, name="letters"),
    path("beheer/signalen/brieven/afdrukken/", letters.to_print, name="print-letters"),
    path("beheer/signalen/brieven/<int:pk>/", letters.letter, name="letter"),
    path("beheer/signalen/<int:pk>/", reading.concern, name="concern"),
    path("beheer/signalen/<int:pk>/thema/", reading.part, name="part"),
    path("beheer/signalen/<int:pk>/nieuw-thema/", reading.begin_theme, name="begin-theme"),
    path("beheer/signalen/<int:pk>/samen/", reading.merge, name="merge"),
    path("beheer/signalen/<int:pk>/terzijde/", reading.set_aside, name="set-aside"),
    path("beheer/signalen/<int:pk>/gehoord/", reading.heard, name="heard"),
    path("beheer/signalen/<int:pk>/wissen/", reading.erase, name="erase"),
    path("beheer/signalen/<int:pk>/doen/", reading.handle, name="handle"),
    path("beheer/themas/", themes.themes, name="themes"),
    path("beheer/themas/nieuw/", themes.new_theme, name="new-theme"),
    path("beheer/themas/<slug:slug>/", themes.theme, name="theme"),
    path("beheer/themas/<slug:slug>/besluit/", themes.decide, name="decide"),
]
