"""Where the files of an association are shown, and which of them somebody sees."""

from django.utils.translation import gettext as _

from associations.models import Association, AssociationProof
from documents import strip
from documents.viewing import Places


def places_of(association: Association) -> Places:
    """The addresses under the association."""
    return Places("association_file", association.public_id)


def sent_proofs(association: Association) -> list[AssociationProof]:
    """What was sent: an answer that is prepared is nobody's but the partner's. Reads `association.proofs`."""
    return [one for one in association.proofs.all() if one.sent_at]


def bench_files(association: Association) -> list[strip.File]:
    """The sent files for the bench, those that came with an answer or beside a rival's marked as new."""
    found = []
    for proof in sent_proofs(association):
        one = strip.file_of(proof.document)
        one.is_new = proof.request_id is not None
        one.proves.append(_("Proof of execution"))
        found.append(one)
    return strip.dressed(found, places_of(association))
