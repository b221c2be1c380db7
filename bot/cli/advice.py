"""advisor advice: one advice as it was sent, beside what is said to the same answers."""

import click

from bot.cli.stored import ROW_ID, open_store
from bot.errors import UserError
from bot.owner.impact import Impact
from bot.review_text import advised, full_name
from flows.dialogue.advice_record import in_short
from flows.knowledge import built_in
from flows.rules.verdict import VerdictRecord
from storage.advices import StoredAdvice
from storage.texts import plain, printable


@click.command("advice")
@click.argument("advice_id", metavar="ID", type=ROW_ID)
def advice(advice_id: int) -> None:
    """Show advice ID as it was sent, the verdict then, and the verdict today.

    `advisor impact` tells the ids. The verdict is also worked out anew by the knowledge of then:
    if that is another one, the reasoning itself has changed since.
    """
    with open_store() as store:
        found = store.advices.get(advice_id)
        if found is None:
            raise UserError(
                f"There is no advice {advice_id}; perhaps its friend has erased it. "
                "`advisor impact` tells the ids."
            )
        text = plain(store.advices.text(advice_id))
        lines = [
            *_head(found),
            "",
            *_indented(text),
            "",
            *_verdicts(Impact(store, built_in()), found),
        ]
    click.echo("\n".join(lines))


def _head(found: StoredAdvice) -> list[str]:
    name = full_name(found)
    return [f"Advice {found.id} to {name}, conversation {found.conversation_id}, {found.at[:10]}"]


def _indented(text: str) -> list[str]:
    return [f"    {line}".rstrip() for line in printable(text).splitlines()]


def _verdicts(impact: Impact, found: StoredAdvice) -> list[str]:
    record = found.record
    lines = [
        f"Then: {_short(record.verdict)}",
        f"  told: {', '.join(record.findings) or 'nothing'}",
    ]
    judge = impact.then(found)
    if judge is None:
        lines.append("By the knowledge of then: this version cannot read it.")
    elif gone := judge.gone(record):
        lines.append(f"By the knowledge of then: it lacks {', '.join(gone)}.")
    else:
        again = in_short(judge.verdict(record))
        same = again == record.verdict
        lines.append(
            "By the knowledge of then, worked out today: the same."
            if same
            else f"By the knowledge of then, worked out today: {_short(again)}. "
            "The reasoning itself has changed since."
        )
    compared = impact.compared(found)
    if not compared.now:
        return [*lines, f"Today: cannot be said; gone are {', '.join(compared.gone)}."]
    by = f" (by {', '.join(compared.by)})" if compared.by else ""
    return [*lines, f"Today: {_short(compared.now)}{by}"]


def _short(verdict: VerdictRecord) -> str:
    """A verdict in a line of ids."""
    paths = "; ".join(
        f"{path} {each.status} {each.points:+d}" for path, each in verdict.paths.items()
    )
    return f"{verdict.headline}: {advised(verdict)} [{paths}]"
