"""The addresses everyone may know, and each person's own desk."""

from django.urls import path

from . import post
from .views import advices, agenda, desk, feeds, handbook, home, machines, me, pages, publications, search, trajectories

app_name = "site"
urlpatterns = [
    path("", home.home, name="home"),
    path("adviezen/", advices.advices, name="advices"),
    path("adviezen/feed/", feeds.feed, name="feed"),
    path("adviezen/<slug:number>/", advices.advice, name="advice"),
    path("trajecten/", trajectories.trajectories, name="trajectories"),
    path("trajecten/<slug:slug>/", trajectories.trajectory, name="trajectory"),
    path("trajecten/<slug:slug>/feed/", feeds.subject_feed, name="subject-feed"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/kalender.ics", agenda.calendar, name="calendar"),
    path("agenda/<slug:slug>/", agenda.theme, name="theme"),
    path("agenda/<slug:slug>/feed/", feeds.theme_feed, name="theme-feed"),
    path("handboek/", handbook.handbook, name="handbook"),
    path("handboek/regels/", handbook.rules, name="rules"),
    path("handboek/<slug:slug>/", handbook.chapter, name="chapter"),
    path("handige-links/", handbook.links, name="links"),
    path("meedoen/", pages.take_part, name="take-part"),
    path("over-ons/", pages.about, name="about"),
    path("over-ons/regelgeving/", pages.ordinance, name="ordinance"),
    path("contact/", pages.contact, name="contact"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("open-data/", pages.open_data, name="open-data"),
    path("zoeken/", search.search, name="search"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemaps/sitemapindex-diwoo-infocat010.xml", publications.index, name="diwoo-index"),
    path("sitemaps/diwoo-infocat010-<int:page>.xml", publications.page, name="diwoo-page"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security-txt"),
    path("mijn/", desk.mine, name="mine"),
    path("mijn/gegevens/", me.me, name="me"),
    path("mijn/gegevens/alles/", me.everything, name="everything"),
    path("werk/", desk.work, name="work"),
    path("beheer/", desk.desk, name="desk"),
    path("beheer/post/", post.post, name="post"),
    path("beheer/post/<int:pk>/", post.message, name="message"),
    path("beheer/post/<int:pk>/voorbeeld/", post.preview, name="message-preview"),
    path("beheer/post/mailing/<int:pk>/", post.mailing, name="mailing"),
    path("beheer/post/mailing/<int:pk>/vasthouden/", post.hold, name="hold-mailing"),
    path("beheer/post/mailing/<int:pk>/versturen/", post.let_go, name="let-go-mailing"),
    path("beheer/post/mailing/<int:pk>/niet-versturen/", post.cancel, name="cancel-mailing"),
]
