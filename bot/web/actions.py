"""What the owner's forms do: the same verbs as in Telegram and on the command line."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from bot.errors import WrongUseError
from bot.formatting import counted
from bot.owner.wording import lines_of
from bot.web.desk import Desk, RequestHandler
from bot.web.refusal import Refused
from storage.faq import entry_id

GONE = "There is no conversation {}; perhaps its friend has erased it."
MOST_DIGITS = 18
"""Of an id; the database takes no larger number."""


def number(request: Request) -> int:
    """The id in the address; raises Refused for what is none."""
    given = request.path_params["number"]
    if not (given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS):
        raise Refused(404, f"{given!r:.40} is no id.")
    return int(given)


def talk_number(desk: Desk, request: Request) -> int:
    """The id of a conversation that is there."""
    found = number(request)
    if desk.store.review.listed(found) is None:
        raise Refused(404, GONE.format(found))
    return found


def question_number(desk: Desk, request: Request) -> int:
    """The id of a question that is there."""
    try:
        return desk.service.question(number(request)).id
    except WrongUseError as error:
        raise Refused(404, str(error)) from error


def wording_number(desk: Desk, request: Request) -> int:
    """The id of a wording that waits."""
    found = number(request)
    if not any(each.id == found for each in desk.store.faq.suggestions()):
        raise Refused(
            404, f"Wording {found} waits no more: it is settled, or its friend has erased it."
        )
    return found


def kept_id(desk: Desk, request: Request) -> str:
    """The id of a kept answer that is there."""
    try:
        return desk.service.entry(entry_id(number(request))).id
    except WrongUseError:
        raise Refused(404, f"There is no kept answer {number(request)}.") from None


def mark(desk: Desk, request: Request) -> Response:
    """Mark a conversation as reviewed up to what was shown."""
    talk, form = talk_number(desk, request), request.scope["form"]
    before = desk.reviewing.listed(talk)
    if form.get("again"):
        desk.reviewing.unmark(talk)
        return desk.done(request, "It is new already." if before.is_new else "It is new again.")
    after = desk.reviewing.mark(talk, form.get("up_to", ""))
    if after.is_new:
        return desk.done(request, "Marked as reviewed; its friend went on meanwhile, so it is new.")
    return desk.done(request, "Reviewed." if before.is_new else "It was reviewed already.")


def write_note(desk: Desk, request: Request) -> Response:
    """Write the note beside a conversation."""
    talk = talk_number(desk, request)
    before = desk.reviewing.listed(talk).note
    kept = desk.reviewing.note(talk, request.scope["form"].get("text", "")).note
    already = " already" if kept == before else ""
    return desk.done(request, f"The note is kept{already}." if kept else "There is no note.")


def wrong(desk: Desk, request: Request) -> Response:
    """Note what should have been advised."""
    form, talk = request.scope["form"], talk_number(desk, request)
    before = desk.reviewing.listed(talk)
    kept = desk.reviewing.wrong(talk, form.get("should_be", ""), form.get("because", ""))
    already = " already" if kept == before else ""
    said = f"Noted as wrong{already}." if kept.should_be else "It is not noted as wrong."
    return desk.done(request, said)


def answer(desk: Desk, request: Request) -> Response:
    """Answer a waiting question; the bot brings it."""
    question = question_number(desk, request)
    answered = desk.service.answer(question, request.scope["form"].get("text", ""))
    said = [f"Your answer goes to {answered.question.friend.name}."]
    if (alike := len(answered.similar)) == 1:
        said.append("Another question that waits is much like it; below the answer is a button.")
    elif alike:
        said.append(f"{alike} questions that wait are much like it; below the answer is a button.")
    return desk.done(request, *said)


def correct(desk: Desk, request: Request) -> Response:
    """Send another answer to an answered question, as a correction."""
    text = request.scope["form"].get("text", "")
    answered = desk.service.answer(question_number(desk, request), text, corrects=True)
    return desk.done(request, f"The correction goes to {answered.question.friend.name}.")


def keep(desk: Desk, request: Request) -> Response:
    """Keep an answer for everyone, worded as it was shown, with other ways of asking for it."""
    form = request.scope["form"]
    with desk.store.transaction():
        kept = desk.service.keep(
            question_number(desk, request), form.get("question", ""), form.get("answer", "")
        )
        desk.service.add_wordings(kept, lines_of(form.get("also", "")))
    return desk.done(request, f"Kept for everyone as {kept}.")


def add_wordings(desk: Desk, request: Request) -> Response:
    """Let a kept answer be found by more ways of asking for it."""
    texts = lines_of(request.scope["form"].get("also", ""))
    kept = desk.service.add_wordings(kept_id(desk, request), texts)
    return desk.done(request, f"{kept.id} is found by {counted(kept.phrasings, 'wording')}.")


def give_to_similar(desk: Desk, request: Request) -> Response:
    """Give an answer to the waiting questions like it."""
    closed = desk.service.close_similar(question_number(desk, request))
    answered = f"{counted(len(closed), 'question')} answered with it."
    return desk.done(request, answered if closed else "None like it waits.")


def dismiss(desk: Desk, request: Request) -> Response:
    """Let a question go."""
    desk.service.dismiss(question_number(desk, request))
    return desk.done(request, "The question waits no more.")


def accept(desk: Desk, request: Request) -> Response:
    """Take a wording in."""
    taken = desk.service.accept(
        wording_number(desk, request), request.scope["form"].get("text", "")
    )
    return desk.done(request, f"Taken in: “{taken}”")


def decline(desk: Desk, request: Request) -> Response:
    """Leave a wording out."""
    desk.service.decline(wording_number(desk, request))
    return desk.done(request, "Left out.")


def edit(desk: Desk, request: Request) -> Response:
    """Reword a kept answer."""
    form = request.scope["form"]
    if not form.get("question", "").strip() or not form.get("answer", "").strip():
        raise WrongUseError("Question and answer both need words.")
    kept = desk.service.edit(kept_id(desk, request), form["question"], form["answer"])
    return desk.done(request, f"{kept.id} is reworded.")


def merge(desk: Desk, request: Request) -> Response:
    """Let another kept answer take the place of one."""
    into = request.scope["form"].get("into", "")
    merged = desk.service.merge(kept_id(desk, request), into)
    return desk.done(request, f"{merged.id} takes its place.")


def retire(desk: Desk, request: Request) -> Response:
    """Give a kept answer no more."""
    kept = desk.service.retire(kept_id(desk, request))
    return desk.done(request, f"{kept.id} is given no more.")


def restore(desk: Desk, request: Request) -> Response:
    """Give a retired answer again."""
    kept = desk.service.restore(kept_id(desk, request))
    return desk.done(request, f"{kept.id} is given again.")


ACTIONS: Mapping[str, RequestHandler] = {
    "/talks/{number}/reviewed": mark,
    "/talks/{number}/note": write_note,
    "/talks/{number}/wrong": wrong,
    "/questions/{number}/answer": answer,
    "/questions/{number}/correct": correct,
    "/questions/{number}/keep": keep,
    "/questions/{number}/similar": give_to_similar,
    "/questions/{number}/dismiss": dismiss,
    "/phrasings/{number}/accept": accept,
    "/phrasings/{number}/decline": decline,
    "/kept/{number}/edit": edit,
    "/kept/{number}/wordings": add_wordings,
    "/kept/{number}/merge": merge,
    "/kept/{number}/retire": retire,
    "/kept/{number}/restore": restore,
}
"""By the address that a form is sent to."""
