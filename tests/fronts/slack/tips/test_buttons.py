"""What people do with a tip: it is answered to them alone, counted, and never kept beside their name."""

import json
from pathlib import Path

import pytest

from bot.app.running import Time, running
from bot.flows.shapes import Person
from bot.flows.tip_shapes import TIP
from bot.localslack.world.messages import Message
from tests.fronts.slack.company import Company, Here, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.pressed import (
    FEWER,
    GOT,
    MORE,
    TEST,
    below,
    channel_tip,
    counts,
    option_buttons,
    own_tip,
    press,
    said_in_thread,
    said_to,
    tip_of,
)
from tests.fronts.slack.tips.test_arriving import now

THANKS = "**Thank you.** I only count it. Nobody sees who pressed."
OWN = """+++
topic = "orders"
scams = ["fake-order"]
report = ["mail"]
+++
# Our own tip

What is this asking me to do? Ask the team on floor three before you pay.
"""


@pytest.mark.thorough
async def test_got_it_brings_one_line_of_thanks_that_nobody_else_sees(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await channel_tip(there)
        await press(there, there.ann, tip, GOT)
        assert said_to(there.ann, there.general) == [THANKS]
        assert said_to(there.bob, there.general) == []
        assert len(there.answers(there.general)) == 1, "nothing but the tip stands in the channel"


@pytest.mark.thorough
async def test_who_presses_got_it_again_is_not_thanked_again_and_counts_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await channel_tip(there)
        for seconds in (0, 0, 300):
            await there.later(seconds)
            await press(there, there.ann, tip, GOT)
        await press(there, there.bob, tip, GOT)
        assert said_to(there.ann, there.general) == [THANKS]
        assert await counts(there, tip) == {"got": 2}


@pytest.mark.thorough
async def test_in_a_direct_message_everything_is_answered_in_the_tips_thread(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await own_tip(there)
        for button in (GOT, MORE, TEST):
            await press(there, there.ann, tip, button)
        thanks, more, question = said_in_thread(there, tip)
        assert thanks == THANKS
        assert "Where this comes from" in more and "[Answer 1] [Answer 2]" in question
        assert [one for one in there.answers(there.dm()) if one.thread_ts in ("", None, one.ts)] == [tip]


@pytest.mark.thorough
async def test_more_says_how_the_trick_works_who_helps_there_and_where_it_is_from(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await _sent(there, "order-call-to-cancel")
        for person in (there.ann, there.bob):
            await press(there, person, tip, MORE)
        (in_london,), (in_new_york,) = said_to(there.ann, there.general), said_to(there.bob, there.general)
        assert in_london.startswith("**An order you never made**\n\nScammers copy a real order mail")
        assert "**Who helps in the United Kingdom**\n• Forward the mail to report@phishing.gov.uk." in in_london
        assert "**Who helps in the United States**" in in_new_york and "phishing.gov.uk" not in in_new_york
        assert "• Amazon: Identifying a scam" in in_london
        assert "Last checked on 22 November 2026." in in_london
        assert await counts(there, tip) == {"more": 2}


@pytest.mark.thorough
async def test_nothing_in_more_can_be_clicked(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await own_tip(there)
        await press(there, there.ann, tip, MORE)
        (more,) = below(there, tip)
        assert '"link"' not in json.dumps(more.blocks) and "mrkdwn" not in json.dumps(more.blocks)


@pytest.mark.thorough
async def test_more_can_be_read_again_later_but_a_double_press_shows_it_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await channel_tip(there)
        while there.slack.clock.now() % 60 > 50:  # so that both presses are in one minute
            await there.later(5)
        await press(there, there.ann, tip, MORE)
        await press(there, there.ann, tip, MORE)
        assert len(said_to(there.ann, there.general)) == 1
        await there.later(120)
        await press(there, there.ann, tip, MORE)
        assert len(said_to(there.ann, there.general)) == 2
        assert await counts(there, tip) == {"more": 1}


async def test_a_question_comes_with_a_button_for_each_answer_and_says_right_or_wrong_first(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await _sent(there, "order-call-to-cancel")
        question = await _question(there, tip)
        tips = there.running and there.running.front.counter.shelf.living.tips
        assert tips
        asked = tips.questions.get(json.loads(_value(question))[1])
        assert asked and asked.topic == "orders"
        assert option_buttons(question) == [f"legit:tip-answer-{one.id}" for one in asked.options]
        assert read_out(question.blocks).startswith(asked.text)
        for one in asked.options:
            await press(there, there.ann, question, f"legit:tip-answer-{one.id}")
            assert said_to(there.ann, there.general)[-1] == f"{one.feedback}\n\n[More questions]"
        assert said_to(there.bob, there.general) == []


@pytest.mark.thorough
async def test_only_the_first_answer_counts_and_the_others_are_answered(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await _sent(there, "order-call-to-cancel")
        question = await _question(there, tip)
        first, second, *_ = option_buttons(question)
        await press(there, there.ann, question, first)
        after_first = await counts(there, tip)
        await press(there, there.ann, question, second)
        await there.later(120)
        again = await _question(there, tip)
        await press(there, there.ann, again, second)
        assert await counts(there, tip) == after_first
        assert after_first["test-answered"] == after_first.get("test-right", 0) + after_first.get("test-wrong", 0) == 1
        assert after_first["test"] == 1
        assert len(said_to(there.ann, there.general)) == 5, "two times the question, and three answers"


@pytest.mark.thorough
async def test_a_question_that_was_taken_out_or_edited_is_told_in_a_sentence(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await channel_tip(there)
        question = await _question(there, tip)
        button = option_buttons(question)[0]
        _rewritten(question, button, action="legit:tip-answer-an-old-one")
        await press(there, there.ann, question, "legit:tip-answer-an-old-one")
        assert said_to(there.ann, there.general)[-1].startswith("**This question has changed since you saw it.**")
        for value in (json.dumps(["a", "no-such-question", "b"]), "no list"):
            await there.later(120)
            _rewritten(question, "legit:tip-answer-an-old-one", value=value)
            await press(there, there.ann, question, "legit:tip-answer-an-old-one")
            assert said_to(there.ann, there.general)[-1].startswith("**This question is not there any more.**")
        assert "test-answered" not in await counts(there, tip)


@pytest.mark.thorough
@pytest.mark.parametrize("button", [MORE, TEST])
async def test_the_buttons_of_a_tip_that_was_deleted_say_so(tmp_path: Path, button: str) -> None:
    async with company(tmp_path) as there:
        assert there.running
        own = there.running.store.own_tips
        await own.add(Person(there.team.id, there.ann.id), "our-own", OWN, now(there))
        tip = await _sent(there, "our-own")
        await own.delete(there.team.id, "our-own")
        await press(there, there.bob, tip, button)
        assert said_to(there.bob, there.general) == [
            "**This tip is not there any more.** The next one comes as planned."
        ]


@pytest.mark.thorough
async def test_a_companys_tip_without_more_still_says_who_helps(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert there.running
        await there.running.store.own_tips.add(Person(there.team.id, there.ann.id), "our-own", OWN, now(there))
        tip = await _sent(there, "our-own")
        await press(there, there.bob, tip, MORE)
        assert said_to(there.bob, there.general) == [
            "**Our own tip**\n\nThere is no more to read about this one.\n\n"
            "**Who helps in the United States**\n• Report it at ReportFraud.ftc.gov."
        ]


@pytest.mark.thorough
async def test_a_stranger_in_a_shared_channel_is_counted_and_answered_alone(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await channel_tip(there)
        eve = there.team.person("Eve Stone", stranger=True)
        await eve.joins(there.general)
        for button in (GOT, MORE, TEST, FEWER):
            await press(there, eve, tip, button)
        assert len(said_to(eve, there.general)) == 4
        assert await counts(there, tip) == {"got": 1, "more": 1, "test": 1, "fewer": 1}
        assert there.answers(there.general) == [tip] and not there.answers(there.dm())
        assert there.running
        (one,) = await there.running.store.subscriptions.of_target(there.team.id, there.general.id)
        assert str(one.wanted.when) == "weekly tue 10:00"


async def test_buttons_work_after_a_restart_and_months_later(tmp_path: Path) -> None:
    async with company(tmp_path, start=False) as there:
        time = Time(lambda: now(there), there.slack.clock.sleep)
        async with running(there.config, Here(), time) as there.running:
            tip = await channel_tip(there)
            question = await _question(there, tip)
        await there.later(200 * 86_400)
        async with running(there.config, Here(), time) as there.running:
            await press(there, there.ann, question, option_buttons(question)[0])
            await press(there, there.ann, tip, MORE)
            await press(there, there.ann, tip, GOT)
            assert len(said_to(there.ann, there.general)) == 4
            assert said_to(there.ann, there.general)[-1] == THANKS
            assert {"more": 1, "got": 1, "test-answered": 1}.items() <= (await counts(there, tip)).items()


async def test_nothing_that_is_kept_says_who_answered_what(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await own_tip(there)
        for button in (GOT, MORE, TEST):
            await press(there, there.ann, tip, button)
        question = below(there, tip)[-1]
        chosen = option_buttons(question)[-1]
        await press(there, there.ann, question, chosen)
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("legitbot.db*"))
    assert there.ann.id.encode() in kept, "or this search finds nothing at all"
    for told in (GOT, MORE, TEST, chosen, f":{tip.ts}:{there.ann.id}"):
        assert told.encode() not in kept, told


# ── Tools ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def _sent(there: Company, tip: str) -> Message:
    """This very tip, in #general."""
    assert there.running
    there.bot.joins(there.general)
    await there.running.store.tips.post(there.team.id, {there.general.id: False}, tip, TIP, "now", now(there))
    await there.later(2)
    await there.slack.until(lambda: there.answers(there.general))
    await there.quiet()
    (found,) = there.answers(there.general)
    assert tip_of(found) == tip
    return found


async def _question(there: Company, tip: Message) -> Message:
    """What "Test me" brings to Ann in a channel."""
    await press(there, there.ann, tip, TEST)
    return there.ann.ephemerals(tip.channel)[-1]


def _value(question: Message) -> str:
    return next(str(one["value"]) for one in _elements(question))


def _rewritten(question: Message, button: str, *, action: str = "", value: str = "") -> None:
    """The message as an older one would stand there."""
    for one in _elements(question):
        if one["action_id"] == button:
            one.update({"action_id": action or button, "value": value or one["value"]})


def _elements(question: Message) -> list[dict[str, str]]:
    return [one for block in question.body["blocks"] if block["type"] == "actions" for one in block["elements"]]
