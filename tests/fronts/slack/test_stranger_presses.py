"""Whoever presses a button in a channel shared with another company learns nothing of our people by it."""

from pathlib import Path

from bot.flows.shapes import Person as Someone
from tests.fronts.slack.company import company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.pressed import TEST, next_tip, option_buttons, press
from tests.fronts.slack.tips.test_arriving import subscribed

MORE = "legit:quiz-more"

LETTER = b"Subject: Quick question\r\n\r\nAre you free this afternoon? Please let me know, I have a favour to ask.\r\n"
SENDER = {"sender": {"value": "Bob Field <bob.field77@gmail.com>"}}


async def test_a_stranger_who_names_a_sender_is_not_told_whether_it_is_a_colleagues_name(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        shared = there.team.channel("with-acme", members=[there.ann], shared=True)
        there.bot.joins(shared)
        eve = there.team.person("Eve Stone", stranger=True)
        await eve.joins(shared)
        message = await there.team.email_into(shared, LETTER)
        await there.answer(message)
        answer = there.answers(shared)[0]
        for person, knows in ((there.ann, True), (eve, False)):
            await person.presses(answer, "legit:sender")
            await person.submits(await there.box(person), SENDER)
            said = await there.private_answer(person, shared)
            assert "Bob Field" in said
            assert ("colleague" in said) is knows, said


async def test_a_stranger_cannot_begin_a_quiz_since_nothing_is_kept_about_them(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        shared = there.team.channel("with-acme", members=[there.ann], shared=True)
        there.bot.joins(shared)
        eve = there.team.person("Eve Stone", stranger=True)
        await eve.joins(shared)
        await subscribed(there, shared.id, "every Tuesday 10:00")
        tip = await next_tip(there, shared, shared.id)
        for person, plays in ((eve, False), (there.ann, True)):
            await press(there, person, tip, TEST)
            question = person.ephemerals(shared)[0]
            await press(there, person, question, option_buttons(question)[0])
            reason = person.ephemerals(shared)[1]
            offered = [one.get("action_id") for block in reason.blocks for one in block.get("elements", ())]
            assert (MORE in offered) is plays
        for person, plays in ((eve, False), (there.ann, True)):  # as if the button stood there
            await person.presses(reason, MORE)
            view = await there.box(person)
            await there.quiet()
            assert ("Question 1 of 3" in read_out(view.blocks)) is plays
            assert there.running
            kept = await there.running.store.quizzes.open(Someone(there.team.id, person.id))
            assert (kept is not None) is plays
