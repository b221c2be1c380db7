"""What a friend takes back: an answer, a figure, the cut that figures tell."""

from collections.abc import Sequence
from decimal import Decimal

from flows.dialogue.context import DialogueContext
from flows.dialogue.conversation import STOPPED, WELCOME, Conversation
from flows.dialogue.events import AskedMoney, TookBack
from flows.dialogue.figuring import without_figures
from flows.dialogue.handlers.pricing import asked_money
from flows.dialogue.money_replies import former_figures, which_reply
from flows.dialogue.policy import ahead, go_on, put_again
from flows.dialogue.presenter import answer_lines
from flows.dialogue.replies import Choice, Reply, Step
from flows.figures import Figures
from flows.nlu.interpretation import FIGURE_NAMES, FigureName

_PAYS: tuple[FigureName, ...] = ("now", "next")


def took_back(context: DialogueContext, conversation: Conversation, event: TookBack) -> Step:
    """Note something no more, and tell what that was; which pay is meant is asked."""
    figures = conversation.figures or Figures()
    pays = [name for name in _PAYS if getattr(figures, name) is not None]
    if event.what == "pay" and len(pays) > 1:
        each = [(name, TookBack(what=name)) for name in pays]
        both = (Choice("Both", TookBack(what="both")),)
        return put_again(context, conversation, which_reply(figures, each, (both,)))
    after = _without(conversation, event.what, pays)
    gone = [name for name in conversation.answers if name not in after.answers]
    former = former_figures(figures, after.figures or Figures())
    values = {
        "nothing": not (former or gone),
        "former": former,
        "lines": answer_lines(context, conversation, gone),
        "currency": figures.currency,
    }
    told = Reply("taken_back", values)
    if event.what == "disputed" and former:
        return ahead((told,), asked_money(context, after, AskedMoney(wants="now")))
    begun = conversation.lasting_state not in (WELCOME, STOPPED)
    if not (former or gone) or not begun or context.open_question(after):
        return put_again(context, after, told)
    return ahead((told,), go_on(context, after))


def ask_which(context: DialogueContext, conversation: Conversation, amount: Decimal) -> Step:
    """Ask which of the figures known an amount puts right, or whether it is the pay not known."""
    figures = conversation.figures or Figures()
    told = [name for name in FIGURE_NAMES if getattr(figures, name) is not None]
    known = [name for name in FIGURE_NAMES if name in (*_PAYS, *told)]
    each = [(name, AskedMoney(sets=name, amount=amount)) for name in known]
    return put_again(context, conversation, which_reply(figures, each, amount=amount))


def _without(conversation: Conversation, what: str, pays: Sequence[str]) -> Conversation:
    """The conversation without an answer or figures, and what follows from these."""
    if what in conversation.answers:
        shares = {"cut": ["next"], "runway": ["floor"]}
        return without_figures(conversation, shares.get(what, [])).passing(what)
    names = pays if what in ("pay", "both", "disputed") else [what]
    return without_figures(conversation, [name for name in names if name in FIGURE_NAMES])
