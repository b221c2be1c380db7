"""What a change of mind would have changed equals a plain recomputation; each is told once."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.owner.impact import Effect, Impact, Telling
from bot.rendering import Renderer
from flows.dialogue.advice_record import AdviceRecord, findings, in_short, record_of
from flows.dialogue.conversation import Conversation
from flows.dialogue.events import Enough
from flows.dialogue.replies import AdviceGiven
from flows.figures import Figures
from flows.knowledge import Knowledge, built_in, load
from flows.rules import CompiledRules, advise, compile_rules
from flows.rules.advise import Advising
from flows.rules.verdict import Verdict
from storage.records import Friend, Message
from storage.store import Store
from storage.texts import plain
from tests.flows.dialogue.talk import KNOWLEDGE, RULES
from tests.knowledge_files import copied_to
from tests.storage.helpers import Clock

RENDERER = Renderer()


def record(
    rules: CompiledRules, answers: dict[str, str], figures: Figures | None = None
) -> AdviceRecord:
    given = AdviceGiven("advice", answers, figures, advise(rules, answers, figures))
    return record_of(given, "")


def somebody(chance: random.Random) -> dict[str, str]:
    """The answers of somebody who answered most questions."""
    return {
        question.id: chance.choice(question.options).id
        for question in KNOWLEDGE.questions
        if chance.random() < 0.9
    }


def give(store: Store, friend: Friend, record: AdviceRecord, number: int = 1) -> int:
    conversation = Conversation(number=number, answers=record.answers, advised=True)
    with store.transaction():
        (outgoing,) = store.conversations.record(friend, conversation, Enough(), [Message("Go.")])
        return store.advices.add(number, outgoing, record)


def filled(people: int, seed: int = 7) -> Store:
    """A store in which people were advised by the present knowledge."""
    store, chance = Store.open(None, Clock()), random.Random(seed)  # noqa: S311
    with store.transaction():
        for number in range(people):
            friend = store.users.get_or_create("telegram", str(number), f"Friend {number}")
            give(store, friend, record(RULES, somebody(chance), figures(chance)))
    return store


def figures(chance: random.Random) -> Figures | None:
    """What one of two says in figures."""
    pay = {"now": chance.choice([10, 40]), "next": chance.choice([8, 20, 30, 60])}
    limit = chance.choice(["runway", "floor", ""])
    if chance.random() < 0.5:
        return None
    more = {"runway": "0.3", "floor": chance.choice([8, 25])}
    return Figures.model_validate({**pay, **{name: more[name] for name in (limit,) if limit}})


def without(folder: Path, rule: str) -> Knowledge:
    """The knowledge of a copied folder in which one rule is cut out of its file."""
    copied, times = copied_to(folder), 0
    block = re.compile(
        rf'^\[\[\w+\]\]\nid = "{rule}"\n.*?(?=^\[\[|^# ---|\Z)', re.MULTILINE | re.DOTALL
    )
    for file in (copied / "rules").iterdir():
        text, here = block.subn("", file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")
        times += here
    assert times == 1, f"{rule} stands in {times} places"
    return load(copied)


def told(verdict: Verdict) -> str | None:
    """The path that is told, which may be one for later."""
    for_later = [path.id for path in verdict.paths if path.status == "not-now"]
    return for_later[0] if verdict.headline == "not-now" and for_later else verdict.pick


def plain_effect(rules: CompiledRules, given: AdviceRecord) -> Effect:
    """What becomes of an advice, from two calls of `advise` alone."""
    then, now = (advise(each, given.answers, given.figures) for each in (RULES, rules))
    if told(then) != told(now):
        return "other-pick"
    one, two = in_short(then), in_short(now)
    if any(getattr(one, x) != getattr(two, x) for x in ("headline", "runner_up", "confidence")):
        return "other-runner-up-or-confidence"
    said = [{(each.rule, each.says) for each in findings(verdict)} for verdict in (then, now)]
    return "other-reasons" if one != two or said[0] != said[1] else "same"


def compare_without(folder: Path, rule: str, store: Store) -> None:
    """Hold the counts of effects equal to a recomputation, where a rule is gone."""
    changed = without(folder, rule)
    rules, found = compile_rules(changed), [*Impact(store, changed).compare()]
    assert len(found) == store.advices.count()
    assert Counter(each.effect for each in found) == Counter(
        plain_effect(rules, each.record) for each in store.advices.all()
    )
    assert {each.by for each in found if each.effect == "other-pick"} <= {(rule,)}


RULE_IDS = [each.id for each in KNOWLEDGE.rules]


@pytest.mark.parametrize(
    ("people", "seed"),
    [(200, 7), *(pytest.param(1_000, seed, marks=pytest.mark.long) for seed in range(10))],
)
def test_the_same_knowledge_changes_nothing(people: int, seed: int) -> None:
    with filled(people, seed) as store:
        effects = Counter(each.effect for each in Impact(store, built_in()).compare())
    assert effects == {"same": people}


@pytest.mark.parametrize("rule", RULE_IDS[::6])
def test_what_a_rule_less_would_change_is_counted_as_it_is(rule: str, tmp_path: Path) -> None:
    with filled(25) as store:
        compare_without(tmp_path, rule, store)


@pytest.fixture(scope="module")
def many() -> Iterator[Store]:
    with filled(250, seed=1) as store:
        yield store


@pytest.mark.long
@pytest.mark.parametrize("rule", RULE_IDS)
def test_what_each_rule_less_would_change_for_many(rule: str, tmp_path: Path, many: Store) -> None:
    compare_without(tmp_path, rule, many)


def test_a_folder_of_other_knowledge_is_compared_by_its_files(tmp_path: Path) -> None:
    folder = copied_to(tmp_path)
    claims = folder / "claims.toml"
    claims.write_text("# nothing but a comment\n" + claims.read_text(encoding="utf-8"), "utf-8")
    with filled(3) as store:
        assert {each.effect for each in Impact(store, load(folder)).compare()} == {"same"}


def test_equal_answers_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(4)  # noqa: S311
    people = [record(RULES, somebody(chance), figures(chance)) for _ in range(5)]
    worked_out: list[Advising] = []

    class Counted(Advising):
        def __init__(self, *given: Any) -> None:
            worked_out.append(self)
            super().__init__(*given)

    with Store.open(None, Clock()) as store:
        for number, person in enumerate(people * 10):
            friend = store.users.get_or_create("telegram", str(number), str(number))
            give(store, friend, person)
        monkeypatch.setattr("bot.owner.judge.Advising", Counted)
        assert len([*Impact(store, built_in()).compare()]) == len(people) * 10
    assert len(worked_out) == len(people)


def test_an_answer_that_is_gone_cannot_be_compared() -> None:
    with Store.open(None, Clock()) as store:
        friend = store.users.get_or_create("telegram", "1", "Ann")
        known = record(RULES, {"market": "india"})
        for answers in ({"hat": "top"}, {"market": "mars"}):
            give(store, friend, known.model_copy(update={"answers": answers}))
        found = [*Impact(store, built_in()).compare()]
        assert [each.effect for each in found] == ["not-comparable"] * 2
        assert [each.gone for each in found] == [("hat",), ("market = mars",)]


@pytest.fixture
def turned() -> Iterator[tuple[Store, list[Friend]]]:
    """Three friends who were advised what nobody would be today: one is away, one began anew."""
    with Store.open(None, Clock()) as store:
        friends = [store.users.get_or_create("telegram", n, n) for n in ("ann", "bo", "cy", "di")]
        today = record(RULES, somebody(random.Random(3)))  # noqa: S311
        other = next(path.id for path in KNOWLEDGE.paths if path.id != today.verdict.pick)
        verdict = today.verdict.model_copy(update={"pick": other})
        for friend in friends:
            give(store, friend, today.model_copy(update={"verdict": verdict}))
        store.users.deactivate(friends[1].id)
        store.conversations.record(friends[2], Conversation(number=2), Enough(), [])
        yield store, friends


def due(store: Store) -> tuple[Telling, list[str]]:
    impact = Impact(store, built_in())
    telling = Telling(impact, RENDERER)
    return telling, [each.advice.name for each in impact.compare() if telling.due(each)]


def test_only_who_can_be_reached_is_told_of_the_advice_they_have(
    turned: tuple[Store, list[Friend]],
) -> None:
    assert due(turned[0])[1] == ["ann", "di"]


def test_everybody_is_told_once_also_after_a_power_cut(turned: tuple[Store, list[Friend]]) -> None:
    store, friends = turned
    impact = Impact(store, built_in())
    telling = Telling(impact, RENDERER)
    every = [each for each in impact.compare() if telling.due(each)]
    assert telling.tell(every[0])  # and then the power fails
    assert not telling.tell(every[0]), "the same is not told twice"
    again, left = due(store)
    assert left == ["di"]
    for each in Impact(store, built_in()).compare():
        if again.due(each):
            again.tell(each)
    assert due(store)[1] == []
    sent = [each for each in store.outbox.pending("telegram") if each.message.text != "Go."]
    assert [each.friend_id for each in sent] == [friends[0].id, friends[3].id]
    assert sent[0].message.buttons[0][0].event == Enough(conversation=1)
    names = {path.id: path.name for path in KNOWLEDGE.paths}
    before = every[0].advice.record.verdict.pick
    assert before
    assert names[before] in plain(sent[0].message.text)
    told = store.advices.get(store.advices.latest_of(friends[0].id) or 0)
    assert told
    assert (told.record.kind, told.record.verdict) == ("revision", every[0].now)


def test_what_the_owner_corrected_is_met_or_not(turned: tuple[Store, list[Friend]]) -> None:
    store, _ = turned
    pick = next(iter(Impact(store, built_in()).compare())).now
    assert pick
    store.review.correct(1, pick.pick, "so it is")
    store.review.correct(2, "nowhere", "")
    assert [*Impact(store, built_in()).corrections()] == [
        (1, pick.pick, pick.pick),
        (2, "nowhere", pick.pick),
    ]
