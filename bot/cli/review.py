"""advisor review: what is stored of the conversations, for the owner's eyes."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import get_args

import click

from bot.cli.progress import tracked
from bot.cli.stored import ROW_ID, open_store
from bot.errors import UserError
from bot.exports import Format, exported
from bot.owner.reviewing import Reviewing
from bot.review_text import counts, dead_letter, listing, whole
from flows.knowledge import built_in
from storage.finding import ALL, Filters, State

Given = dict[str, str]
Told = tuple[str, ...]
"""Filters as they are typed."""

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
limit = click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="No more than N, the latest first."
)
NUMBER = click.argument("conversation_id", metavar="ID", type=ROW_ID)

FILTERS = (
    click.option("--state", metavar="STATE", help=f"One of: {', '.join(get_args(State))}."),
    click.option("--market", metavar="MARKET", help="Only those in this market."),
    click.option("--pick", metavar="PATH", help="Only those advised this path, or none."),
    click.option("--role", metavar="ROLE", help="Only those in this role."),
    click.option("--since", metavar="DAY", help="Only with activity on this day or later."),
    click.option(
        "--until", metavar="DAY", help="Only with the last activity on this day or before."
    ),
    click.option("--stopped-at", metavar="QUESTION", help="Only those who stopped at it."),
    click.option("--put", metavar="QUESTION", help="Only those to whom it was put."),
    click.option("--told", metavar="CIRCUMSTANCE", multiple=True, help="Only those who told it."),
    click.option("--confidence", metavar="LEVEL", help="Only those advised so surely."),
    click.option("--why", metavar="REASON", help="Only those worth a look for it, or once so."),
    click.option("--asked", metavar="TOPIC", help="Only with a question about it, or met so."),
    click.option("--came", metavar="DAY", help="Only of friends who came in the week of a day."),
    click.option("--words", metavar="WORDS", help="Only with words that begin so."),
)


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of the filters, and hand them on as they are typed."""

    @wraps(command)
    def with_filters(**options: object) -> None:
        told = options.pop("told")
        names = [name for name in Filters.__dataclass_fields__ if name in options]
        given = {name: options.pop(name) or "" for name in names}
        command(given=given, told=told, **options)

    for option in reversed(FILTERS):
        with_filters = option(with_filters)
    return with_filters


LIST_LETTERS = "`advisor review dead-letters list` tells the ids."


@click.group("review", invoke_without_command=True)
@click.pass_context
def review(ctx: click.Context) -> None:
    """Read, mark and count the stored conversations; and dead letters.

    Without a command it lists the conversations that wait to be reviewed.
    """
    if ctx.invoked_subcommand is None:
        _tell({"state": "new"}, (), None, as_json=False)


@review.command("list")
@filtered
@limit
@as_json
def list_(given: Given, told: Told, limit: int | None, as_json: bool) -> None:
    """List the conversations, the latest activity first."""
    _tell(given, told, limit, as_json)


@review.command()
@click.argument("sought", metavar="WORDS...", nargs=-1, required=True)
@filtered
@limit
@as_json
def search(
    sought: tuple[str, ...], given: Given, told: Told, limit: int | None, as_json: bool
) -> None:
    """Find conversations by words of names, summaries, and what friends typed.

    Every word must be found; the beginning of a word is enough.
    """
    _tell(given | {"words": " ".join([*sought, given["words"]])}, told, limit, as_json)


def _tell(given: Given, told: Told, limit: int | None, as_json: bool) -> None:
    with _reviewing() as reviewing:
        filters = reviewing.filters(given, told)
        found = reviewing.store.review.list_conversations(filters, limit)
    if as_json:
        click.echo(_json([asdict(each) for each in found]))
    elif found:
        click.echo(listing(found))
    else:
        nothing = {ALL: NONE_YET, Filters(state="new"): NOTHING_NEW}
        click.echo(nothing.get(filters, "No conversation is like that."))


NONE_YET = "There are no conversations yet."
NOTHING_NEW = "No conversation waits to be reviewed: advisor review list shows all of them."


@review.command()
@NUMBER
@as_json
def show(conversation_id: int, as_json: bool) -> None:
    """Show a whole conversation by its id in the list."""
    with _reviewing() as reviewing:
        shown = reviewing.store.review.show(conversation_id)
    if shown is None:
        raise UserError(
            f"There is no conversation {conversation_id}: `advisor review list` tells the ids."
        )
    click.echo(_json(asdict(shown)) if as_json else whole(shown, built_in()))


@review.command()
@NUMBER
@click.option("--again", is_flag=True, help="Take the mark back.")
def mark(conversation_id: int, again: bool) -> None:
    """Mark conversation ID as reviewed; it is new again when its friend goes on."""
    with _reviewing() as reviewing:
        (reviewing.unmark if again else reviewing.mark)(conversation_id)
    click.echo(f"Conversation {conversation_id} is {'new again' if again else 'reviewed'}.")


@review.command()
@NUMBER
@click.argument("text")
def note(conversation_id: int, text: str) -> None:
    """Write your note TEXT beside conversation ID; an empty one takes it away.

    It belongs to what is stored of the friend: /mydata shows it to them, /forget erases it.
    """
    with _reviewing() as reviewing:
        kept = reviewing.note(conversation_id, text).note
    click.echo("The note is kept." if kept else "There is no note any more.")


@review.command()
@NUMBER
@click.argument("path")
@click.option("--because", default="", metavar="TEXT", help="Why.")
def wrong(conversation_id: int, path: str, because: str) -> None:
    """Note that conversation ID should have been advised PATH; "" takes that back."""
    with _reviewing() as reviewing:
        kept = reviewing.wrong(conversation_id, path, because).should_be
    click.echo(f"Noted: it should be {kept}." if kept else "It is not noted as wrong any more.")


@review.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that is not there yet.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(get_args(Format)),
    default="jsonl",
    help="A line of JSON, a row or a chapter for each.",
)
@filtered
def export(output: Path | None, form: Format, given: Given, told: Told) -> None:
    """Write out conversations as they are shown, the oldest first."""
    with _reviewing() as reviewing:
        filters = reviewing.filters(given, told)
        review, total = reviewing.store.review, reviewing.store.review.count(filters)
        with tracked(review.shown(filters), total, "Reading") as found:
            pieces = exported(found, form, built_in())
            if output is None:
                for piece in pieces:
                    click.echo(piece, nl=False)
            else:
                _write_each(pieces, output)


@review.command()
@filtered
@as_json
def stats(given: Given, told: Told, as_json: bool) -> None:
    """Count friends, conversations, and what came of them."""
    with _reviewing() as reviewing:
        found = reviewing.store.insights.stats(reviewing.filters(given, told))
    click.echo(_json(found) if as_json else counts(found))


@review.group("dead-letters")
def dead_letters() -> None:
    """What could not be worked off: list, replay, drop.

    The words of such a message are kept for 30 days, and nothing of one from a group.
    """


@dead_letters.command("list")
@as_json
def list_dead_letters(as_json: bool) -> None:
    """List them, the oldest first, each with what kind of error it met."""
    with open_store() as store:
        store.inbox.purge()
        letters = store.inbox.dead_letters()
    if as_json:
        click.echo(_json([asdict(each) for each in letters]))
    else:
        click.echo("\n".join(map(dead_letter, letters)) or "There are no dead letters.")


LETTER = click.argument("letter_id", metavar="ID", type=ROW_ID)


@dead_letters.command()
@LETTER
def replay(letter_id: int) -> None:
    """Have the bot work off the dead letter ID again, now or when it starts next."""
    with open_store() as store:
        if not store.inbox.replay(letter_id):
            raise UserError(f"There is no dead letter {letter_id} with its words: {LIST_LETTERS}")
    click.echo(f"Dead letter {letter_id} waits for the bot again.")


@dead_letters.command()
@LETTER
def drop(letter_id: int) -> None:
    """Erase the words of the dead letter ID."""
    with open_store() as store:
        if not store.inbox.drop(letter_id):
            raise UserError(f"There is no dead letter {letter_id}: {LIST_LETTERS}")
    click.echo(f"Dead letter {letter_id} is erased.")


@contextmanager
def _reviewing() -> Iterator[Reviewing]:
    with open_store() as store:
        yield Reviewing(store)


def _write_each(pieces: Iterable[str], output: Path) -> None:
    """Write a file for the owner alone, and never over another one."""
    try:
        with open(
            os.open(output, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
        ) as file:
            file.writelines(pieces)
    except OSError as error:
        raise UserError(
            f"{output} cannot be written ({error.strerror}): name a file that is not there yet, "
            "in a folder that may be written to."
        ) from error


def _json(value: object) -> str:
    return json.dumps(value, indent=2)
