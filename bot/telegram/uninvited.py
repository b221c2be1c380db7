"""Turns away whoever needs an invitation and has none: nothing of what they say is kept."""

import logging
from collections import OrderedDict
from collections.abc import Mapping
from time import monotonic

from telegram.error import TelegramError

from bot.owner.invitations import Invitations, Refusal
from bot.rendering import Renderer
from bot.telegram.bot_api import BotApi
from bot.telegram.messages import OutboundCall
from bot.telegram.updates import PrivateUpdate
from bot.telegram.worker import Worker
from flows.dialogue.replies import Reply

AGAIN = 60.0
"""Seconds until somebody is told the same once more; so a flood is answered in few messages."""

REMEMBERED = 1000
"""Chats of which it is known what they were told, and when."""

SENTENCES: Mapping[Refusal, Reply] = {
    "uninvited": Reply("telegram/uninvited"),
    "outdated": Reply("telegram/outdated"),
    "guessing": Reply("telegram/guessing"),
}

_LOG = logging.getLogger(__name__)


class Uninvited:
    """Tells strangers from friends where friends come by invitation only.

    A stranger is replied to directly: in the outbox is only what goes to somebody who is known.
    """

    def __init__(
        self, invitations: Invitations, bot_api: BotApi, worker: Worker, renderer: Renderer
    ) -> None:
        self._invitations, self._bot_api = invitations, bot_api
        self._worker, self._renderer = worker, renderer
        self._told: OrderedDict[tuple[str, Refusal], float] = OrderedDict()

    @property
    def required(self) -> bool:
        """Whether an invitation is needed."""
        return self._invitations.required

    async def is_among(self, address: str) -> bool:
        """Whether somebody at this address needs an invitation and has not come by one."""
        if not self.required:
            return False
        return not await self._worker.patiently(self._invitations.knows, address)

    async def turned_away(self, private: PrivateUpdate) -> bool:
        """Turn somebody away, in a sentence that says what to do; False where they may come in."""
        if not self.required:
            return False
        address = private.address
        refusal = await self._worker.patiently(self._invitations.refusal, address, private.event)
        if refusal is None:
            return False
        if private.query:
            await self._bot_api.answer_callback_query(private.query)
        if self._may_be_told(address, refusal):
            try:
                await self._bot_api.deliver(address, self.sentence(refusal))
            except TelegramError as error:
                _LOG.warning("Somebody was not told of the invitation: %s", type(error).__name__)
        return True

    def sentence(self, refusal: Refusal = "uninvited") -> OutboundCall:
        """What somebody is told who is turned away."""
        return OutboundCall(self._renderer.render(SENTENCES[refusal]).text)

    def _may_be_told(self, address: str, refusal: Refusal) -> bool:
        now = monotonic()
        if now - self._told.get((address, refusal), -AGAIN) < AGAIN:
            return False
        self._told[address, refusal] = now
        self._told.move_to_end((address, refusal))
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        return True
