"""A person writes to the bot and gets the answer where they are, by every way in."""

import asyncio
from pathlib import Path

import pytest

from bot.app.running import running
from tests.fronts.slack.company import ALL_SCOPES, Here, company
from tests.fronts.slack.mails import GENUINE, PASTED, SCAM, WITHOUT_SENDER
from tests.fronts.slack.reading import read_out


async def test_a_dropped_mail_is_judged_in_its_thread(tmp_path: Path) -> None:
    """The main job: whoever drops a mail gets one verdict that quotes it, after a sign that it is being read."""
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), "is this legit?", files=[("order.eml", SCAM)])
        said = await there.answer(message)
        assert said.startswith("**This is likely a scam.**")
        assert "amz[.]orders[.]dept@gmail[.]com" in said and "[I called]" in said
        await there.quiet()
        assert len(there.answers(there.dm())) == 1
        assert there.ann.statuses[0]["status"]


async def test_a_genuine_mail_is_left_alone(tmp_path: Path) -> None:
    """A bot that cries wolf is not asked twice."""
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), files=[("order.eml", GENUINE)])
        assert (await there.answer(message)).startswith("**I found no warning signs.**")


async def test_a_pasted_mail_is_judged(tmp_path: Path) -> None:
    """Most people paste, and Slack turns addresses and numbers into markup on the way."""
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), PASTED)
        assert "<mailto:" in message.text or "gmail" in message.text
        said = await there.answer(message)
        assert said.startswith("**This is likely a scam.**")
        assert "803-555-0142" in said


async def test_an_email_sent_into_a_channel_is_answered_in_its_thread(tmp_path: Path) -> None:
    """Slack sends it as Slackbot's, with a bot_id and no text: the usual filter drops every one."""
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        message = await there.team.email_into(there.general, SCAM)
        assert (await there.answer(message)).startswith("**This is likely a scam.**")


async def test_a_mention_judges_the_message_above(tmp_path: Path) -> None:
    """Asked in public, answered in public."""
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        first = await there.bob.says(there.general, PASTED)
        await there.ann.says(there.general, f"{there.bot.mention} is this legit?", thread=first)
        assert (await there.answer(first)).startswith("**This is likely a scam.**")


async def test_a_mention_may_carry_the_mail_itself(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        message = await there.ann.says(there.general, f"{there.bot.mention} is this ok?", files=[("a.eml", SCAM)])
        assert (await there.answer(message)).startswith("**This is likely a scam.**")


async def test_a_mention_without_anything_is_asked_for_the_mail(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        message = await there.ann.says(there.general, f"{there.bot.mention} is this legit?")
        said = await there.answer(message)
        assert "scam" not in said.splitlines()[0] and "paste" in said.lower()


async def test_a_mention_without_the_right_to_read_the_thread_says_the_way_round(tmp_path: Path) -> None:
    """What a missing permission takes away is said in one sentence."""
    scopes = [one for one in ALL_SCOPES if not one.endswith(":history") or one == "im:history"]
    async with company(tmp_path, scopes=scopes) as there:
        there.bot.joins(there.general)
        first = await there.bob.says(there.general, PASTED)
        await there.ann.says(there.general, f"{there.bot.mention} is this legit?", thread=first)
        said = await there.answer(first)
        assert "can't read the message above" in said


async def test_the_shortcut_answers_only_to_whoever_used_it(tmp_path: Path) -> None:
    """In a shared channel the answer is private unless the person asked in public."""
    async with company(tmp_path) as there:
        message = await there.bob.says(there.general, PASTED)
        await there.ann.uses_shortcut(there.app, "legit-check-message", message)
        assert (await there.private_answer(there.ann, there.general)).startswith("**This is likely a scam.**")
        await there.quiet()
        assert not there.answers(there.general) and not there.bob.ephemerals(there.general)


async def test_the_shortcut_reads_an_email_where_the_bot_is_no_member(tmp_path: Path) -> None:
    """The payload holds the mail's text, so no membership is needed."""
    async with company(tmp_path) as there:
        message = await there.team.email_into(there.general, SCAM)
        await there.ann.uses_shortcut(there.app, "legit-check-message", message)
        assert (await there.private_answer(there.ann, there.general)).startswith("**This is likely a scam.**")


async def test_the_shortcut_on_a_file_out_of_reach_says_what_to_do(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        closed = there.team.channel("finance", members=[there.ann, there.bob], private=True)
        message = await there.bob.says(closed, files=[("order.eml", SCAM)])
        await there.ann.uses_shortcut(there.app, "legit-check-message", message)
        said = await there.private_answer(there.ann, closed)
        assert "not a member" in said and "order.eml" in said.replace("[.]", ".")


async def test_the_command_helps_checks_and_opens_its_boxes(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.ann.runs(there.app, "/legit", "help", channel=there.general)
        assert "**I tell you whether a mail is a scam, and why.**" in await there.private_answer(
            there.ann, there.general
        )
        await there.ann.runs(there.app, "/legit", f"check {PASTED}", channel=there.general)
        assert "likely a scam" in await there.private_answer(there.ann, there.general, 2)
        await there.ann.runs(there.app, "/legit", "check", channel=there.general)
        view = await there.box(there.ann)
        assert view.callback_id == "legit-paste"
        await there.ann.closes(view)
        await there.ann.runs(there.app, "/legit", "settings", channel=there.general)
        assert (await there.box(there.ann)).callback_id == "legit-settings"


async def test_the_paste_box_is_answered_in_a_direct_message(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.ann.uses_shortcut(there.app, "legit-check-mail")
        view = await there.box(there.ann)
        text = PASTED.partition("\n\n")[2]
        values = {"mail": {"value": text}, "sender": {"value": "Amazon <amz.orders.dept@gmail.com>"}}
        await there.ann.submits(view, values)
        assert (await there.box(there.ann)).callback_id == "legit-reading"
        dm = there.dm()
        await there.slack.until(lambda: there.answers(dm))
        assert there.answers(dm)[0].text.startswith("This is likely a scam.")


async def test_an_empty_paste_box_says_so_beside_the_field(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.ann.uses_shortcut(there.app, "legit-check-mail")
        view = await there.box(there.ann)
        ack = await there.ann.submits(view, {})
        assert ack.response["response_action"] == "errors" and view.callback_id == "legit-paste"


async def test_opening_the_app_shows_first_questions_and_one_welcome(tmp_path: Path) -> None:
    """The welcome comes once, however often the tab is opened."""
    async with company(tmp_path) as there:
        dm = await there.ann.opens(there.app, tab="messages")
        await there.slack.until(lambda: there.answers(dm) and there.ann.prompts)
        await there.ann.opens(there.app, tab="messages")
        await there.quiet()
        assert len(there.answers(dm)) == 1 and "Hello" in there.answers(dm)[0].text
        assert there.ann.prompts[0]["title"] == "Is this mail legit?"


async def test_the_home_tab_shows_recent_checks_without_their_words(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), files=[("order.eml", SCAM)])
        await there.answer(message)
        await there.quiet()
        await there.ann.opens(there.app, tab="home")
        await there.slack.until(lambda: there.ann.home)
        assert there.ann.home
        shown = read_out(there.ann.home["blocks"])
        assert "Likely a scam: a fake order with a number to call" in shown
        assert "803-555" not in shown and "1,249" not in shown


async def test_being_brought_into_a_channel_is_explained_to_whoever_did_it(tmp_path: Path) -> None:
    """Nothing is posted to a channel that nobody asked for."""
    async with company(tmp_path) as there:
        await there.ann.invites(there.bot, there.general)
        said = await there.private_answer(there.ann, there.general)
        assert "I only speak when somebody asks me" in said
        await there.quiet()
        assert not there.answers(there.general)


@pytest.mark.parametrize(
    "described",
    [
        "someone from Amazon phoned and wants my card number",
        "my boss asks me on WhatsApp for gift cards",
    ],
)
async def test_a_described_situation_is_recognised(tmp_path: Path, described: str) -> None:
    """Half of what people ask comes without a mail."""
    async with company(tmp_path) as there:
        said = await there.answer(await there.ann.says(there.dm(), described))
        assert "scam" in said.splitlines()[0].lower()


async def test_the_sender_is_asked_for_and_the_mail_judged_again(tmp_path: Path) -> None:
    """A pasted text without its sender: asked for, told in the thread, and it counts."""
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), WITHOUT_SENDER)
        first = await there.answer(message)
        assert "[Add the sender]" in first
        await there.ann.says(there.dm(), "it came from it-help@gmail.com", thread=message)
        second = await there.answer(message, 2)
        assert "it-help@gmail[.]com" in second


async def test_the_sender_can_be_told_in_a_box(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await there.bob.says(there.general, WITHOUT_SENDER)
        await there.ann.uses_shortcut(there.app, "legit-check-message", message)
        await there.private_answer(there.ann, there.general)
        await there.ann.presses(there.ann.ephemerals(there.general)[0], "legit:sender")
        view = await there.box(there.ann)
        await there.ann.submits(view, {"sender": {"value": "it-help@gmail.com"}})
        assert "it-help@gmail[.]com" in await there.private_answer(there.ann, there.general, 2)


async def test_who_clicked_gets_the_steps_by_button_and_by_words(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), files=[("order.eml", SCAM)])
        await there.answer(message)
        await there.ann.presses(there.answers(there.dm())[0], "legit:called")
        assert "Hang up" in await there.answer(message, 2)
        await there.ann.says(there.dm(), "I also gave them my card number", thread=message)
        assert "card blocked" in await there.answer(message, 3)


async def test_a_button_pressed_twice_is_answered_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), files=[("order.eml", SCAM)])
        await there.answer(message)
        for _ in range(2):
            await there.ann.presses(there.answers(there.dm())[0], "legit:helped")
        await there.answer(message, 2)
        await there.quiet()
        assert len(there.answers(there.dm())) == 2


@pytest.mark.thorough
async def test_whoever_installs_the_bot_is_welcomed_once_and_told_what_is_missing(tmp_path: Path) -> None:
    async with company(tmp_path, scopes=[one for one in ALL_SCOPES if one != "groups:history"], start=False) as there:
        config = there.config.changed(slack_operator=there.ann.id)
        for _ in range(2):
            async with running(config, Here()):
                await there.slack.until(lambda: there.answers(there.dm()))
                await asyncio.sleep(0.3)
        (said,) = there.answers(there.dm())
        assert said.text.startswith("Legitbot is installed and listens.") and "groups:history" in said.text
