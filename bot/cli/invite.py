"""``advisor invite``: the link that lets friends in, where they come by invitation only."""

import asyncio
import json

import click

from bot.cli.stored import open_store
from bot.errors import UserError
from bot.owner import Invitations, OwnerIdentity
from bot.settings import Settings, load_settings

ANYBODY = (
    "Anybody who finds the bot may talk to it: set ADVISOR_INVITE=yes, and start it again, to let "
    "in only those who open the link."
)
RENEWED = "The former link lets nobody in any more; who came by it stays."
YOURS = "your_bot"
"""What stands in the link for the name of a bot that nobody could be asked for."""


@click.command("invite")
@click.option("--new", is_flag=True, help="Make a new link; the former one works no more.")
def invite(new: bool) -> None:
    """Print the link that you pass on to friends.

    They need it where ADVISOR_INVITE is yes. It works for everybody, until you make a new one.
    """
    # The bot may run meanwhile: it looks for the link whenever a stranger comes.
    settings = load_settings()
    with open_store() as store:
        identity = OwnerIdentity(store, settings.owner)
        invitations = Invitations(store, identity, required=settings.invite)
        payload = invitations.renew() if new else invitations.payload()
    from bot.rendering import link  # noqa: PLC0415 - templates are loaded only where they are used

    notes = [RENEWED] if new else []
    try:
        name = asyncio.run(_name_of_bot(settings))
    except UserError as error:
        name = YOURS
        notes.append(f"{error} Put the name of your bot in the place of {YOURS}.")
    if not settings.invite:
        notes.append(ANYBODY)
    click.echo(link(name, payload))
    for note in notes:
        click.echo(note, err=True)


async def _name_of_bot(settings: Settings) -> str:
    """The username of the bot; raises UserError where Telegram does not tell it."""
    if settings.telegram_token is None:
        raise UserError("There is no token to ask Telegram with.")
    from telegram.error import NetworkError  # noqa: PLC0415 - takes a quarter of a second to load

    from bot.telegram.request import AiohttpRequest, Timeouts  # noqa: PLC0415 - likewise

    api, token = settings.telegram_api, settings.telegram_token.get_secret_value()
    try:
        async with AiohttpRequest(1, Timeouts(read=10, write=10, connect=10)) as request:
            answer = await request.answer(f"{api}/bot{token}/getMe", "GET")
        return str(json.loads(answer.body)["result"]["username"])
    except (NetworkError, ValueError, LookupError, TypeError):
        raise UserError(f"{api} does not tell the name of the bot.") from None
