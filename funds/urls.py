from django.urls import URLPattern, path

from funds.views import closing, earnings, importing, reading, searching, stating

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

_IMPORT = "earnings/<str:public_id>/"

#: Under /manage/: earnings are brought in by managers, confirmed by payers too, read by auditors.
managing = [
    path("<slug:program>/earnings/", earnings.earnings, name="earnings"),
    path("<slug:program>/earnings/new/", earnings.earnings_new, name="earnings_new"),
    path("<slug:program>/earnings/adjust/", earnings.adjustment_new, name="adjustment_new"),
    path("<slug:program>/earnings/template.<str:kind>", earnings.earnings_template, name="earnings_template"),
    path("<slug:program>/earnings/periods/<str:code>/", closing.earning_closing, name="earning_closing"),
    path(_IMPORT, importing.earnings_import, name="earnings_import"),
    path(f"{_IMPORT}to-correct.csv", importing.earnings_wrong, name="earnings_wrong"),
    path(f"{_IMPORT}rows.csv", importing.earnings_rows, name="earnings_rows"),
    path(f"{_IMPORT}file/", importing.earnings_file, name="earnings_file"),
    path(f"{_IMPORT}confirm/", importing.earnings_confirm, name="earnings_confirm"),
    path(f"{_IMPORT}drop/", importing.earnings_drop, name="earnings_drop"),
    path(f"{_IMPORT}take-back/", importing.earnings_reversal, name="earnings_reversal"),
    path(f"{_IMPORT}take-back/confirm/", importing.earnings_reverse, name="earnings_reverse"),
    path(f"{_IMPORT}keep/", importing.earnings_keep, name="earnings_keep"),
]
