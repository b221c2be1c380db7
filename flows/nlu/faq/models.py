"""The shapes of topic data: what is said of a topic, and one way of asking for it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

TopicId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
ClaimId = Annotated[str, Field(pattern=r"^C[1-9][0-9]*$")]
Line = Annotated[str, Field(min_length=1, max_length=4096)]

KEPT = "kept-"
"""How the id of an answer begins that the owner gave and kept for everyone."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Topic(_Data):
    """A question that friends ask, without its answer, which is a template of the same name.

    ``title`` is a button's label and ``question`` the question in plain words. ``claims`` are the
    claims that the answer rests on; how sure it is follows from them. ``follow_ups`` are the
    neighbouring topics offered below the answer, and ``about_me`` puts a button beside them that
    starts or resumes the interview. A ``personal`` topic asks for the friend's own advice: once
    that was given, it is the answer.
    """

    id: TopicId
    title: Annotated[str, Field(min_length=3, max_length=30)]
    question: Annotated[str, Field(min_length=8, max_length=120)]
    claims: Annotated[tuple[ClaimId, ...], Field(min_length=1)]
    follow_ups: Annotated[tuple[TopicId, ...], Field(min_length=2, max_length=3)]
    about_me: bool = True
    personal: bool = False


class OutsideTopic(_Data):
    """A question that friends ask and the author says nothing about.

    ``title`` is its name in lists, ``line`` says so, ``near`` what he does say nearby, if anything,
    which rests on ``claims``. ``topics`` are those that come nearest.
    """

    id: TopicId
    title: Annotated[str, Field(min_length=3, max_length=30)]
    line: Annotated[str, Field(min_length=8, max_length=300)]
    near: Annotated[str, Field(max_length=600)] = ""
    claims: tuple[ClaimId, ...] = ()
    topics: Annotated[tuple[TopicId, ...], Field(max_length=3)] = ()


class Phrasing(_Data):
    """One way of asking for a topic; the topic may also be an answer that the owner kept."""

    text: Line
    topic: TopicId
