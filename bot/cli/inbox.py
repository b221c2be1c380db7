"""``advisor inbox``: what friends passed on, answered from the terminal, and the FAQ."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import click

from bot.bootstrap import open_advisor
from bot.cli.stored import ROW_ID, announce
from bot.owner import Answered, OwnerService
from bot.settings import load_settings
from storage.faq import FaqEntry
from storage.owner_questions import OwnerQuestion
from storage.texts import one_line, printable

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
NUMBER = click.argument("number", type=ROW_ID)
KEPT = click.argument("kept")


@click.group("inbox", invoke_without_command=True)
@click.pass_context
def inbox(ctx: click.Context) -> None:
    """Answer what friends passed on; an answer kept for everyone is never asked of you again.

    Without a command it lists what waits for you.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_questions)
        if waiting := _service().store.faq.suggestions():
            click.echo(
                f"New wordings that wait for you: {len(waiting)}. See advisor inbox phrasings."
            )


def _service() -> OwnerService:
    """The service over the settings' database, which is open until the command ends."""
    context = click.get_current_context()
    return context.with_resource(open_advisor(load_settings(), announce=announce)).owner_service


@inbox.command("list")
@click.option("--all", "every", is_flag=True, help="Show the answered and closed ones too.")
@AS_JSON
def list_questions(every: bool, as_json: bool) -> None:
    """List the questions that wait for you."""
    service = _service()
    questions = (
        service.store.owner_questions.all() if every else service.store.owner_questions.waiting()
    )
    _print(map(_as_dict, questions), as_json, [_as_text(service, each) for each in questions])
    if not questions and not as_json:
        click.echo("No question waits for you.")


@inbox.command()
@NUMBER
@click.argument("text")
@click.option("--correction", is_flag=True, help="Send it after an answer that was given before.")
def answer(number: int, text: str, correction: bool) -> None:
    """Answer question NUMBER; the friend gets TEXT the next time they can be reached.

    Where it is answered already, nothing is sent, unless you say that TEXT is a correction.
    """
    service = _service()
    answered = service.answer(number, text, corrects=correction)
    click.echo(f"Your answer goes to {_friend(answered.question)}.")
    _point_out(answered)


@inbox.command()
@NUMBER
@click.option("--question", default="", help="The question as everybody may read it.")
@click.option("--answer", "words", default="", help="The answer as everybody may read it.")
@click.option("--also", multiple=True, metavar="TEXT", help="Another way of asking for it.")
@click.option("--similar", is_flag=True, help="Give it to the similar questions shown, too.")
def keep(number: int, question: str, words: str, also: tuple[str, ...], similar: bool) -> None:
    """Keep the answer to question NUMBER for everyone, without anything personal.

    One or two more ways of asking for it (--also) let many more friends find it.
    """
    service = _service()
    asked = service.question(number)
    conflicts = () if asked.kept else service.conflicts(asked.text)
    with service.store.transaction():
        kept = service.add_wordings(service.keep(number, question, words), also)
    click.echo(f"Kept for everyone as {kept.id}, under “{one_line(kept.question)}”")
    if not also:
        click.echo(f"How else may somebody ask it? advisor inbox also {kept.id} '…?' '…?'")
    _list("Mind that friends who ask this are answered or offered already:", conflicts)
    for each in service.close_similar(number) if similar else ():
        click.echo(f"Question {each.id} is closed with it; it goes to {_friend(each)}.")


@inbox.command("similar")
@NUMBER
def close_similar(number: int) -> None:
    """Give the answer of question NUMBER to the similar ones that you were shown."""
    closed = _service().close_similar(number)
    for each in closed:
        click.echo(f"Question {each.id} is closed with it; it goes to {_friend(each)}.")
    if not closed:
        click.echo("No question that you were shown beside it waits any more.")


@inbox.command()
@NUMBER
def dismiss(number: int) -> None:
    """Let question NUMBER wait no more, without an answer."""
    _service().dismiss(number)
    click.echo(f"Question {number} waits no more.")


@inbox.command()
@AS_JSON
def kept(as_json: bool) -> None:
    """List the answers kept for everyone."""
    answers = _service().store.faq.entries()
    lines = []
    for each in answers:
        into = f", merged into {each.merged_into}" if each.merged_into else ""
        state = f" (retired{into})" if each.retired else f" (wordings: {each.phrasings})"
        lines.append(f"{each.id}{state}  {one_line(each.question)}\n{_indented(each.answer)}")
    _print(map(vars, answers), as_json, lines)


@inbox.command()
@KEPT
@click.option("--question", default="", help="The new question; the old wordings still find it.")
@click.option("--answer", "words", default="", help="The new answer.")
def edit(kept: str, question: str, words: str) -> None:
    """Reword the answer KEPT ("kept-3", or 3), or its question."""
    click.echo(_entry(_service().edit(kept, question, words)))


@inbox.command()
@KEPT
@click.argument("texts", nargs=-1, required=True)
def also(kept: str, texts: tuple[str, ...]) -> None:
    """Let the answer KEPT be found by more ways of asking for it: TEXTS."""
    found = _service().add_wordings(kept, texts)
    click.echo(f"{found.id} is found by {found.phrasings} wordings.")


@inbox.command()
@KEPT
@click.argument("into")
@click.option("--yes", is_flag=True, help="Do not ask.")
def merge(kept: str, into: str, yes: bool) -> None:
    """Let the answer INTO take the place of KEPT, with the wordings of both.

    Both are shown first.
    """
    service = _service()
    before, target = service.to_merge(kept, into)
    if not yes:
        click.echo(f"Given no more:\n{_entry(before)}\n\nGiven in its place:\n{_entry(target)}\n")
        click.confirm(f"Let {target.id} take the place of {before.id}?", abort=True)
    merged = service.merge(kept, into)
    click.echo(f"{merged.id} takes its place: “{one_line(merged.question)}”")
    click.echo(f"Undo it: advisor inbox restore {before.id}")


@inbox.command()
@KEPT
def retire(kept: str) -> None:
    """Give the answer KEPT no more."""
    retired = _service().retire(kept).id
    click.echo(f"{retired} is given no more. Undo it: advisor inbox restore {retired}")


@inbox.command()
@KEPT
def restore(kept: str) -> None:
    """Give the answer KEPT again, which was retired or merged; wordings of its own find it."""
    click.echo(f"Given again:\n{_entry(_service().restore(kept))}")


@inbox.command()
@AS_JSON
def phrasings(as_json: bool) -> None:
    """List the wordings that friends used for a topic, for you to accept or decline."""
    service = _service()
    waiting = service.store.faq.suggestions()
    said = [{"id": each.id, "text": each.text, "topic": each.topic} for each in waiting]
    lines = [
        f"{each.id}  “{one_line(each.text)}”"
        f"  for: {one_line(service.announcer.title(each.topic) or each.topic)}"
        for each in waiting
    ]
    _print(said, as_json, lines)


@inbox.command()
@NUMBER
@click.option("--text", default="", help="The wording to take in instead.")
def accept(number: int, text: str) -> None:
    """Take phrasing NUMBER in, so that others who word it so are understood."""
    click.echo(f"Taken in: “{one_line(_service().accept(number, text))}”")


@inbox.command()
@NUMBER
def decline(number: int) -> None:
    """Leave phrasing NUMBER out."""
    click.echo(f"Left out: “{one_line(_service().decline(number).text)}”")


def _as_dict(question: OwnerQuestion) -> dict[str, Any]:
    return {
        **{name: getattr(question, name) for name in ("id", "state", "text", "answer", "asked")},
        **{name: getattr(question, name) for name in ("nearest", "progress", "kept")},
        "friend": {
            name: getattr(question.friend, name) for name in ("id", "channel", "name", "username")
        },
    }


def _as_text(service: OwnerService, question: OwnerQuestion) -> str:
    nearest = service.announcer.titles(question.nearest)
    about = [question.progress, *([f"nearest: {'; '.join(nearest)}"] if nearest else [])]
    if question.answer:
        about.append(f"answered: {question.answer}")
    told = "\n".join(f"    ({one_line(line)})" for line in about)
    head = f"{question.id}  {_friend(question)}, {question.asked[:10]}, {question.state}"
    return f"{head}\n{_indented(question.text)}\n{told}"


def _entry(kept: FaqEntry) -> str:
    return f"{kept.id}: “{one_line(kept.question)}”\n{_indented(kept.answer)}"


def _friend(question: OwnerQuestion) -> str:
    username = f" (@{question.friend.username})" if question.friend.username else ""
    return one_line(question.friend.name + username)


def _point_out(answered: Answered) -> None:
    number = answered.question.id
    _list("Mind that friends who ask this are answered or offered already:", answered.conflicts)
    alike = [f"{each.id}  {_friend(each)}: {one_line(each.text)}" for each in answered.similar]
    _list("Still waiting, and much like it:", alike)
    if alike:
        click.echo(f"Give them the same answer: advisor inbox similar {number}")
    if not answered.question.kept:
        click.echo(f"Keep it for everyone: advisor inbox keep {number}")


def _list(title: str, lines: Sequence[str]) -> None:
    if lines:
        click.echo("\n".join([title, *(f"  • {one_line(line)}" for line in lines)]))


def _print(values: Iterable[Any], as_json: bool, lines: Sequence[str]) -> None:
    if as_json:
        click.echo(json.dumps([*values], indent=2))
    else:
        click.echo("\n\n".join(lines), nl=bool(lines))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in printable(text).splitlines())
