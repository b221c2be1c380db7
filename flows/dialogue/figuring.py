"""What a conversation knows in figures: pay that was stated, and the price that follows."""

from collections.abc import Collection, Mapping

from flows.dialogue.conversation import Conversation
from flows.figures import Figures, band_of_cut
from flows.money.assumptions import Assumptions
from flows.money.price import money_report
from flows.money.report import FiguresWanted, MoneyReport
from flows.nlu.interpretation import Interpretation


def report_of(conversation: Conversation) -> MoneyReport | FiguresWanted:
    """The price in the friend's figures, beside the cut they could live with."""
    figures, runway = conversation.figures or Figures(), conversation.answers.get("runway")
    return money_report(figures, conversation.assumptions, runway)


def with_figures(conversation: Conversation, interpretation: Interpretation) -> Conversation:
    """The conversation with the figures stated; those known before stay where nothing new is.

    Pay in another currency begins anew. Where both amounts are known, they set the cut; where
    today's pay and the floor are, they set the cut that could be lived with; unless that is asked
    back, as the amounts may be misread.
    """
    figures = interpretation.figures or Figures()
    stated = figures.model_dump(exclude_none=True)
    if interpretation.floor is not None:
        stated["floor"] = interpretation.floor
        stated.setdefault("currency", interpretation.currency)
    stated = {name: each for name, each in stated.items() if each is not None}
    doubtful = {fact.question for fact in interpretation.ask_back}
    return _figured(conversation, stated, doubtful)


def begun_anew(before: Conversation, after: Conversation) -> str:
    """The currency of the pay known before, where pay in another one took its place."""
    former, now = before.figures or Figures(), after.figures or Figures()
    amounts = former.now is not None or former.next is not None or former.floor is not None
    changed = amounts and former.currency and now.currency and former.currency != now.currency
    return (former.currency or "") if changed else ""


def with_requested_figure(
    conversation: Conversation, interpretation: Interpretation
) -> Conversation:
    if conversation.requested_figure == "next-total":
        assumed = conversation.assumptions.model_dump() | {"next_total": interpretation.amount}
        return conversation.moved(assumptions=Assumptions.model_validate(assumed))
    field = conversation.requested_figure.replace("-", "_")
    stated = {field: interpretation.amount} | (
        {"currency": interpretation.currency} if interpretation.currency else {}
    )
    return _figured(conversation, stated)


def _figured(
    conversation: Conversation, stated: Mapping[str, object], doubtful: Collection[str] = ()
) -> Conversation:
    if not stated:
        return conversation
    known = conversation.figures.model_dump() if conversation.figures else {}
    if "currency" in stated and known.get("currency") not in (None, stated["currency"]):
        known = {"runway": known.get("runway")}
    if "runway" in stated and "floor" not in stated:
        known.pop("floor", None)
    figures = Figures.model_validate({**known, **stated})
    to_floor = figures.runway_to_floor
    if to_floor is not None:
        figures = figures.model_copy(update={"runway": to_floor})
    told = conversation.moved(figures=figures)
    if figures.cut is not None and "cut" not in doubtful:
        told = told.answering("cut", band_of_cut(figures.cut))
    if to_floor is not None and "runway" not in doubtful:
        told = told.answering("runway", band_of_cut(to_floor))
    return told


def usable(conversation: Conversation, wanted: FiguresWanted) -> Conversation:
    """The conversation without amounts that cannot be meant."""
    if wanted.reason not in ("too-large", "nothing") or not conversation.figures:
        return conversation
    cleared = {"now": None, "next": None, "offer_total": None}
    assumed = conversation.assumptions.model_copy(update={"next_total": None})
    figures = conversation.figures.model_copy(update=cleared)
    return conversation.moved(figures=figures, assumptions=assumed)
