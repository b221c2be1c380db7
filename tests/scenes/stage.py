"""The stage on which a case is played: the server, the running bot, and its database."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from flows.dialogue.conversation import Conversation
from flows.dialogue.step import Dialogue
from storage.store import Store
from tests.bot.running import advisor
from tests.botapi import BotApiServer, Group, Post, Tap, User
from tests.botapi.faults import Fault, bad_gateway, broken_json, cut, refused, too_many
from tests.scenes.buttons import callbacks, meanings, question_of
from tests.scenes.case import Case, Step, content
from tests.scenes.process import Running

CHANNEL = "telegram"

PATIENCE = 10.0
"""Seconds within which what is expected must come about."""

FAULTS: dict[str, Callable[[], Fault]] = {
    "too many requests": too_many,
    "too many requests, without saying when": lambda: too_many(says_when=False),
    "bad gateway": bad_gateway,
    "cut before the effect": lambda: cut(effect=False),
    "cut after the effect": lambda: cut(effect=True),
    "broken answer": broken_json,
    "not found": lambda: refused(400, "Bad Request: message to edit not found"),
    "can't be edited": lambda: refused(400, "Bad Request: message can't be edited"),
    "forbidden": lambda: refused(403, "Forbidden: bot was blocked by the user"),
    "can't parse": lambda: refused(400, "Bad Request: can't parse entities: it is a fault"),
}
KILLS = (
    "before it is acknowledged",
    "once it is acknowledged",
    "before the reply",
    "after the reply",
    "before the edit",
    "after the edit",
    "politely",
)


@dataclass
class Party:
    """A friend in a case: their chat, and how many events must be stored of them.

    ``group`` is where they are at this step, if not there; ``found`` the ids of inline results.
    """

    user: User
    did: int = 0
    seen: int = 0
    last_tap: Tap | None = None
    tapped: Post | None = None
    group: Group | None = None
    found: list[str] = field(default_factory=list)

    @property
    def here(self) -> User | Group:
        """The chat they are in at this step."""
        return self.group or self.user

    @property
    def news(self) -> list[Post]:
        """What the bot has written there since the step began."""
        new = [e.post for e in self.here.room.log[self.seen :] if e.kind == "sent" and e.post]
        return [post for post in new if post.by_bot]


@dataclass
class Stage:
    """The server, the running bot, and a look into its database."""

    api: BotApiServer
    bot: Running
    store: Store
    dialogue: Dialogue
    parties: dict[str, Party] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def play(self, case: Case, facts: "Facts") -> None:
        """Take every step and check what is expected of it; in the end, that all was recorded."""
        self.parties, self.groups = {}, {}
        for number, step in enumerate(case.steps, 1):
            try:
                self._take(step, facts)
            except AssertionError as error:
                taken = step.model_dump_json(exclude_defaults=True)
                raise AssertionError(f"step {number} {taken}: {error}") from error
        for party in self.parties.values():
            self._check_record(party)

    def _take(self, step: Step, facts: "Facts") -> None:
        party = self._party(step)
        if step.restarted:
            assert self.bot.stop() == 0, self.bot.printed()[-2000:]
            self.bot.listening()
        if step.trouble:
            fault = FAULTS[step.trouble.goes]()
            self.api.fail(step.trouble.method, fault, times=step.trouble.times, chat=party.user)
        party.group = self._group(step.group, party) if step.group else None
        party.seen = len(party.here.room.log)
        if step.killed:
            self._act_and_kill(party, step)
        else:
            self._act(party, step)
        self._settle(party, answered=not step.killed)
        self._check_heard(party, step)
        for fact in step.expects:
            kind, _, value = fact.partition(":")
            self._comes_true(partial(facts[kind], self, party, value))

    @staticmethod
    def _comes_true(holds: Callable[[], None]) -> None:
        """Wait until a fact holds: on a busy machine the bot may not be done when it looks idle."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return holds()
            except AssertionError:
                if time.monotonic() > until:
                    raise
            time.sleep(0.05)

    def _party(self, step: Step) -> Party:
        if step.who not in self.parties:
            self.parties[step.who] = Party(self.api.user("" if step.nameless else step.who))
        return self.parties[step.who]

    def _group(self, title: str, member: Party) -> Group:
        if title not in self.groups:
            self.groups[title] = self.api.group(title, member.user)
            self.groups[title].adds_bot(member.user)
        return self.groups[title]

    def _act(self, party: Party, step: Step) -> None:
        if step.searches is not None:
            results = party.user.waits_for_results(party.user.asks_inline(step.searches))
            party.found = [result["id"] for result in results]
        if party.group:
            return self._act_in_group(party, party.group, step)
        return self._act_alone(party, step)

    def _act_in_group(self, party: Party, group: Group, step: Step) -> None:
        """Write or tap among others; the case calls the bot ``@bot``, whatever its name is."""
        for text in [step.says] if isinstance(step.says, str) and step.says else step.says:
            replied = group.bot_posts[-1] if step.replies else None
            named = text.replace("@bot", f"@{self.api.username}")
            writes_as = group.room.info if step.anonymous else None
            party.user.says(named, where=group, reply_to=replied, writes_as=writes_as)
        if step.sends:
            party.user.sends(
                content(step.sends, party.user.info), where=group, reply_to=group.bot_posts[-1]
            )
        if step.taps:
            self._tap(party, step)

    def _act_alone(self, party: Party, step: Step) -> None:
        user = party.user
        if step.blocks:
            user.blocks_bot()
        if step.unblocks:
            user.unblocks_bot()
        for text in [step.says] if isinstance(step.says, str) else step.says:
            user.says(text)
            party.did += 1
        if step.sends:
            user.sends(content(step.sends, user.info))
            party.did += not step.silent
        if step.edits:
            user.edits([post for post in user.posts if not post.by_bot][-1], step.edits)
            party.did += not step.silent
        if step.moves:
            user.moves([post for post in user.posts if "location" in post.raw][-1])
        if step.taps:
            self._tap(party, step)
        if step.owner_answers:
            self._answer_as_owner(party, step.owner_answers)

    def _answer_as_owner(self, party: Party, text: str) -> None:
        """Answer the friend's newest question in the terminal, as the owner can."""
        asked = self.store.owner_questions.all()
        theirs = [each.id for each in asked if each.friend.address == str(party.user.id)]
        settings = {"ADVISOR_DATABASE": str(self.bot.database)}
        folder = self.bot.database.parent
        ran = advisor(folder, "inbox", "answer", str(theirs[-1]), text, settings=settings)
        assert ran.code == 0, ran.err

    def _tap(self, party: Party, step: Step) -> None:
        post, label = self._button(party, step.taps, step.of)
        party.tapped = party.here.room.posts.get(post.id, post)
        data = post.button(label).data
        party.last_tap = party.user.taps_data(post, data, times=step.times)
        party.did += 0 if party.group else step.times

    def _button(self, party: Party, what: str, of: str) -> tuple[Post, str]:
        """The newest button of this label or meaning, on a message as it once was shown."""
        shown = [e.post for e in party.here.room.log if e.kind in {"sent", "edited"} and e.post]
        for post in reversed(shown):
            for button in callbacks(post) if of in ("", question_of(post)) else []:
                if what in (button.label, *meanings(button.data)):
                    return post, button.label
        raise AssertionError(f"there is no button {what!r}; seen: {[p.labels for p in shown][-3:]}")

    def _act_and_kill(self, party: Party, step: Step) -> None:
        assert step.killed in KILLS, f"killed must be one of {KILLS}"
        chat = party.user
        if step.killed == "before it is acknowledged":
            with self.api.hold("getUpdates") as hold:
                self._act(party, step)
                hold.waits()
                self.wait(lambda: self.store.inbox.is_done(chat.last_update), "it is not recorded")
                self.bot.kill()
            assert chat.last_update not in self.api.updates.confirmed
        elif step.killed == "politely":
            self._act(party, step)
            assert self.bot.stop() == 0, self.bot.printed()[-2000:]
        elif step.killed == "once it is acknowledged":
            self._act(party, step)
            self.api.waits_until_confirmed(chat.last_update)
            self.bot.kill()
        else:
            when, _, what = step.killed.partition(" the ")
            method = {"reply": "sendMessage", "edit": "editMessageText"}[what]
            with self.api.hold(method, after=when == "after", chat=chat) as hold:
                self._act(party, step)
                hold.waits()
                self.bot.kill()
        self.bot.listening()
        if step.killed == "before it is acknowledged":
            self.api.waits_until_confirmed(chat.last_update)
            assert self.api.updates.delivered[chat.last_update] == 2

    def _settle(self, party: Party, *, answered: bool) -> None:
        """Wait until the friend's last update is worked off, and all replies have arrived."""
        user = party.user

        def settled() -> bool:
            if user.last_update and not self.store.inbox.is_done(user.last_update):
                return False
            return str(user.id) not in {row.address for row in self.store.outbox.pending(CHANNEL)}

        self.wait(settled, "the bot has not replied")
        if party.last_tap and answered:
            user.waits_for_answer(party.last_tap)
        if user.last_update and self.store.users.find(CHANNEL, str(user.id)) is None:
            party.did = 0

    def wait(self, ready: Callable[[], bool], complaint: str, seconds: float = 15) -> None:
        """Wait until something holds that the database tells."""
        # The database does not wake anybody, so look often.
        for _ in range(int(seconds / 0.01)):
            if ready():
                return
            with self.api.world.changed:
                self.api.world.changed.wait(0.01)
        raise AssertionError(f"{complaint}; log: {self.bot.printed()[-1500:]}")

    def _check_heard(self, party: Party, step: Step) -> None:
        """Nobody is left without a reply, unless the case says so."""
        new = party.here.room.log[party.seen :]
        by_bot = [each for each in new if each.post and each.post.by_bot]
        # Old buttons are taken after the reply, perhaps only while the next step begins.
        heard = [
            e
            for e in by_bot
            if e.kind == "sent" or (e.kind == "edited" and e.post and e.post.buttons)
        ]
        noted = bool(step.taps and party.last_tap and party.last_tap.text)
        acted = step.says or step.taps or step.sends or step.edits or step.moves
        assert bool(heard or noted) is (bool(acted) and not step.silent), "heard or not"

    def _check_record(self, party: Party) -> None:
        """As many events as the friend did things, and their replay is what is stored."""
        friend = self.store.users.find(CHANNEL, str(party.user.id))
        if friend is None:
            return
        history = self.store.conversations.history(friend.id)
        assert len(history) == party.did, f"{len(history)} events stored of {party.did}"
        replayed = self.store.conversations.beginning(friend.id)
        for event in history:
            replayed = self.dialogue.step(replayed, event).conversation
        assert replayed == self.store.conversations.latest(friend.id)

    def place_in_row(self, party: Party) -> int:
        """Which of the friend's conversations the stored one is, from 1."""
        friend = self.store.users.find(CHANNEL, str(party.user.id))
        assert friend, "the friend is not known"
        first = self.store.conversations.beginning(friend.id).number
        return self.conversation(party).number - first + 1

    def conversation(self, party: Party) -> Conversation:
        """The stored conversation."""
        friend = self.store.users.find(CHANNEL, str(party.user.id))
        assert friend, "the friend is not known"
        return self.store.conversations.latest(friend.id) or Conversation()


Facts = Mapping[str, Callable[[Stage, Party, str], None]]
