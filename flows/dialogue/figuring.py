"""What a conversation knows in figures: pay that was stated, and the price that follows."""

from collections.abc import Mapping

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

    Pay in another currency begins anew. Where both amounts are known, they set the cut.
    """
    figures = interpretation.figures or Figures()
    stated = figures.model_dump(exclude_none=True)
    if interpretation.runway is not None:
        stated["runway"] = interpretation.runway
    return _figured(conversation, stated)


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


def _figured(conversation: Conversation, stated: Mapping[str, object]) -> Conversation:
    if not stated:
        return conversation
    known = conversation.figures.model_dump() if conversation.figures else {}
    if "currency" in stated and known.get("currency") not in (None, stated["currency"]):
        known = {"runway": known.get("runway")}
    figures = Figures.model_validate({**known, **stated})
    told = conversation.moved(figures=figures)
    return told if figures.cut is None else told.answering("cut", band_of_cut(figures.cut))


def usable(conversation: Conversation, wanted: FiguresWanted) -> Conversation:
    """The conversation without amounts that cannot be meant."""
    if wanted.reason not in ("too-large", "nothing") or not conversation.figures:
        return conversation
    cleared = {"now": None, "next": None, "offer_total": None}
    assumed = conversation.assumptions.model_copy(update={"next_total": None})
    figures = conversation.figures.model_copy(update=cleared)
    return conversation.moved(figures=figures, assumptions=assumed)
