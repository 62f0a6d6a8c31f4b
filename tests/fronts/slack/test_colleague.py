""" "Did you send this?": asked with consent, once for each campaign, without a name, and never taken for proof."""

from pathlib import Path

import pytest

from bot.localslack.people import Person
from bot.localslack.world.messages import Message
from bot.store.questions import MOST_OPEN
from tests.fronts.slack.company import ALL_SCOPES, Company, company
from tests.fronts.slack.mails import mail

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

FAKE = mail(
    "Bob Field <bob.field77@gmail.com>", "Quick favour", "Are you at your desk? I need gift cards for a client."
)


async def offered(there: Company, person: Person) -> Message:
    """The mail in Bob's name is dropped, and the offer to ask him is pressed."""
    dm = there.dm(person)
    message = await person.says(dm, files=[("favour.eml", FAKE)])
    said = await there.answer(message)
    assert "[Ask Bob Field]" in said
    await person.presses(there.answers(dm, message.ts)[0], "legit:ask-colleague")
    assert "I won't say who asked" in await there.answer(message, 2)
    return message


async def test_the_colleague_is_asked_after_consent_and_not_told_who_asks(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await offered(there, there.ann)
        assert not there.answers(there.dm(there.bob))  # not before Ann has agreed
        await there.ann.presses(there.answers(there.dm(), message.ts)[1], "legit:colleague-ask")
        await there.slack.until(lambda: there.answers(there.dm(there.bob)))
        asked = there.answers(there.dm(there.bob))[0]
        assert "Did you send this mail?" in asked.text and "Quick favour" in asked.text
        assert "Ann" not in asked.text and there.ann.id not in str(asked.blocks)


async def test_a_yes_is_passed_on_as_their_word_only(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await offered(there, there.ann)
        await there.ann.presses(there.answers(there.dm(), message.ts)[1], "legit:colleague-ask")
        await there.slack.until(lambda: there.answers(there.dm(there.bob)))
        await there.bob.presses(there.answers(there.dm(there.bob))[0], "legit:colleague-yes")
        said = await there.answer(message, 4)
        assert "says they sent it" in said and "their word" in said
        await there.quiet()
        assert "Thank you" in there.answers(there.dm(there.bob))[1].text
        sure = await there.ann.says(there.dm(), "is it safe then?", thread=message)
        assert "genuine" not in await there.answer(sure, 5)


async def test_a_second_asker_of_the_same_campaign_does_not_ask_again(tmp_path: Path) -> None:
    """A campaign reaches a hundred people; the colleague hears one question."""
    async with company(tmp_path) as there:
        eve = there.team.person("Eve Long", email="eve.long@northwind.example")
        first = await offered(there, there.ann)
        await there.ann.presses(there.answers(there.dm(), first.ts)[1], "legit:colleague-ask")
        await there.slack.until(lambda: there.answers(there.dm(there.bob)))
        second = await offered(there, eve)
        await eve.presses(there.answers(there.dm(eve), second.ts)[1], "legit:colleague-ask")
        assert "was asked about this mail already" in await there.answer(second, 3)
        await there.bob.presses(there.answers(there.dm(there.bob))[0], "legit:colleague-no")
        assert "did NOT send it" in await there.answer(first, 4)
        assert "did NOT send it" in await there.answer(second, 4)
        await there.quiet()
        assert len([one for one in there.answers(there.dm(there.bob)) if "Did you send" in one.text]) == 1


@pytest.mark.thorough
async def test_nobody_can_be_made_to_hear_a_hundred_questions(tmp_path: Path) -> None:
    """Anybody can write mails in Bob's name, show them, and have his direct messages filled with their subjects."""
    async with company(tmp_path) as there:
        dm = there.dm()
        for word in ("tea", "salt", "rope", "wool", "clay", "mint", "jam")[: MOST_OPEN + 1]:
            lure = f"Are you at your desk? I need gift cards for {word}."
            fake = mail(f"Bob Field <bob.{word}@gmail.com>", f"You lazy {word}", lure)
            message = await there.ann.says(dm, files=[("favour.eml", fake)])
            await there.answer(message)
            await there.ann.presses(there.answers(dm, message.ts)[0], "legit:ask-colleague")
            await there.answer(message, 2)
            await there.ann.presses(there.answers(dm, message.ts)[1], "legit:colleague-ask")
            last = await there.answer(message, 3)
        assert "I could not reach them" in last
        await there.quiet()
        assert len(there.answers(there.dm(there.bob))) == MOST_OPEN


async def test_who_declines_has_nobody_asked(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await offered(there, there.ann)
        await there.ann.presses(there.answers(there.dm(), message.ts)[1], "legit:colleague-leave")
        assert "won't ask" in await there.answer(message, 3)
        await there.quiet()
        assert not there.answers(there.dm(there.bob))


async def test_nobody_is_offered_to_ask_themselves_or_a_name_that_two_share(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await there.bob.says(there.dm(there.bob), files=[("favour.eml", FAKE)])
        assert "[Ask" not in await there.answer(message)


async def test_without_the_directory_no_colleague_is_known(tmp_path: Path) -> None:
    async with company(tmp_path, scopes=[one for one in ALL_SCOPES if one != "users:read"]) as there:
        message = await there.ann.says(there.dm(), files=[("favour.eml", FAKE)])
        assert "[Ask" not in await there.answer(message)
        assert not there.slack.called("users.list")
