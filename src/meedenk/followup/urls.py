"""The addresses of the response and of what is done with it."""

from django.urls import path

from .views import archiving, checks, closing, monitoring, noticing, planning, reporting, responding, weighing

app_name = "followup"
urlpatterns = [
    path("werk/<slug:slug>/reactie/", responding.respond, name="respond"),
    path("werk/<slug:slug>/reactie/klopt/", responding.look, name="look"),
    path("werk/<slug:slug>/reactie/klaar/", planning.read, name="planned"),
    path("werk/<slug:slug>/reactie/brief/", responding.draft_file, name="draft-file"),
    path("adviezen/<slug:number>/brief.pdf", responding.letter_file, name="letter"),
    path("werk/<slug:slug>/reactie/herinneren/", responding.remind, name="remind"),
    path("werk/<slug:slug>/reactie/geen/", responding.no_response, name="no-response"),
    path("werk/<slug:slug>/reactie/opnieuw/", weighing.answer_anew, name="answer-anew"),
    path("werk/<slug:slug>/reactie/wegen/", weighing.weigh, name="weigh"),
    path("werk/<slug:slug>/terugmelden/", reporting.report_back, name="report-back"),
    path("werk/<slug:slug>/volgen/", monitoring.agree, name="monitoring"),
    path("werk/<slug:slug>/toezegging/", monitoring.record, name="commitment"),
    path("werk/<slug:slug>/toezegging/<int:key>/", monitoring.change, name="change-commitment"),
    path("werk/<slug:slug>/toezegging/<int:key>/wie/", monitoring.name_another, name="executor"),
    path("werk/<slug:slug>/toezegging/<int:key>/stand/", checks.enter, name="check"),
    path("werk/<slug:slug>/merken/", noticing.noticed, name="noticed"),
    path("werk/<slug:slug>/merken/citaat/", noticing.quote, name="quote"),
    path("werk/<slug:slug>/verantwoording/", closing.account, name="account"),
    path("werk/<slug:slug>/archief/", archiving.page, name="archive"),
    path("werk/<slug:slug>/archief/archief.zip", archiving.package, name="archive-package"),
    path("adviezen/<slug:number>/bewijs/<int:key>/", checks.evidence_file, name="evidence"),
]
