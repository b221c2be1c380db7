"""Tells whether a message in a group is meant for the bot, and what it then asks."""

from telegram import Message, MessageEntity, User

LONGEST = 4096
_MENTIONS: list[str | None] = [
    MessageEntity.MENTION,
    MessageEntity.TEXT_MENTION,
    MessageEntity.BOT_COMMAND,
]


def addressed(message: Message, bot: User) -> str | None:
    """The words left of a message without the bot's name; None where it is not meant for the bot.

    It is meant when it names the bot (``@bot``), is a command for it (``/help@bot``) or replies to
    one of its messages. A command without the name may be for any bot, and is for none.
    """
    entities = message.parse_entities(_MENTIONS) or message.parse_caption_entities(_MENTIONS)
    calls = [word for entity, word in entities.items() if _names(entity, word, bot)]
    if not calls and not _replies_to(message, bot):
        return None
    words = message.text or message.caption or ""
    for call in calls:
        words = words.replace(call, " ")
    return " ".join(words.split())[:LONGEST]


def _names(entity: MessageEntity, word: str, bot: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    me = f"@{bot.username}".casefold()
    if entity.type == MessageEntity.BOT_COMMAND:
        return word.casefold().endswith(me)
    return word.casefold() == me


def _replies_to(message: Message, bot: User) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
