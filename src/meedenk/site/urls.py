"""The addresses everyone may know, and each person's own desk."""

from django.urls import path

from . import post, views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("adviezen/", views.home, name="advices"),
    path("adviezen/feed/", views.home, name="feed"),
    path("trajecten/", views.home, name="trajectories"),
    path("agenda/", views.home, name="agenda"),
    path("handboek/", views.home, name="handbook"),
    path("meedoen/", views.home, name="take-part"),
    path("over-ons/", views.home, name="about"),
    path("zoeken/", views.home, name="search"),
    path("handige-links/", views.home, name="links"),
    path("contact/", views.home, name="contact"),
    path("toegankelijkheid/", views.home, name="accessibility"),
    path("privacy/", views.home, name="privacy"),
    path("open-data/", views.home, name="open-data"),
    path("mijn/", views.home, name="mine"),
    path("mijn/gegevens/", views.home, name="me"),
    path("werk/", views.home, name="work"),
    path("beheer/", views.home, name="desk"),
    path("beheer/post/", post.post, name="post"),
    path("beheer/post/<int:pk>/", post.message, name="message"),
    path("beheer/post/<int:pk>/voorbeeld/", post.preview, name="message-preview"),
    path("beheer/post/mailing/<int:pk>/", post.mailing, name="mailing"),
    path("beheer/post/mailing/<int:pk>/vasthouden/", post.hold, name="hold-mailing"),
    path("beheer/post/mailing/<int:pk>/versturen/", post.let_go, name="let-go-mailing"),
    path("beheer/post/mailing/<int:pk>/niet-versturen/", post.cancel, name="cancel-mailing"),
]
