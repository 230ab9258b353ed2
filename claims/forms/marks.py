"""What stands at a field that may stay empty for now, in place of "(optional)"."""

from django.utils.translation import gettext_lazy as _

#: A draft is saved without it, a claim is not submitted without it.
TO_SUBMIT = _("(needed to submit)")
