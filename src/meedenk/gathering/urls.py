"""The addresses of this station."""

from django.urls import path

from .views import activities, along, dates, sources

app_name = "gathering"
work = "werk/<slug:slug>"
one = f"{work}/bijeenkomsten/<int:number>"
urlpatterns = [
    path(f"{work}/eerste-gesprek/", dates.first_talk, name="first-talk"),
    path(f"{work}/bijeenkomsten/", activities.activities, name="activities"),
    path(f"{work}/bijeenkomsten/nieuw/", activities.plan, name="plan"),
    path(f"{work}/bijeenkomsten/nieuw/datum/", dates.seek_date, name="seek-date"),
    path(f"{one}/", activities.activity, name="activity"),
    path(f"{one}/wijziging/", activities.change, name="change"),
    path(f"{one}/afzegging/", activities.cancel, name="cancel"),
    path(f"{one}/verloop/", activities.held, name="held"),
    path(f"{one}/verslag/", activities.report, name="report"),
    path(f"{one}/uitspraken/", activities.finding, name="finding"),
    path(f"{one}/afspraak.ics", activities.calendar, name="calendar"),
    path(f"{one}/data/", dates.change_dates, name="change-dates"),
    path(f"{one}/data/antwoord/", dates.answer, name="answer-dates"),
    path(f"{one}/data/keuze/", dates.fix_date, name="fix-date"),
    path(f"{work}/stukken/", sources.sources, name="sources"),
    path(f"{work}/stukken/nieuw/", sources.add_source, name="add-source"),
    path(f"{work}/stukken/nieuw/<int:asked>/", sources.add_source, name="give-source"),
    path(f"{work}/stukken/vraag/", sources.ask_source, name="ask-source"),
    path(f"{work}/stukken/<int:number>/weg/", sources.remove_source, name="remove-source"),
    path("trajecten/<slug:slug>/stukken/<int:number>/", sources.source_file, name="source-file"),
    path(f"{work}/meegedacht/", along.thought_along, name="thought-along"),
]
