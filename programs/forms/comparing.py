"""Which two versions are compared: a GET form, so that a comparison can be linked."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from programs.catalogue_words import version_name
from programs.models import ActivityTypeVersion


class CompareForm(forms.Form):
    """Two versions of one activity; what was asked for and is none of them counts as not asked."""

    before = forms.ChoiceField(label=gettext_lazy("The earlier one"))
    after = forms.ChoiceField(label=gettext_lazy("The later one"))

    def __init__(
        self, asked: Mapping[str, str], *, versions: Sequence[ActivityTypeVersion], after: ActivityTypeVersion
    ) -> None:
        """versions: the newest first; after: what is looked at where nothing is asked for."""
        super().__init__()
        self.asked = asked
        self.versions = {str(one.pk): one for one in versions}
        self.newest = after
        for name in ("before", "after"):
            self.fields[name].choices = [(key, _name(one)) for key, one in self.versions.items()]
        before, later = self.pair
        self.initial |= {"before": str(before.pk), "after": str(later.pk)}

    @property
    def pair(self) -> tuple[ActivityTypeVersion, ActivityTypeVersion]:
        """The two: asked for, else the newest of the year and the one before it."""
        after = self.versions.get(self.asked.get("after", ""), self.newest)
        listed = list(self.versions.values())
        earlier = listed[listed.index(after) + 1 :]
        before = self.versions.get(self.asked.get("before", ""), earlier[0] if earlier else after)
        return before, after


def _name(version: ActivityTypeVersion) -> str:
    return capfirst(version_name(version.fiscal_year, version.revision))
