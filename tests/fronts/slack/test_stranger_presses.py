"""Whoever presses a button in a channel shared with another company learns nothing of our people by it."""

from pathlib import Path

from tests.fronts.slack.company import company

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
