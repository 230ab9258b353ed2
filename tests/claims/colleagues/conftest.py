import pytest

from claims.models import Ask, Claim
from notifications.models import Message
from tests.claims.pages.conftest import as_person, team  # noqa: F401
from tests.factories import claims as make


@pytest.fixture
def anna(team, as_person):  # noqa: F811
    return as_person(team.anna)


@pytest.fixture
def ben(team, as_person):  # noqa: F811
    return as_person(team.ben)


@pytest.fixture
def draft(team) -> Claim:  # noqa: F811
    """A draft that lacks its photos, and nothing else."""
    make.money_for(team)
    claim = make.draft(team)
    claim.proofs.filter(requirement__key="photos").delete()
    return claim


@pytest.fixture
def asked(team, draft) -> Ask:  # noqa: F811
    """Anna asked Ben for the photos."""
    from claims.actions import asking

    return asking.ask(
        draft.pk,
        user=team.anna,
        asked=team.ben,
        words="The hall with our <banner>, please.",
        place=draft.activity.requirements.get(key="photos"),
    )


@pytest.fixture
def mails():
    """Whom the portal wrote to, by kind of mail."""
    return lambda kind: [one.to.name for one in Message.objects.filter(kind=kind).order_by("to__name")]
