"""Many claims at once: drafts from a sheet, and drafts that are submitted together."""

from django.urls import URLPattern, path

from claims.views import sheets, together

urlpatterns: list[URLPattern] = [
    path("claims/sheets/", sheets.sheets, name="sheets"),
    path("claims/sheets/drafts.xlsx", sheets.sheet_template, {"kind": "xlsx"}, name="sheet_template"),
    path("claims/sheets/drafts.csv", sheets.sheet_template, {"kind": "csv"}, name="sheet_template_csv"),
    path("claims/sheets/<str:public_id>/", sheets.sheet, name="sheet"),
    path("claims/sheets/<str:public_id>/wrong.csv", sheets.sheet_wrong, name="sheet_wrong"),
    path("claims/sheets/<str:public_id>/create/", sheets.sheet_create, name="sheet_create"),
    path("claims/together/", together.together, name="together"),
    path("claims/together/<str:public_id>/", together.together_result, name="together_result"),
]
