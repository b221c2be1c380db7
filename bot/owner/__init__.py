"""What the owner does: answers what friends passed on, and keeps answers for everyone."""

from bot.owner.identity import OwnerIdentity
from bot.owner.invitations import Invitations
from bot.owner.service import Answered, OwnerService

__all__ = ["Answered", "Invitations", "OwnerIdentity", "OwnerService"]
