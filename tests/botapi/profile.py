"""Methods about the bot itself: who it is, its commands, its words in the profile."""

import json
import re
from functools import partial
from typing import Any

from tests.botapi import limits
from tests.botapi.errors import BreachError, Json, bad_request
from tests.botapi.registry import HANDLERS, Files, method
from tests.botapi.world import World

WORDS = {"Name": ("name", 64), "Description": ("description", 512)}
WORDS["ShortDescription"] = ("short_description", 120)


@method("getMe")
def get_me(world: World, _params: Json, _: Files) -> Json:
    """The bot's account."""
    return world.bot


@method("setMyCommands")
def set_my_commands(world: World, params: Json, _: Files) -> bool:
    """The menu of commands for a scope and language."""
    limits.commands(params["commands"])
    world.commands[_scope(world, params)] = params["commands"]
    return True


@method("getMyCommands")
def get_my_commands(world: World, params: Json, _: Files) -> list[Json]:
    """The menu exactly as set for this scope and language."""
    return world.commands.get(_scope(world, params), [])


@method("deleteMyCommands")
def delete_my_commands(world: World, params: Json, _: Files) -> bool:
    """Empty the menu of a scope and language."""
    world.commands.pop(_scope(world, params), None)
    return True


@method("setChatMenuButton")
def set_chat_menu_button(world: World, params: Json, _: Files) -> bool:
    """The button beside the text field, in one chat or all."""
    button = params.get("menu_button") or {"type": "default"}
    if "chat_id" in params:
        world.room(params["chat_id"]).menu_button = button
    else:
        world.menu_button = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, params: Json, _: Files) -> Json:
    """The button beside the text field."""
    if "chat_id" in params:
        return world.room(params["chat_id"]).menu_button
    return world.menu_button


@method("leaveChat")
def leave_chat(world: World, params: Json, _: Files) -> bool:
    """Leave a group."""
    room = world.room(params["chat_id"])
    if room.info["type"] == "private":
        raise bad_request("chat member status can't be changed in private chats")
    room.shut = "bot is not a member of the group chat"
    world.note(room, "left", "the bot left")
    return True


@method("getFile")
def get_file(world: World, params: Json, _: Files) -> Json:
    """Where a file can be fetched."""
    name = params["file_id"]
    if name not in world.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    found = {"file_id": name, "file_unique_id": name[-12:], "file_path": f"files/{name}"}
    return found | {"file_size": len(world.files[name].body)}


@method("logOut")
@method("close")
def leave_server(_world: World, _params: Json, _: Files) -> bool:
    """Say goodbye to this server."""
    return True


def _set_words(what: str, world: World, params: Json, _: Files) -> bool:
    key, limit = WORDS[what]
    limits.at_most(params.get(key), limit, key)
    world.profile[what, _language(params)] = params.get(key) or ""
    return True


def _get_words(what: str, world: World, params: Json, _: Files) -> Json:
    default = world.bot["first_name"] if what == "Name" else ""
    return {WORDS[what][0]: world.profile.get((what, _language(params))) or default}


for _what in WORDS:
    HANDLERS[f"setMy{_what}"] = partial(_set_words, _what)
    HANDLERS[f"getMy{_what}"] = partial(_get_words, _what)


def _scope(world: World, params: Json) -> tuple[str, str]:
    scope: Any = params.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        world.room(scope["chat_id"])
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: Json) -> str:
    code: str = params.get("language_code") or ""
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise BreachError(f"language_code {code!r} has not two letters", "LANG_CODE_INVALID")
    return code
