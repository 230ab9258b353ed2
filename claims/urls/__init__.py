"""Addresses of claims: the partner's, and the staff's."""

from claims.urls.calling import urlpatterns as calling
from claims.urls.colleagues import urlpatterns as colleagues
from claims.urls.extending import urlpatterns as extending
from claims.urls.keeping import urlpatterns as keeping
from claims.urls.leading import urlpatterns as leading
from claims.urls.many import urlpatterns as many
from claims.urls.partner import urlpatterns as partner
from claims.urls.places import urlpatterns as places
from claims.urls.staff import urlpatterns as staff
from claims.urls.talking import urlpatterns as talking
from claims.urls.verdicts import urlpatterns as verdicts
from claims.urls.viewing import urlpatterns as viewing

urlpatterns = [
    *many,
    *calling,
    *colleagues,
    *extending,
    *keeping,
    *leading,
    *partner,
    *places,
    *staff,
    *talking,
    *verdicts,
    *viewing,
]
