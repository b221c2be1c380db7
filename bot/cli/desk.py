"""advisor desk: the owner's pages in a browser, on loopback."""

import errno
import socket
import webbrowser
from contextlib import suppress

import click

from bot.cli.stored import open_store
from bot.errors import UserError
from bot.settings import load_settings

FIRST_PORT, TRIED = 8321, 50
"""Where to look for a free port, and how many to try."""

HOST = "127.0.0.1"


@click.command("desk")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Listen on port N.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option(
    "--host-name",
    "host_names",
    multiple=True,
    metavar="NAME",
    help="Another name by which a tunnel reaches this machine.",
)
def desk(port: int | None, no_open: bool, host_names: tuple[str, ...]) -> None:
    """Open the owner's desk: read, find, answer, and see how it goes.

    One link is printed; it works once, until the program ends. Only this machine is listened to:
    the documentation tells how to reach it from a phone.
    """
    # What the pages need is loaded only where it is used.
    from bot.web.serving import desk_over, serve  # noqa: PLC0415

    with open_store() as store:
        listening = _listening(port)
        built = desk_over(store, load_settings(), host_names)
        address = f"http://{HOST}:{listening.getsockname()[1]}"
        link = f"{address}/sign-in?key={built.access.key}"
        click.echo(f"Your desk, for one browser: {link}\nStop it with Ctrl-C.")
        if not no_open:
            webbrowser.open(link)
        serve(built, listening)


def _listening(port: int | None) -> socket.socket:
    """A socket on loopback; by default, on the next port that is free."""
    if port:
        try:
            return _bound(port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                why = f"Port {port} is in use: choose another with --port"
            else:
                why = f"Port {port} cannot be used ({error.strerror}): choose another with --port"
            raise UserError(why) from error
    for free in range(FIRST_PORT, FIRST_PORT + TRIED):
        with suppress(OSError):
            return _bound(free)
    raise UserError(f"No port from {FIRST_PORT} on is free: choose one with --port")


def _bound(port: int) -> socket.socket:
    listening = socket.socket()
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening
