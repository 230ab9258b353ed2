"""The pages of a restricted file, in each of its states: axe finds nothing, nothing scrolls sideways at 390 px."""

import pytest

from claims.enums import ClaimState
from claims.models import Claim
from documents import restricting
from lifecycle import clock
from programs.enums import VendorRole
from programs.models import ProgramRole
from tests.browser.scenes import under_review
from tests.browser.test_every_page import look

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "scheme"), [("de", "dark"), ("en", "light")])
def test_pages_of_a_restricted_file(play, open_as, language, scheme):
    play(under_review)
    claim = Claim.objects.get(state=ClaimState.UNDER_REVIEW)
    document = claim.expenses.first().document
    ours = f"/queue/{claim.public_id}/files/{document.public_id}/restrict/"
    why = f"/claims/{claim.public_id}/files/{document.public_id}/look/"
    rita = open_as("rita", language=language, color_scheme=scheme, bypass_csp=True)
    anna = open_as("anna", language=language, color_scheme=scheme, bypass_csp=True)
    assert look(rita, (ours,), {}) == []
    restricting.ask(document, user=claim.taken_by, at=clock.now(), reason="Guests can be seen. " * 20)
    assert look(rita, (ours, f"{ours}end/"), {}) == []
    manager = ProgramRole.objects.filter(program=claim.program, role=VendorRole.MANAGER).first().user
    restricting.agree(document, user=manager, at=clock.now())
    assert look(rita, (ours, why), {}) == []
    assert look(anna, (why,), {}) == []
    anna.get_by_role("textbox").fill("A guest asked us.")
    anna.locator("form[method=post] button.btn-primary").click()
    assert anna.locator(f"a[href='{why.removesuffix('look/')}']").is_visible()
    assert look(anna, (why,), {}) == []
    assert look(rita, (ours,), {}) == []
