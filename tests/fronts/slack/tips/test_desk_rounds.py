""" "This is going round": three people asked about the same kind of scam, so an administrator may warn everybody."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.running import running
from bot.flows import going_round
from bot.flows.going_round import Offer
from bot.flows.shapes import Job
from bot.flows.tip_shapes import PROACTIVE
from bot.fronts.slack.tips.desk.rounds import PRESSED, pressed_below
from bot.fronts.slack.tips.names import ROUND_WARN
from bot.localslack.people import Person
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from tests.fronts.slack.company import Company, Here, company
from tests.fronts.slack.mails import PASTED, SCAM
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.test_report import REPORT, team
from tests.fronts.slack.tips.desk import now, subscribed, time_of

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

WARN, NO = "legit:round-warn", "legit:round-no"
ASKED = "**3 people asked about the same kind of scam within a day: a fake order with a number to call.**"


async def three_ask(there: Company) -> list[Person]:
    """Three people show the same mail, and a minute goes by."""
    people = [there.team.person(name, tz="Europe/London") for name in ("Cy Moss", "Di Lane", "Ed Hale")]
    for one in people:
        await there.answer(await one.says(there.dm(one), PASTED))
    await there.quiet()  # what was judged is written down when all was said
    await a_minute(there)
    return people


async def a_minute(there: Company) -> None:
    """The bot looks around once a minute."""
    await there.later(61)
    assert there.running
    await there.running.front.postman.now_and_then()
    await there.quiet()


async def said(there: Company, offer: Message, number: int = 1) -> str:
    """What was answered to a press, below the offer."""
    await there.slack.until(lambda: len(_below(there, offer)) >= number)
    return read_out(_below(there, offer)[number - 1].blocks)


def _below(there: Company, offer: Message) -> list[Message]:
    return [one for one in there.answers(offer.channel, offer.ts) if one is not offer]


async def pressed(there: Company, offer: Offer, attempt: int = 1) -> None:
    """Ann's press on "Warn everybody" below this offer, as the job that it causes."""
    assert there.running
    team_id = there.team.id
    body = {
        "team": {"id": team_id}, "user": {"id": there.ann.id}, "channel": {"id": there.dm().id},
        "trigger_id": f"{offer}/{attempt}",
    }  # fmt: skip
    job = Job(1, "k", team_id, PRESSED, b"", attempt, 0, now(there))
    await pressed_below(there.running.front.counter, job, body, ROUND_WARN, str(offer))


def offers(there: Company, channel: Channel) -> list[Message]:
    return [one for one in there.answers(channel) if WARN in str(one.blocks)]


async def test_an_administrator_who_set_tips_up_is_asked_once_and_no_name_or_word_of_the_mail_is_in_it(
    tmp_path: Path,
) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        await subscribed(there, there.general.id)
        await subscribed(there, there.bob.id, direct=True, setter=there.bob)
        people = await three_ask(there)
        (offer,) = offers(there, there.dm())
        shown = read_out(offer.blocks)
        assert shown.startswith(ASKED)
        assert "Shall I warn everybody? I would send this tip to 1 channel and 1 person:" in shown
        assert "[Warn everybody] [No]" in shown
        assert not any(one.real_name in shown or one.id in str(offer.blocks) for one in people)
        assert "803-555" not in shown and "amz.orders" not in shown
        await a_minute(there)
        assert len(offers(there, there.dm())) == 1 and not offers(there, there.dm(there.bob))


async def test_one_press_warns_every_channel_and_person_and_the_second_says_that_it_was_done(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        finance = there.team.channel("finance", members=[there.ann])
        there.bot.joins(finance)
        await subscribed(there, there.general.id)
        await subscribed(there, there.general.id, "every Friday 16:00")
        paused = await subscribed(there, finance.id)
        await subscribed(there, there.bob.id, direct=True, setter=there.bob)
        assert there.running
        later = now(there) + timedelta(days=9)
        await there.running.store.subscriptions.pause(there.team.id, paused.id, later, now(there))
        await three_ask(there)
        (offer,) = offers(there, there.dm())
        await there.ann.presses(offer, WARN)
        assert await said(there, offer) == "Sent to 1 channel and 1 person."
        await there.slack.until(lambda: there.answers(there.general) and there.answers(there.dm(there.bob)))
        (posted,) = there.answers(there.general)
        shown = read_out(posted.blocks)
        assert shown.startswith("**This is going round.**") and "[Got it]" in shown
        title = next(line for line in shown.splitlines() if line.startswith("**") and "going round" not in line)
        assert title in read_out(offer.blocks)  # what was shown is what was sent
        await there.ann.presses(offer, WARN)
        assert "Somebody decided about this already" in await said(there, offer, 2)
        await there.quiet()
        assert len(there.answers(there.general)) == 1 and not there.answers(finance)


async def test_who_had_a_tip_today_gets_no_second_one(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        await subscribed(there, there.general.id)
        await subscribed(there, there.bob.id, direct=True, setter=there.bob)
        there.bot.joins(there.general)
        assert there.running
        today, tips = f"{now(there):%Y-%m-%d}", there.running.store.tips
        await tips.post(there.team.id, {there.bob.id: True}, "order-call-to-cancel", PROACTIVE, today, now(there))
        await three_ask(there)
        await there.ann.presses(offers(there, there.dm())[0], WARN)
        assert await said(there, offers(there, there.dm())[0]) == "Sent to 1 channel."
        await there.quiet()
        assert len(there.answers(there.dm(there.bob))) == 1


async def test_no_means_that_nothing_is_sent(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        await three_ask(there)
        (offer,) = offers(there, there.dm())
        await there.ann.presses(offer, NO)
        assert await said(there, offer) == "All right. I send nothing."
        await there.ann.presses(offer, WARN)
        assert "Somebody decided about this already" in await said(there, offer, 2)
        await there.quiet()
        assert not there.answers(there.general)


async def test_in_the_security_channel_only_an_administrators_press_counts(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        security = await team(there)
        there.bot.joins(there.general)
        await there.ann.joins(security)
        await subscribed(there, there.general.id)
        await three_ask(there)
        (offer,) = offers(there, security)
        await there.ann.presses(offer, WARN)
        assert "Only administrators can send this" in await there.private_answer(there.ann, security)
        await there.quiet()
        assert not there.answers(there.general) and not offers(there, there.dm(there.bob))
        await there.bob.presses(offer, WARN)
        assert await said(there, offer) == "Sent to 1 channel."


async def test_where_the_security_channel_cannot_be_reached_a_person_is_asked(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await team(there, invited=False)
        await subscribed(there, there.general.id, setter=there.bob)
        await three_ask(there)
        assert len(offers(there, there.dm(there.bob))) == 1


async def test_below_a_report_the_same_is_offered_once_a_day(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        security = await team(there)
        await subscribed(there, there.general.id)
        for _ in range(2):
            message = await there.ann.says(there.dm(), files=[("mail.eml", SCAM)])
            await there.answer(message)
            await there.ann.presses(there.answers(there.dm(), message.ts)[0], REPORT)
            await there.answer(message, 2)
            await there.quiet()
        report, offer, again = there.answers(security)
        assert "Somebody reports a mail" in read_out(report.blocks) + read_out(again.blocks)
        assert read_out(offer.blocks).startswith("**Somebody reported a mail like this: a fake order")
        await three_ask(there)
        assert len(offers(there, security)) == 1


async def test_where_nobody_gets_tips_or_two_asked_nobody_is_bothered(tmp_path: Path) -> None:
    async with company(tmp_path, slack_admins=()) as there:
        there.ann.admin = True
        await three_ask(there)
        assert not offers(there, there.dm())
    other = tmp_path / "other"
    other.mkdir()
    async with company(other, tips_round_people=4) as there:
        there.ann.admin = True
        await subscribed(there, there.general.id)
        await three_ask(there)
        assert not offers(there, there.dm())


async def test_over_midnight_the_same_is_not_asked_again(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        await subscribed(there, there.general.id)
        await three_ask(there)
        await there.later(timedelta(hours=14).total_seconds())
        await a_minute(there)
        await there.later(timedelta(hours=8).total_seconds())
        await a_minute(there)
        assert len(offers(there, there.dm())) == 1


async def test_a_press_days_later_warns_nobody(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        for days, said_then in ((2, "That was more than a day ago"), (1, "Sent to 1 channel.")):
            offer = Offer("fake-order", f"{now(there) - timedelta(days=days):%Y-%m-%d}", "order-call-to-cancel")
            await pressed(there, offer)
            assert said_then in read_out(there.answers(there.dm())[-1].blocks)


@pytest.mark.parametrize(
    "value", ["", "x", "a:b:c", "fake-order:2026-11-22:", "Fake:2026-11-22:tip", "a:2026-11-22:b\n"]
)
def test_what_a_button_brings_back_is_read_or_nothing(value: str) -> None:
    assert Offer.read(value) is None
    good = Offer("fake-order", "2026-11-22", "order-call-to-cancel")
    assert Offer.read(str(good)) == good


async def test_who_is_named_by_whoever_runs_the_bot_is_asked_before_others(tmp_path: Path) -> None:
    async with company(tmp_path, start=False) as there:
        there.ann.admin = True
        async with running(there.config.changed(slack_admins=(there.bob.id,)), Here(), time_of(there)) as there.running:
            await subscribed(there, there.general.id)
            await three_ask(there)
            await there.slack.until(lambda: offers(there, there.dm(there.bob)))
            assert not offers(there, there.dm())


async def test_a_press_that_was_cut_off_goes_on_and_sends_nothing_twice(tmp_path: Path) -> None:
    """The process died after somebody had decided, before the last tip was written down."""
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        assert there.running
        store = there.running.front.counter.desk.store
        offer = Offer("fake-order", f"{now(there):%Y-%m-%d}", "order-call-to-cancel")
        assert await going_round.decided(store, there.team.id, offer, now(there))
        for attempt in (1, 2, 2):
            await pressed(there, offer, attempt)
        await there.quiet()
        shown = [read_out(one.blocks) for one in there.answers(there.dm())]
        assert "Somebody decided about this already" in shown[0] and shown[1] == "Sent to 1 channel."
        assert len(shown) == 2 and len(there.answers(there.general)) == 1


async def test_what_a_forged_button_names_is_not_sent(tmp_path: Path) -> None:
    """A tip that is about something else, or that is not there."""
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        for tip in ("boss-gift-cards", "no-such-tip"):
            await pressed(there, Offer("fake-order", f"{now(there):%Y-%m-%d}", tip))
        await there.quiet()
        assert not there.answers(there.general)
