"""What a conversation knows in figures: pay that was stated, and the price that follows."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from flows.dialogue.conversation import Conversation
from flows.figures import Figures, band_of_cut
from flows.money.assumptions import Assumptions
from flows.money.price import money_report
from flows.money.report import FiguresWanted, MoneyReport
from flows.nlu.interpretation import FIGURE_NAMES, Interpretation


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
    return with_stated(conversation, stated, doubtful)


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
    return with_stated(conversation, stated)


def with_stated(
    conversation: Conversation, stated: Mapping[str, object], doubtful: Collection[str] = ()
) -> Conversation:
    """The conversation with these fields of its figures stated, and the answers that they set.

    No answer to a ``doubtful`` question follows, nor a cut or limit from a share of it.
    """
    shares = {"cut_share": "cut", "runway": "runway"}
    stated = {name: each for name, each in stated.items() if shares.get(name) not in doubtful}
    if not stated:
        return conversation
    known = conversation.figures.model_dump() if conversation.figures else {}
    if "currency" in stated and known.get("currency") not in (None, stated["currency"]):
        known = {"runway": known.get("runway"), "cut_share": known.get("cut_share")}
    if "runway" in stated and "floor" not in stated:
        known.pop("floor", None)
    figures = Figures.model_validate({**known, **stated})
    figures = figures.model_copy(update=_by_share(Figures.model_validate(known), figures, stated))
    to_floor = figures.runway_to_floor
    if to_floor is not None:
        figures = figures.model_copy(update={"runway": to_floor})
    last = tuple(name for name in FIGURE_NAMES if name in stated)
    told = conversation.moved(figures=figures, last_figures=last or conversation.last_figures)
    if figures.cut is not None and "cut" not in doubtful:
        told = told.answering("cut", band_of_cut(figures.cut))
    elif _is_outdated(conversation, figures):
        kept = {name: each for name, each in told.answers.items() if name != "cut"}
        told = told.moved(answers=kept)
    if figures.largest_cut is not None and "runway" not in doubtful:
        told = told.answering("runway", band_of_cut(figures.largest_cut))
    return told


def _is_outdated(conversation: Conversation, figures: Figures) -> bool:
    """Whether the cut that was answered followed from pay that is known otherwise now."""
    former = (conversation.figures or Figures()).cut
    answer = conversation.answers.get("cut")
    if former is None or figures.cut is None or answer != band_of_cut(former):
        return False
    return band_of_cut(figures.cut) != answer


def without_figures(conversation: Conversation, names: Collection[str]) -> Conversation:
    """The conversation without some amounts, and without the answers that follow from them.

    These may be asked for again; what was said as a share beside them goes, too.
    """
    known = conversation.figures or Figures()
    gone: dict[str, None] = dict.fromkeys(names)
    follows = set[str]()
    if not gone.keys().isdisjoint(("now", "next")):
        gone["cut_share"] = None
        follows = {"cut"} if known.cut is not None else set()
    if not gone.keys().isdisjoint(("now", "floor")) and known.runway_to_floor is not None:
        gone["runway"] = None
        follows |= {"runway"}
    left = known.model_copy(update=gone)
    told = left.model_dump(exclude_none=True, exclude={"currency"})
    answers = {name: each for name, each in conversation.answers.items() if name not in follows}
    return conversation.moved(figures=left if told else None, answers=answers)


def _by_share(
    known: Figures, figures: Figures, stated: Collection[str]
) -> dict[str, Decimal | None]:
    """What the new path pays by a cut that was said as a share; or the share forgotten.

    What it pays and that share are two ways to say one thing: the later one counts, and pay that
    was reckoned from the share is reckoned again where today's pay turns out to be other.
    """
    share, now = figures.cut_share, figures.now
    if share is None or now is None:
        return {"cut_share": None} if "next" in stated and "cut_share" not in stated else {}
    if "next" not in stated and ("cut_share" in stated or _is_reckoned(known)):
        return {"next": now * (1 - share)}
    return {"cut_share": None}


def _is_reckoned(known: Figures) -> bool:
    """Whether what the new path pays, if known, was reckoned from a share."""
    if known.next is None or known.now is None or known.cut_share is None:
        return known.next is None
    return known.next == known.now * (1 - known.cut_share)


def on_trial(conversation: Conversation) -> Conversation:
    """The conversation as it would be with what is on trial noted."""
    figures = conversation.trial_figures
    stated = figures.model_dump(exclude_none=True) if figures else {}
    return with_stated(conversation, stated).answering_all(conversation.trial)


def put_on_trial(conversation: Conversation, supposed: Conversation) -> Conversation:
    """The conversation with all on trial that a supposed one has otherwise, and nothing else."""
    known = conversation.figures or Figures()
    figures = supposed.figures or Figures()
    other = {
        name: each
        for name, each in figures.model_dump(exclude_none=True).items()
        if each != getattr(known, name)
    }
    if figures.runway_to_floor is not None:
        other.pop("runway", None)  # it follows
    if "cut_share" in other and figures.now is not None:
        other.pop("next", None)
    if set(other) == {"currency"}:
        other = {}
    trial = {
        name: option
        for name, option in supposed.answers.items()
        if conversation.answers.get(name) != option
    }
    return conversation.moved(
        trial=trial, trial_figures=Figures.model_validate(other) if other else None
    )


def usable(conversation: Conversation, wanted: FiguresWanted) -> Conversation:
    """The conversation without amounts that cannot be meant."""
    if wanted.reason not in ("too-large", "nothing") or not conversation.figures:
        return conversation
    cleared = {"now": None, "next": None, "offer_total": None}
    assumed = conversation.assumptions.model_copy(update={"next_total": None})
    figures = conversation.figures.model_copy(update=cleared)
    return conversation.moved(figures=figures, assumptions=assumed)
