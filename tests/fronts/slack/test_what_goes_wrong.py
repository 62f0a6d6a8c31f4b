"""Whatever goes wrong, the person gets one plain sentence, once; through the real clients and a Slack that fails."""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from bot.flows.check import Asker
from bot.flows.ports import TooSlow
from bot.flows.shapes import Heard, Person, Turned
from bot.fronts.slack.files import LARGEST
from bot.jobs.analysis import AnalysisPool
from bot.jobs.doing import Doing
from tests.fronts.slack.company import ALL_SCOPES, Company, Here, company
from tests.fronts.slack.mails import GENUINE, HOSTILE, PASTED, SCAM, mail
from tests.fronts.slack.reading import element_types

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it


async def only_answer(there: Company, message: object) -> str:
    """The answer, after everything has settled: there must be no other."""
    said = await there.answer(message)  # type: ignore[arg-type]  # a Message
    await there.quiet()
    assert len(there.answers(there.dm())) == 1
    return said


async def test_a_mail_of_forty_screens_is_judged(tmp_path: Path) -> None:
    """Padding buys a scammer nothing, and the answer stays short."""
    padding = "\n".join(f"Line {i}: nothing of interest in this one, as in all of the others." for i in range(2_000))
    async with company(tmp_path) as there:
        long = mail("Amazon <amz.orders.dept@gmail.com>", "Your order", PASTED.partition("\n\n")[2] + padding)
        message = await there.ann.says(there.dm(), files=[("long.eml", long)])
        assert (await only_answer(there, message)).startswith("**This is likely a scam.**")


@pytest.mark.parametrize("data", [b"", b"\n\n\n", mail("", "", "")])
async def test_an_empty_mail_is_asked_for_again(tmp_path: Path, data: bytes) -> None:
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), files=[("empty.eml", data)])
        said = await only_answer(there, message)
        assert "scam" not in said.splitlines()[0] and len(said.splitlines()[0]) < 200


async def test_a_file_of_50_megabytes_is_not_even_fetched(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), files=[("huge.eml", b"x" * (5 * LARGEST))])
        assert "too large" in await only_answer(there, message)
        assert not [call for call in there.slack.calls if call.method == "download"]


async def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        message = await there.ann.says(there.general, files=[("a.eml", SCAM)])
        await there.ann.deletes_file(message)
        await there.ann.uses_shortcut(there.app, "legit-check-message", message)
        said = await there.private_answer(there.ann, there.general)
        assert "not there any more" in said and "scam" not in said
        await there.quiet()
        assert len(there.ann.ephemerals(there.general)) == 1


async def test_without_files_read_the_login_page_is_not_judged(tmp_path: Path) -> None:
    """Slack answers such a download with 200 and a page to sign in: that page is not the mail."""
    scopes = [one for one in ALL_SCOPES if one != "files:read"]
    async with company(tmp_path, scopes=scopes) as there:
        message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
        said = await only_answer(there, message)
        assert "aste" in said and "scam" not in said


async def test_a_slack_connect_stub_is_looked_up(tmp_path: Path) -> None:
    """From another company Slack sends a stub; files.info tells the rest."""
    async with company(tmp_path) as there:
        shared = there.team.channel("with-acme", members=[there.ann], shared=True)
        there.bot.joins(shared)
        stranger = there.team.person("Eve Stone", stranger=True)
        await stranger.joins(shared)
        message = await stranger.says(shared, f"{there.bot.mention} is it real?", files=[("a.eml", SCAM)])
        said = await there.private_answer(stranger, shared)
        assert "scam" in said
        assert [call for call in there.slack.calls if call.method == "files.info"]
        await there.quiet()
        assert not there.answers(shared), message


async def test_fifty_files_at_once_are_answered_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        files = [(f"mail-{i}.eml", SCAM if i == 7 else GENUINE) for i in range(50)]
        message = await there.ann.says(there.dm(), "which of these is bad?", files=files)
        said = await only_answer(there, message)
        assert (
            said.startswith("**This is likely a scam.**") and "mail-7.eml" in said.replace("[.]", ".") and "40" in said
        )


async def test_another_bot_and_the_bot_itself_are_not_answered(tmp_path: Path) -> None:
    """Two bots that answer each other never stop."""
    async with company(tmp_path) as there:
        other = there.team.install(there.slack.app("Other"), scopes=["chat:write"])
        other.joins(there.general)
        there.bot.joins(there.general)
        await other.says(there.general, f"{there.bot.mention} is this legit? {PASTED}")
        await there.bot.says(there.general, PASTED)
        await there.quiet()
        assert len(there.answers(there.general)) == 1  # what it said itself


async def test_the_same_event_twice_is_answered_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.slack.faults.duplicate_events()
        message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
        await only_answer(there, message)
        ids = [one.event_id for one in there.slack.deliveries for _ in one.attempts]
        assert len(ids) > len(set(ids)), "it did come twice"


async def test_a_lost_ack_brings_the_event_again_and_no_second_answer(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.slack.faults.lose_acks()
        message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
        await there.answer(message)
        there.slack.clock.advance(120)
        await only_answer(there, message)


async def test_a_message_edited_while_it_is_read_is_judged_in_its_new_words(tmp_path: Path) -> None:
    """One answer, to what stands there now."""
    gate = Gate()
    async with company(tmp_path, analyst=gate) as there:
        message = await there.ann.says(there.dm(), "Hello, are you there? " + "This is only a first draft. " * 10)
        await gate.reached.wait()
        await there.ann.edits(message, PASTED)
        await there.slack.until(lambda: len([one for one in there.slack.deliveries if one.acked]) >= 2)
        gate.open.set()
        assert (await only_answer(there, message)).startswith("**This is likely a scam.**")


async def test_a_message_deleted_while_it_is_read_gets_one_sentence(tmp_path: Path) -> None:
    gate = Gate()
    async with company(tmp_path, analyst=gate) as there:
        message = await there.ann.says(there.dm(), PASTED)
        await gate.reached.wait()
        await there.ann.deletes(message)
        await there.slack.until(lambda: len([one for one in there.slack.deliveries if one.acked]) >= 2)
        gate.open.set()
        await there.slack.until(lambda: there.answers(there.dm()))
        await there.quiet()
        (said,) = there.answers(there.dm())
        assert "deleted" in said.text


async def test_a_mention_edited_while_it_is_read_is_answered_as_it_was_and_says_so(tmp_path: Path) -> None:
    gate = Gate()
    async with company(tmp_path, analyst=gate) as there:
        there.bot.joins(there.general)
        message = await there.ann.says(there.general, f"{there.bot.mention} is this legit? {PASTED}")
        await gate.reached.wait()
        await there.ann.edits(message, f"{there.bot.mention} never mind")
        await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries))
        gate.open.set()
        said = await there.answer(message)
        assert said.startswith("**This is likely a scam.**") and "You changed your message" in said


async def test_a_mention_deleted_while_it_is_read_is_told_to_its_author_alone(tmp_path: Path) -> None:
    gate = Gate()
    async with company(tmp_path, analyst=gate) as there:
        there.bot.joins(there.general)
        message = await there.ann.says(there.general, f"{there.bot.mention} is this legit? {PASTED}")
        await gate.reached.wait()
        await there.ann.deletes(message)
        await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries))
        gate.open.set()
        assert "was deleted" in await there.private_answer(there.ann, there.general)
        await there.quiet()
        assert not there.answers(there.general)


async def test_a_message_edited_after_its_answer_is_judged_again(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), "is this legit?")
        await there.answer(message)
        await there.ann.edits(message, PASTED)
        assert "likely a scam" in await there.answer(message, 2)


async def test_an_expired_trigger_is_told_in_one_sentence(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.slack.faults.error("views.open", "expired_trigger_id")
        await there.ann.runs(there.app, "/legit", "check", channel=there.general)
        assert "open for too long" in await there.private_answer(there.ann, there.general)


async def test_blocks_that_slack_refuses_are_said_as_plain_text(tmp_path: Path) -> None:
    """An answer without lists is better than none."""
    async with company(tmp_path) as there:
        there.slack.faults.error("chat.postMessage", "invalid_blocks")
        message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
        await there.slack.until(lambda: there.answers(there.dm()))
        assert "likely a scam" in there.answers(there.dm(), message.ts)[0].text
        there.slack.calls[:] = [call for call in there.slack.calls if call.response.get("error") != "invalid_blocks"]


async def test_a_mail_whose_analysis_hangs_is_said_so(tmp_path: Path) -> None:
    async with company(tmp_path, analyst=Hangs()) as there:
        message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
        assert "could not finish looking" in await only_answer(there, message)


@pytest.mark.thorough
async def test_a_hanging_process_is_killed_and_the_next_mail_judged(tmp_path: Path) -> None:
    """With the real processes: one turn never ends, and the next person does not notice."""
    pool = AnalysisPool(processes=1, limit_seconds=1.0, function="tests.fronts.slack.hanging:turn")
    await pool.start()
    try:
        async with company(tmp_path, analyst=pool) as there:
            first = await there.ann.says(there.dm(), files=[("hang.eml", SCAM)])
            assert "could not finish looking" in await there.answer(first)
            second = await there.bob.says(there.dm(there.bob), files=[("a.eml", SCAM)])
            assert "likely a scam" in await there.answer(second)
    finally:
        await pool.close()


async def test_a_failure_in_the_middle_is_told_once_after_three_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug of ours must not leave a person waiting."""
    monkeypatch.setattr("bot.app.running.Doing", partial(Doing, retry_seconds=(0.0, 0.0)))
    async with company(tmp_path, analyst=Breaks()) as there:
        message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
        assert "went wrong" in await only_answer(there, message)


@pytest.mark.parametrize("fault", ["rate_limit", "server_error", "drop_connection", "lose_reply", "slow"])
@pytest.mark.thorough
async def test_slack_in_trouble_costs_nobody_the_answer_and_nobody_gets_two(tmp_path: Path, fault: str) -> None:
    """Above all a lost reply: the message stands there, and nobody told us."""
    async with company(tmp_path) as there:
        faults = there.slack.faults
        if fault == "slow":
            faults.slow("chat.postMessage", 0.5)
        else:
            getattr(faults, fault)("chat.postMessage")
        message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
        assert (await only_answer(there, message)).startswith("**This is likely a scam.**")


async def test_a_reply_that_may_be_lost_in_a_channel_is_not_said_twice_and_told_later(tmp_path: Path) -> None:
    """Where we may not look, a second answer would be a guess; the person hears of it at their next word."""
    async with company(tmp_path) as there:
        await there.answer(await there.ann.says(there.dm(), PASTED))  # a first check takes long, and a line says so
        message = await there.bob.says(there.general, PASTED)
        there.slack.faults.lose_reply("response_url")
        await there.ann.uses_shortcut(there.app, "legit-check-message", message)
        await there.private_answer(there.ann, there.general)
        await there.quiet()
        assert len(there.ann.ephemerals(there.general)) == 1
        later = await there.ann.says(there.dm(), "is this legit?")
        assert "may not have reached you" in await there.answer(later)


async def test_dropped_sockets_are_opened_again(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        for drop in (there.slack.faults.disconnect("refresh_requested"), there.slack.faults.disconnect("warning")):
            await drop
            await there.slack.until(lambda: there.slack.connections(there.app) >= 1)
        message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
        await only_answer(there, message)


async def test_nothing_in_a_mail_becomes_a_mention_a_link_or_a_template(tmp_path: Path) -> None:
    """Attackers write the mail; we post it under our name."""
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), files=[("a.eml", HOSTILE.encode())])
        await only_answer(there, message)
        posted = there.answers(there.dm())[0]
        for shown in (posted.text, str(posted.blocks)):
            assert "<!channel>" not in posted.text and "<http" not in posted.text and "<@" not in posted.text
            assert "\x1b" not in shown and "\u202e" not in shown
        assert not element_types(posted.blocks) & {"link", "broadcast", "user", "channel", "emoji", "mrkdwn"}


class Gate(Here):
    """Holds the first turn until the test lets it through."""

    def __init__(self) -> None:
        self.reached, self.open = asyncio.Event(), asyncio.Event()

    async def turn(self, heard: Heard, memory: bytes, asker: Asker, person: Person) -> Turned:
        self.reached.set()
        await self.open.wait()
        return await super().turn(heard, memory, asker, person)


class Hangs(Here):
    """An analysis that was stopped at its limit. tests/jobs stops real processes."""

    async def turn(self, heard: Heard, memory: bytes, asker: Asker, person: Person) -> Turned:
        raise TooSlow


class Breaks(Here):
    async def turn(self, heard: Heard, memory: bytes, asker: Asker, person: Person) -> Turned:
        raise RuntimeError("a bug of ours")
