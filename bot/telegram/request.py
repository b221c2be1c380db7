"""HTTP to the Bot API that neither trusts what comes back nor logs it."""

import json
from typing import Any

from telegram.error import NetworkError, TelegramError
from telegram.request import HTTPXRequest

SUCCESS = range(200, 300)


class UnreadableAnswerError(NetworkError):
    """The call was accepted, but the answer is not one: whether it took effect is unknown."""

    def __init__(self) -> None:
        super().__init__("the answer cannot be read")


class CarefulRequest(HTTPXRequest):
    """Turns every answer that is not in the shape of the Bot API into an error to be retried."""

    __slots__ = ()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - the base class has eight arguments, passed on untouched
        """Make the request; raises UnreadableAnswerError where success comes without a result."""
        code, payload = await super().do_request(*args, **kwargs)
        if code in SUCCESS:
            result_of(payload)
        return code, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:  # noqa: ANN401 - as in the base class
        """Parse an answer. The base class logs what it cannot parse, and that may be people's."""
        try:
            return json.loads(payload)
        except ValueError as error:
            raise TelegramError("the answer is not JSON") from error


def result_of(payload: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Take the result out of a successful answer; raises UnreadableAnswerError without one."""
    try:
        answer = json.loads(payload)
    except ValueError as error:
        raise UnreadableAnswerError from error
    if not isinstance(answer, dict) or answer.get("ok") is not True or "result" not in answer:
        raise UnreadableAnswerError
    return answer["result"]
