"""Pages of associations for the partner's people; a file is reached here by everybody who sees its association."""

from django.urls import URLPattern, path

from associations.views import after, drafting, exporting, files, home, proof, submitting

ONE = "associations/<str:public_id>/"
FILE = f"{ONE}files/<str:document>/"

urlpatterns: list[URLPattern] = [
    path("associations/", home.associations, name="associations"),
    path("associations/new/", drafting.association_new, name="association_new"),
    path("associations/export.<slug:extension>", exporting.association_export, name="association_export"),
    path(ONE, home.association, name="association"),
    path(f"{ONE}customer/", drafting.association_customer, name="association_customer"),
    path(f"{ONE}items/", drafting.association_items, name="association_items"),
    path(f"{ONE}contacts/", drafting.association_contacts, name="association_contacts"),
    path(f"{ONE}proof/", proof.association_proof, name="association_proof"),
    path(f"{ONE}proof/form.<slug:extension>", proof.association_form, name="association_form"),
    path(f"{ONE}proof/<str:proof>/remove/", proof.association_proof_remove, name="association_proof_remove"),
    path(FILE, files.association_file, name="association_file"),
    path(f"{FILE}view/", files.association_file_view, name="association_file_view"),
    path(f"{FILE}state/", files.association_file_state, name="association_file_state"),
    path(f"{FILE}look/", files.association_file_look, name="association_file_look"),
    path(f"{FILE}thumbnail/", files.association_file_thumbnail, name="association_file_thumbnail"),
    path(f"{FILE}pages/<int:number>/", files.association_file_page, name="association_file_page"),
    path(f"{ONE}check/", submitting.association_check, name="association_check"),
    path(f"{ONE}submitted/", submitting.association_submitted, name="association_submitted"),
    path(f"{ONE}answer/", after.association_answer, name="association_answer"),
    path(f"{ONE}contact/", after.association_contact, name="association_contact"),
    path(f"{ONE}withdraw/", after.association_withdraw, name="association_withdraw"),
    path(f"{ONE}dispute/", after.association_dispute, name="association_dispute"),
    path(f"{ONE}end/", after.association_end, name="association_end"),
    path(f"{ONE}say/", after.association_say, name="association_say"),
    path(f"{ONE}renew/", drafting.association_renew, name="association_renew"),
    path(f"{ONE}move/", drafting.association_move, name="association_move"),
    path(f"{ONE}delete/", drafting.association_delete, name="association_delete"),
]
