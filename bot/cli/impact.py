"""advisor impact: whom the present knowledge would advise otherwise, and telling them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import get_args

import click

from bot.cli.progress import tracked
from bot.cli.stored import open_store
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
        report, due, texts = _Report(as_json), list[int](), Counter[str]()
        with tracked(found.compare(since), store.advices.count(since), "Comparing") as compared:
            for each in compared:
                report.add(each)
                if tell and telling.due(each):
                    due.append(each.advice.id)
                    texts[plain(telling.message(each).text)] += 1
        _print(report.told([*found.corrections()], store.advices.unrecorded()))
        if tell and _agreed(texts):
            with tracked(found.again(due), len(due), "Telling") as again:
                told = sum(map(telling.tell, again))
            click.echo(f"{told} messages wait for the bot to send them.")


def _print(parts: Iterator[str]) -> None:
    """Print a report piece by piece, so that a long one is never held as a whole."""
    while piece := "".join(islice(parts, PIECE)):
        click.echo(piece, nl=False)


PIECE = 1000
"""Parts that are printed at once."""

SHOWN: tuple[Effect, ...] = ("other-pick", "not-comparable")
"""The effects of which each advice is named; of the others it is told how many there are."""

Correction = tuple[int, str, str | None]


class _Report:
    """What is kept of a comparison: no more than is printed, however many advices differ."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._effects: Counter[Effect] = Counter()
        self._lines = defaultdict[Effect, list[str]](list)
        self._entries: list[dict[str, object]] = []

    def add(self, each: Compared) -> None:
        self._effects[each.effect] += 1
        if each.effect in SHOWN and self._as_json:
            self._entries.append(_entry(each))
        elif each.effect in SHOWN:
            self._lines[each.effect].append(_line(each))

    def told(self, corrections: list[Correction], unrecorded: int) -> Iterator[str]:
        """All of it, piece by piece."""
        if self._as_json:
            yield from json.JSONEncoder(indent=2).iterencode(self._whole(corrections, unrecorded))
            yield "\n"
        else:
            yield from (f"{line}\n" for line in self._in_lines(corrections, unrecorded))

    def _whole(self, corrections: list[Correction], unrecorded: int) -> dict[str, object]:
        return {
            "advices": self._effects.total(),
            **{effect: self._effects[effect] for effect in get_args(Effect)},
            "differing": self._entries,
            "corrections": [
                {"conversation": number, "should_be": path, "pick": pick, "met": pick == path}
                for number, path, pick in corrections
            ],
            "before_records": unrecorded,
        }

    def _in_lines(self, corrections: list[Correction], unrecorded: int) -> Iterator[str]:
        yield f"{self._effects.total()} advices compared."
        for effect in get_args(Effect):
            yield f"{TITLES[effect]}: {self._effects[effect]}"
            yield from self._lines.get(effect, ())
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


def _entry(each: Compared) -> dict[str, object]:
    return {
        "advice": each.advice.id,
        "conversation": each.advice.conversation_id,
        "effect": each.effect,
        "from": each.advice.record.verdict.advised,
        "to": each.now.advised if each.now else None,
        "by": each.by,
        "gone": each.gone,
    }


def _agreed(texts: Counter[str]) -> bool:
    """Show each message with how many it goes to, and ask once."""
    if not texts:
        click.echo("Nobody is to be told: nobody who can be reached has another pick.")
        return False
    for text, friends in texts.most_common():
        click.echo(f"\nTo {friends} of your friends:\n    {text}")
    agreed = click.confirm(f"\nTell them ({texts.total()})?")
    if not agreed:
        click.echo("Nobody was told.")
    return agreed
