"""What the owner can ask for and decide in the chat with the bot."""

from typing import Literal

OwnerCommand = Literal["waiting", "reviews", "find", "kept", "stats", "invite", "interview"]

OwnerDeed = Literal[
    # a question: bring it, open its reply, put it off, let it go
    "question",
    "answer",
    "later",
    "dismiss",
    # its answer: send what is drafted or not, keep it, give it to similar questions
    "send",
    "discard",
    "keep",
    "close-similar",
    # a wording
    "accept",
    "decline",
    # lists, and pages of them
    "waiting",
    "talks",
    "kept-answers",
    # a conversation: of a question or by itself, its answers, whether it is reviewed
    "talk-of",
    "talk",
    "answers",
    "review",
    "unreview",
    # a kept answer
    "kept-answer",
    "retire",
    "restore",
    # the owner's chat
    "report-on",
    "report-off",
    "interview-over",
    "renew-invitation",
]
"""What a tap of the owner's is for."""
