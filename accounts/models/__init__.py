from accounts.models.partner import Membership, Partner
from accounts.models.payee import PayeeVersion
from accounts.models.user import User

__all__ = ["Membership", "Partner", "PayeeVersion", "User"]
