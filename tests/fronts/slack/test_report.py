"""Who presses "Report to the security team" tells them once, says before what is shared, and nothing in it is live."""

from pathlib import Path
from typing import Any

from bot.fronts.slack import names
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import GENUINE, HOSTILE, PASTED, SCAM
from tests.fronts.slack.reading import element_types, read_out
from tests.fronts.slack.test_practice_mail import MARK, PRACTICE
from tests.fronts.slack.test_rules import box, typed

REPORT = names.PRESSED + names.REPORT


def buttons(message: Message) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        one for block in message.blocks if block["type"] == "actions" for one in block["elements"]
    ]
    return found


async def team(there: Company, *, invited: bool = True) -> Channel:
    """The security team's channel, chosen by an administrator in the box."""
    channel = there.team.channel("security", members=[there.bob], private=True)
    if invited:
        there.bot.joins(channel)
    there.bob.admin = True
    await there.bob.submits(await box(there, there.bob), typed(security_channel=[channel.id]))
    return channel


async def test_without_a_channel_there_is_no_such_button(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.answer(await there.ann.says(there.dm(), PASTED))
        assert REPORT not in [one["action_id"] for one in buttons(there.answers(there.dm())[0])]


async def test_the_team_hears_who_reports_what_was_seen_and_the_person_that_they_did(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        security = await team(there)
        message = await there.ann.says(there.dm(), files=[("mail.eml", SCAM)])
        await there.answer(message)
        (answer,) = there.answers(there.dm())
        (pressed,) = [one for one in buttons(answer) if one["action_id"] == REPORT]
        assert "your name, the time" in pressed["confirm"]["text"]["text"]
        await there.ann.presses(answer, REPORT)
        assert "I told your security team." in await there.answer(message, 2)
        (told,) = there.answers(security)
        shown = read_out(told.blocks)
        assert shown.startswith("**Somebody reports a mail: likely a scam.**\n\nAnn Berg reported it on ")
        assert "What I saw in it:" in shown and "1. " in shown
        assert "It will arrive on Thursday" not in shown  # of the mail itself, no more than the quotes
        assert f"<@{there.ann.id}>" not in told.text and [one["text"]["text"] for one in buttons(told)] == [
            "Make a quiz question"
        ]


async def test_however_often_it_is_pressed_the_team_hears_it_once_from_each(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        security = await team(there)
        there.bot.joins(there.general)
        message = await there.team.email_into(there.general, SCAM)
        await there.answer(message)
        (answer,) = there.answers(there.general)
        for person in (there.ann, there.ann, there.bob):
            await there.quiet()
            await person.presses(answer, REPORT)
        await there.quiet()
        shown = [read_out(one.blocks) for one in there.answers(security)]
        assert ["Ann Berg" in one for one in shown] == [True, False] and "Bob Field" in shown[1]
        assert "I told your security team." in await there.private_answer(there.ann, there.general)
        assert len(there.answers(there.general)) == 1


async def test_where_the_bot_cannot_write_the_person_is_told_so_and_gets_no_copy(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        security = await team(there, invited=False)
        message = await there.ann.says(there.dm(), files=[("mail.eml", SCAM)])
        await there.answer(message)
        await there.ann.presses(there.answers(there.dm())[0], REPORT)
        assert "I could not tell your security team." in await there.answer(message, 2)
        await there.quiet()
        assert not there.answers(security) and len(there.answers(there.dm())) == 2


async def test_a_hostile_mail_is_inert_in_the_teams_channel_too(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        security = await team(there)
        there.ann.real_name = "<!channel> *Ann* https://evil.example"
        message = await there.ann.says(there.dm(), files=[("mail.eml", HOSTILE.encode())])
        await there.answer(message)
        await there.ann.presses(there.answers(there.dm())[0], REPORT)
        await there.answer(message, 2)
        (told,) = there.answers(security)
        assert element_types(told.blocks) <= {
            "rich_text", "rich_text_section", "rich_text_list", "text", "actions", "button", "plain_text",
        }  # fmt: skip
        assert "<!channel>" not in told.text and "https://evil.example" not in told.text
        sent = [one.arguments for one in there.slack.calls if one.method == "chat.postMessage"]
        assert all(str(one["unfurl_links"]).lower() == "false" for one in sent)


async def test_neither_a_practice_mail_nor_a_good_one_can_be_reported(tmp_path: Path) -> None:
    async with company(tmp_path, exercise_mark=MARK) as there:
        await team(there)
        for number, data in enumerate((PRACTICE, GENUINE)):
            await there.answer(await there.ann.says(there.dm(), files=[("mail.eml", data)]))
            assert REPORT not in [one["action_id"] for one in buttons(there.answers(there.dm())[number])]


async def test_an_administrator_takes_the_channel_away_again(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        security = await team(there)
        await there.answer(await there.ann.says(there.dm(), files=[("mail.eml", SCAM)]))
        view = await box(there, there.bob)
        assert view.state["security_channel"][names.VALUE]["selected_conversations"] == [security.id]
        await there.bob.submits(view, typed(security_channel=[]))
        (answer,) = there.answers(there.dm())
        await there.ann.presses(answer, REPORT)
        await there.quiet()
        assert "I could not tell your security team." in read_out(there.answers(there.dm())[1].blocks)
        assert not there.answers(security)
