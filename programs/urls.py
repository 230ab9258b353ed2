from django.urls import include, path

from programs.views import guidebooks, reading, showing
from programs.views.managing import chapters, hub
from programs.views.managing import guidebooks as guidebook_drafts

urlpatterns = [
    path("", reading.programs, name="programs"),
    path("activities/", reading.activities, name="activities"),
    path("activities/<slug:code>/", reading.activity, name="activity"),
    path("guidebooks/", guidebooks.guidebooks, name="guidebooks"),
    path("guidebooks/<str:public_id>/", guidebooks.guidebook, name="guidebook"),
    path(
        "guidebooks/<str:public_id>/chapters/<slug:slug>/",
        guidebooks.guidebook_chapter,
        name="guidebook_chapter",
    ),
    path("guidebooks/<str:public_id>/changes/", guidebooks.guidebook_changes, name="guidebook_changes"),
    path("payees/", reading.payees, name="payees"),
    path("payees/<str:public_id>/", reading.payee_of, name="payee_of"),
    path("rates/", reading.rates, name="rates"),
    path("<slug:code>/", showing.program, name="program"),
]

_DRAFT = "guidebooks/<str:public_id>/"
_CHAPTER = f"{_DRAFT}chapters/<slug:slug>/"

#: Under /manage/: what managers run and auditors read; a program is named by its code, as `program`.
managing = [
    path("", hub.managing, name="managing"),
    path("<slug:program>/", include("programs.settings_urls")),
    path("<str:program>/guidebooks/", guidebook_drafts.guidebook_versions, name="guidebook_versions"),
    path(_DRAFT, guidebook_drafts.guidebook_draft, name="guidebook_draft"),
    path(f"{_DRAFT}note/", guidebook_drafts.guidebook_note, name="guidebook_note"),
    path(f"{_DRAFT}publish/", guidebook_drafts.guidebook_publish, name="guidebook_publish"),
    path(f"{_DRAFT}discard/", guidebook_drafts.guidebook_discard, name="guidebook_discard"),
    path(f"{_DRAFT}add/", chapters.guidebook_chapter_add, name="guidebook_chapter_add"),
    path(_CHAPTER, chapters.guidebook_chapter_edit, name="guidebook_chapter_edit"),
    path(f"{_CHAPTER}move/", chapters.guidebook_chapter_move, name="guidebook_chapter_move"),
    path(f"{_CHAPTER}remove/", chapters.guidebook_chapter_remove, name="guidebook_chapter_remove"),
    path("catalogue/", include("programs.catalogue_urls")),
    path("<str:program>/years/", include("programs.year_urls")),
]
