from django.urls import URLPattern, path

from funds.views import reading, searching, stating

urlpatterns: list[URLPattern] = [
    path("funds/", reading.funds, name="funds"),
    path("funds/search/", searching.fund_search, name="fund_search"),
    path("funds/statements/<str:public_id>/<slug:code>/", stating.fund_statement, name="fund_statement"),
    path(
        "funds/statements/<str:public_id>/<slug:code>/statement.<str:extension>",
        stating.fund_statement_file,
        name="fund_statement_file",
    ),
    path("funds/<str:public_id>/", reading.fund, name="fund"),
    path("funds/<str:public_id>/<slug:figure>/", reading.fund_figure, name="fund_figure"),
]
