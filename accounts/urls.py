from django.urls import path

from accounts.views import colleagues, payee, people

urlpatterns = [
    path("language/", people.choose_language, name="choose_language"),
    path("yourself/", people.yourself, name="yourself"),
    path("keys/", people.choose_keys, name="choose_keys"),
    path("location/", people.choose_location, name="choose_location"),
    path("confirm/", payee.confirm_identity, name="confirm_identity"),
    path("locations/<str:public_id>/people/", colleagues.location_people, name="location_people"),
    path("locations/<str:public_id>/people/try/", colleagues.location_people_try, name="location_people_try"),
    path("locations/<str:public_id>/payee/", payee.payee, name="payee"),
    path("locations/<str:public_id>/payee/change/", payee.payee_change, name="payee_change"),
    path("locations/<str:public_id>/payee/withdraw/", payee.payee_withdraw, name="payee_withdraw"),
]
