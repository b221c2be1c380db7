"""advisor impact: whom the present knowledge would advise otherwise, and telling them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import click

from bot.cli.stored import counted, open_store
from bot.errors import WrongUseError
from bot.owner.impact import Compared, Effect, Impact, Telling
from bot.rendering import Renderer
from flows.dialogue.summary import NOTHING
from flows.knowledge import built_in, load
from storage.texts import one_line, plain

TITLES: dict[Effect, str] = {
    "other-pick": "Other pick",
    "other-runner-up-or-confidence": "Other runner-up or confidence",
    "other-reasons": "Other reasons only",
    "same": "The same",
    "not-comparable": "Cannot be compared",
}


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str:
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise WrongUseError(f"{value!r:.80} is no day: write it as in 2026-11-29.") from None


@click.command("impact")
@click.option(
    "--knowledge",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with other knowledge files than the program's.",
)
@click.option("--since", metavar="DAY", callback=_day, help="Only advices since this day.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--tell", is_flag=True, help="Tell those who would be advised another pick.")
def impact(folder: Path | None, since: str, as_json: bool, tell: bool) -> None:
    """Compare what friends were advised with what is said to the same answers today.

    With --tell the message is shown, and to how many it goes; it is sent once you agree, to those
    who can be reached, for their latest advice.
    """
    if tell and (folder or as_json):
        raise WrongUseError(
            "--tell is about what the bot advises today: use it without --knowledge and --json."
        )
    with open_store() as store:
        found = Impact(store, load(folder) if folder else built_in())
        telling = Telling(found, Renderer())
        effects: Counter[Effect] = Counter()
        kept, due = list[Compared](), list[Compared]()
        with counted(found.compare(since), store.advices.count(since), "Comparing") as compared:
            for each in compared:
                effects[each.effect] += 1
                if each.effect in ("other-pick", "not-comparable"):
                    kept.append(each)
                if tell and telling.due(each):
                    due.append(each)
        corrections, unrecorded = [*found.corrections()], store.advices.unrecorded()
        if as_json:
            click.echo(json.dumps(_as_json(effects, kept, corrections, unrecorded), indent=2))
            return
        click.echo("\n".join(_lines(effects, kept, corrections, unrecorded)))
        if tell:
            _tell(telling, due)


Correction = tuple[int, str, str | None]


def _lines(
    effects: Counter[Effect],
    kept: Iterable[Compared],
    corrections: list[Correction],
    unrecorded: int,
) -> Iterator[str]:
    yield f"{effects.total()} advices compared."
    for effect in get_args(Effect):
        yield f"{TITLES[effect]}: {effects[effect]}"
        yield from (_line(each) for each in kept if each.effect == effect)
    if corrections:
        met = sum(pick == should_be for _, should_be, pick in corrections)
        yield f"Your corrections: {met} of {len(corrections)} are met."
        for conversation, should_be, pick in corrections:
            if pick != should_be:
                yield f"  conversation {conversation} should be {should_be}: {pick or NOTHING}"
    if unrecorded:
        yield (
            f"{unrecorded} conversations came to advice before advices were recorded; "
            "they are not compared."
        )


def _line(each: Compared) -> str:
    advice = each.advice
    who = one_line(f"{advice.id} {advice.name or advice.channel} ({advice.at[:10]})")
    if not each.now:
        return f"  {who}: gone are {one_line(', '.join(each.gone))}"
    by = f", by {', '.join(each.by)}" if each.by else ""
    before, after = advice.record.verdict.advised or NOTHING, each.now.advised or NOTHING
    return f"  {who}: {before} → {after}{by}"


def _as_json(
    effects: Counter[Effect],
    kept: Iterable[Compared],
    corrections: list[Correction],
    unrecorded: int,
) -> dict[str, object]:
    return {
        "advices": effects.total(),
        **{effect: effects[effect] for effect in get_args(Effect)},
        "differing": [
            {
                "advice": each.advice.id,
                "conversation": each.advice.conversation_id,
                "effect": each.effect,
                "from": each.advice.record.verdict.advised,
                "to": each.now.advised if each.now else None,
                "by": each.by,
                "gone": each.gone,
            }
            for each in kept
        ],
        "corrections": [
            {"conversation": number, "should_be": path, "pick": pick, "met": pick == path}
            for number, path, pick in corrections
        ],
        "before_records": unrecorded,
    }


def _tell(telling: Telling, due: list[Compared]) -> None:
    """Show each message with how many it goes to, ask once, and put them into the outbox."""
    if not due:
        click.echo("Nobody is to be told: nobody who can be reached has another pick.")
        return
    messages = Counter(plain(telling.message(each).text) for each in due)
    for text, friends in messages.most_common():
        click.echo(f"\nTo {friends} of your friends:\n    {text}")
    if not click.confirm(f"\nTell them ({len(due)})?"):
        click.echo("Nobody was told.")
        return
    told = sum(map(telling.tell, due))
    click.echo(f"{told} messages wait for the bot to send them.")
