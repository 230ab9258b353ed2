"""What can be associated: engagements, the partner's roles in them, and the workloads (domain 7.1, 7.2).

Rows of data: pages, forms and rules read them, nobody asks for a kind by name.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from associations.enums import ItemKind


class Area(models.TextChoices):
    """Solution areas."""

    BUSINESS = "BUSINESS", _("Business Applications")
    MODERN_WORK = "MODERN_WORK", _("Modern Work and Security")


class PartnerRole(models.TextChoices):
    """What the partner does for the customer, in the words of 2023 (domain 7.2)."""

    BUILD = "BUILD", _("Build intent – Advisor")
    USAGE = "USAGE", _("Usage recognition – not incentivized")
    REVENUE = "REVENUE", _("Influenced revenue recognition – not incentivized")
    CONSUME = "CONSUME", _("Use or consume")


class EngagementCode(models.TextChoices):
    OSA = "OSA", _("Online Services Advisor")
    USAGE_MODERN_WORK = "USAGE_MODERN_WORK", _("Usage – Modern Work and Security")
    USAGE_BUSINESS = "USAGE_BUSINESS", _("Usage – Business Applications")
    REVENUE = "REVENUE", _("Revenue association – Business Applications")


@dataclass(frozen=True)
class Engagement:
    """One kind of engagement: where it belongs, as what the partner is recorded, and for what."""

    code: EngagementCode
    area: Area
    role: PartnerRole
    items: ItemKind
    #: The partner may give up being paid for it, and be recorded all the same.
    may_opt_out: bool = False
    #: The seller and the product of a sale that the partner influenced are asked for.
    asks_for_sale: bool = False
    hint: str | Promise = ""


ENGAGEMENTS: dict[str, Engagement] = {
    one.code: one
    for one in (
        Engagement(
            EngagementCode.OSA,
            Area.BUSINESS,
            PartnerRole.BUILD,
            ItemKind.SUBSCRIPTION,
            hint=_("You advised the customer before the purchase."),
        ),
        Engagement(
            EngagementCode.USAGE_MODERN_WORK,
            Area.MODERN_WORK,
            PartnerRole.CONSUME,
            ItemKind.WORKLOAD,
            may_opt_out=True,
            hint=_("You help the customer to use workloads they have bought."),
        ),
        Engagement(
            EngagementCode.USAGE_BUSINESS,
            Area.BUSINESS,
            PartnerRole.USAGE,
            ItemKind.SUBSCRIPTION,
            hint=_("You help the customer to use a business application."),
        ),
        Engagement(
            EngagementCode.REVENUE,
            Area.BUSINESS,
            PartnerRole.REVENUE,
            ItemKind.SUBSCRIPTION,
            asks_for_sale=True,
            hint=_("Your product took part in the sale. It is recorded and not paid."),
        ),
    )
}

#: Names of products, the same in every language. Code → name.
WORKLOADS: dict[str, str] = {
    "exchange": "Exchange Online",
    "sharepoint": "SharePoint Online",
    "teams": "Teams",
    "teams-calling": "Teams Calling",
    "teams-meetings": "Teams Meetings",
    "teams-platform": "Teams Platform",
    "m365-apps": "Microsoft 365 Apps",
    "yammer": "Viva Engage",
    "intune": "Intune",
    "entra-p1": "Entra ID P1",
    "entra-p2": "Entra ID P2",
    "information-protection": "Purview Information Protection",
    "insider-risk": "Purview Insider Risk Management",
    "defender-office": "Defender for Office 365",
    "defender-endpoint": "Defender for Endpoint",
    "defender-identity": "Defender for Identity",
    "defender-cloud-apps": "Defender for Cloud Apps",
}

#: Where public customers ask partners to disclose that they are paid (domain 7.6: United States, Puerto Rico).
DISCLOSURE_COUNTRIES = frozenset({"US", "PR"})
