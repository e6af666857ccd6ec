"""The addresses of an advice."""

from django.urls import path

from .views import adopting, delivering, papers, perspectives, rounds, writing

app_name = "advice"
urlpatterns = [
    path("adviezen/<slug:number>/advies.pdf", papers.pdf, name="pdf"),
    path("adviezen/<slug:number>/adviesaanvraag.pdf", papers.question, name="question"),
    path("adviezen/<slug:number>/bijlagepakket.zip", papers.zipped, name="bundle"),
    path("werk/<slug:slug>/advies/", writing.write, name="write"),
    path("werk/<slug:slug>/advies/beginnen/", writing.begin, name="begin"),
    path("werk/<slug:slug>/advies/tekst/<slug:address>/", writing.part, name="part"),
    path("werk/<slug:slug>/advies/aanbeveling/", writing.add_recommendation, name="add-recommendation"),
    path("werk/<slug:slug>/advies/aanbeveling/<int:key>/", writing.recommendation, name="recommendation"),
    path("werk/<slug:slug>/advies/aanbeveling/<int:key>/plaats/", writing.place, name="place"),
    path("werk/<slug:slug>/advies/aanbeveling/<int:key>/weg/", writing.remove, name="remove"),
    path("werk/<slug:slug>/advies/kijk/", perspectives.add, name="add-perspective"),
    path("werk/<slug:slug>/advies/kijk/<int:key>/", perspectives.perspective, name="perspective"),
    path("werk/<slug:slug>/advies/kijk/<int:key>/eens/", perspectives.join, name="join"),
    path("werk/<slug:slug>/advies/ronde/", rounds.send, name="round"),
    path("werk/<slug:slug>/advies/reageren/", rounds.respond, name="respond"),
    path("werk/<slug:slug>/advies/vaststellen/", adopting.adopt, name="adopt"),
    path("werk/<slug:slug>/advies/heropenen/", adopting.reopen, name="reopen"),
    path("werk/<slug:slug>/advies/aanbieden/", delivering.deliver, name="deliver"),
    path("werk/<slug:slug>/advies/bijvoegen/", delivering.attach, name="attach"),
    path("werk/<slug:slug>/advies/publiceren/", delivering.publish, name="publish"),
]
