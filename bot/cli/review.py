"""advisor review: what is stored of the conversations, for the owner's eyes."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.errors import UserError
from bot.review_text import counts, dead_letter, listing, whole
from bot.settings import load_settings
from flows.knowledge import built_in
from storage.review import Listed, Shown
from storage.store import Store

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
limit = click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="No more than N, the latest first."
)

LIST_LETTERS = "`advisor review dead-letters list` tells the ids."


@click.group("review")
def review() -> None:
    """Read the stored conversations: list, show, search, export, stats; and dead letters."""


@review.command("list")
@limit
@as_json
def list_(limit: int | None, as_json: bool) -> None:
    """List the conversations, the latest first."""
    with _store() as store:
        _tell(store.review.list_conversations(limit), as_json, "There are no conversations yet.")


@review.command()
@click.argument("words", nargs=-1, required=True)
@limit
@as_json
def search(words: tuple[str, ...], limit: int | None, as_json: bool) -> None:
    """Find conversations by words of names, summaries, and what friends typed.

    Every word must be found; the beginning of a word is enough.
    """
    with _store() as store:
        _tell(
            store.review.search(" ".join(words), limit), as_json, "No conversation has these words."
        )


@review.command()
@click.argument("conversation_id", metavar="ID", type=click.IntRange(1, 2**63 - 1))
@as_json
def show(conversation_id: int, as_json: bool) -> None:
    """Show a whole conversation by its id in the list."""
    with _store() as store:
        shown = store.review.show(conversation_id)
    if shown is None:
        raise UserError(
            f"There is no conversation {conversation_id}: `advisor review list` tells the ids."
        )
    click.echo(_json(asdict(shown)) if as_json else whole(shown, built_in()))


@review.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that is not there yet.",
)
def export(output: Path | None) -> None:
    """Write out all conversations as JSON, one whole conversation a line, the oldest first."""
    with _store() as store:
        lines = (json.dumps(asdict(shown)) for shown in _all_shown(store))
        if output is None:
            _echo_each(lines)
        else:
            _write_each(lines, output)


@review.command()
@as_json
def stats(as_json: bool) -> None:
    """Count friends, conversations, and what came of them."""
    with _store() as store:
        counted = store.review.stats()
    click.echo(_json(counted) if as_json else counts(counted))


@review.group("dead-letters")
def dead_letters() -> None:
    """What could not be worked off: list, replay, drop.

    The words of such a message are kept for 30 days, and nothing of one from a group.
    """


@dead_letters.command("list")
@as_json
def list_dead_letters(as_json: bool) -> None:
    """List them, the oldest first, each with what kind of error it met."""
    with _store() as store:
        store.inbox.purge()
        letters = store.inbox.dead_letters()
    if as_json:
        click.echo(_json([asdict(each) for each in letters]))
    else:
        click.echo("\n".join(map(dead_letter, letters)) or "There are no dead letters.")


LETTER = click.argument("letter_id", metavar="ID", type=click.IntRange(1, 2**63 - 1))


@dead_letters.command()
@LETTER
def replay(letter_id: int) -> None:
    """Have the bot work off the dead letter ID again, now or when it starts next."""
    with _store() as store:
        if not store.inbox.replay(letter_id):
            raise UserError(f"There is no dead letter {letter_id} with its words: {LIST_LETTERS}")
    click.echo(f"Dead letter {letter_id} waits for the bot again.")


@dead_letters.command()
@LETTER
def drop(letter_id: int) -> None:
    """Erase the words of the dead letter ID."""
    with _store() as store:
        if not store.inbox.drop(letter_id):
            raise UserError(f"There is no dead letter {letter_id}: {LIST_LETTERS}")
    click.echo(f"Dead letter {letter_id} is erased.")


@contextmanager
def _store() -> Iterator[Store]:
    """The store of the settings; looking into it does not create it."""
    path = load_settings().database_path
    if not os.path.exists(path):  # unlike Path.exists, also where the folder may not be read
        raise UserError(
            f"There is no database {path} yet: it comes with the first conversation "
            "(`advisor chat`), or set ADVISOR_DATABASE to another file."
        )
    with Store.open(path, lambda: datetime.now(UTC)) as store:
        yield store


def _tell(found: list[Listed], as_json: bool, none: str) -> None:
    if as_json:
        click.echo(_json([asdict(each) for each in found]))
    else:
        click.echo(listing(found) if found else none)


def _all_shown(store: Store) -> Iterator[Shown]:
    for listed in reversed(store.review.list_conversations()):
        if shown := store.review.show(listed.id):
            yield shown


def _echo_each(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _write_each(lines: Iterable[str], output: Path) -> None:
    """Write a file for the owner alone, and never over another one."""
    try:
        with output.open("x", encoding="utf-8") as file:
            output.chmod(0o600)
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise UserError(
            f"{output} cannot be written ({error.strerror}): name a file that is not there yet, "
            "in a folder that may be written to."
        ) from error


def _json(value: object) -> str:
    return json.dumps(value, indent=2)
