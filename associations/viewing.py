"""Where the files of an association are shown, and which of them somebody sees."""

from django.utils.translation import gettext as _

from associations.models import Association
from documents import strip
from documents.viewing import Places


def places_of(association: Association) -> Places:
    """The addresses under the association."""
    return Places("association_file", association.public_id)


def bench_files(association: Association) -> list[strip.File]:
    """The files that were sent, those that came with an answer marked as new. Reads `association.proofs`.

    An answer that is prepared is nobody's but the partner's.
    """
    found = []
    for proof in (one for one in association.proofs.all() if one.sent_at):
        one = strip.file_of(proof.document)
        one.is_new = proof.request_id is not None
        one.proves.append(_("Proof of execution"))
        found.append(one)
    return strip.dressed(found, places_of(association))
