"""`/legit tips` and a few words: quick for whoever types, and answered to them alone."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.flows.shapes import Person as Someone
from bot.flows.subscribing import subscribe
from bot.flows.tip_shapes import Wanted
from bot.fronts.slack.blocks import message
from bot.fronts.slack.names import PRESSED
from bot.fronts.slack.tips import names as tips
from bot.localslack.people import Person
from bot.localslack.world.channels import Channel
from bot.reply.reply import Block, Kind, Reply, Span
from bot.schedules import Calendar, read
from tests.fronts.slack.company import ALL_SCOPES, Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.subscribing import PLAIN, box, chooses, kept, private, says, told


async def in_channel(there: Company, person: Person, channel: Channel, which: str, when: str = PLAIN) -> str:
    """Type it in a channel, and press "This channel" or "Me"; the answer."""
    before = len(person.ephemerals(channel))
    asked = await says(there, person, when, channel)
    assert asked == "**For whom are the tips?**\n\n[This channel] [Me]"
    await person.presses(person.ephemerals(channel)[before], PRESSED + which)
    return await private(there, person, channel, before + 2)


async def test_in_a_direct_message_the_person_gets_tips(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        said = await says(there, there.bob, "every Tuesday 10:00", there.dm(there.bob))
        assert said.startswith("**Every Tuesday at 10:00 (New York time).** The first comes on Tuesday ")
        (one,) = await kept(there, there.bob.id)
        assert one.direct and one.wanted.own_zone
        assert there.answers(there.dm(there.bob)) == []


async def test_in_a_channel_it_asks_for_whom_they_are(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        assert "(London time), in <#" in await in_channel(there, there.ann, there.general, tips.TIPS_HERE)
        assert "(London time).**" in await in_channel(there, there.ann, there.general, tips.TIPS_MINE)
        assert len(await kept(there, there.general.id)) == len(await kept(there, there.ann.id)) == 1
        (line,) = there.answers(there.general)
        assert read_out(line.blocks).startswith("Ann Berg set up tips against scams for this channel: every Tuesday")
        (question, *_) = there.ann.ephemerals(there.general)
        await there.ann.presses(question, PRESSED + tips.TIPS_HERE)
        await there.quiet()
        assert len(there.ann.ephemerals(there.general)) == 4  # pressed twice, answered once


@pytest.mark.parametrize(("text", "sentence"), [
    ("banana", "I do not know the word “banana” here, so please write it like this: every Tuesday 10:00."),
    ("every minute", "I send a tip once a day at most, so please write it like this: weekdays at 9:00."),
    ("stop the bus", "I do not know the word “stop” here, so please write it like this: every Tuesday 10:00."),
    ("\ue0000\ue001 banana", "please write it like this: every Tuesday 10:00."),
])  # fmt: skip
async def test_words_that_it_does_not_know_are_answered_with_an_example(
    text: str, sentence: str, tmp_path: Path
) -> None:
    async with company(tmp_path) as there:
        said = await says(there, there.ann, text, there.dm())
        assert said.startswith("**I did not understand that.** ") and sentence in said
        assert said.endswith("To see all that you can type: /legit tips help.")


async def test_the_words_one_after_the_other(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        typed = (
            "stop", "weekdays at 9", "skip", "pause until 3 December 2099", "pause 2 weeks", "skip the next one",
            "go on", "go on", "pause", "pause until yesterday", "pause until 1 January 2020", "stop", "stop",
            "skip", "resume", "help",
        )  # fmt: skip
        heard = [await says(there, there.ann, text, there.dm()) for text in typed]
        starts = (
            "**You get no tips yet.** To get one a week, type /legit tips every Tuesday 10:00.",
            "**Every weekday at 09:00 (London time).** The first comes on ",
            "**I leave out the next tip.** The one after it comes on ",
            "**A pause lasts a year at most. To end the tips, choose Stop.**",
            "**No tips until ", "**I leave out the next tip.** The one after it comes on ",
            "**Tips go on.** Every weekday at 09:00 (London time). The next comes on ",
            "**You get these tips already.** Every weekday at 09:00 (London time). The next comes on ",
            "**Say how long, for example: pause until 3 December, or pause 2 weeks.**",
            "**Say how long, for example: pause until 3 December, or pause 2 weeks.**", "**Choose a day after today.**",
            "**No more tips.** To get them again, type /legit tips go on.", "**These tips are stopped.**",
            "**These tips are stopped.**", "**Tips go on.** Every weekday",
            "**Short tips against scams, when you like.**",
        )  # fmt: skip
        for said, start in zip(heard, starts, strict=True):
            assert said.startswith(start)


async def test_alone_it_opens_the_box_and_later_the_list(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.ann.runs(there.app, "/legit", "tips", channel=there.dm())
        view = await there.box(there.ann)
        assert view.title == "Get tips"
        await there.ann.submits(view)
        (one,) = await kept(there, there.ann.id)
        await there.ann.runs(there.app, "/legit", "tips", channel=there.dm())
        view = await there.box(there.ann)
        assert "Every Tuesday at 10:00, to you. Next: Tuesday " in read_out(view.body["blocks"])
        await chooses(there.ann, view, one.id, "stop")
        await there.slack.until(lambda: "to you. Stopped." in read_out(view.body["blocks"]))
        await chooses(there.ann, view, one.id, "remove")
        await there.slack.until(lambda: "You get no tips yet." in read_out(view.body["blocks"]))
        assert await kept(there, there.ann.id) == []


async def test_from_the_list_one_is_changed_and_the_list_shows_it(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await says(there, there.ann, PLAIN, there.dm())
        (one,) = await kept(there, there.ann.id)
        await there.ann.runs(there.app, "/legit", "tips list", channel=there.dm())
        below = await there.box(there.ann)
        await chooses(there.ann, below, one.id, "pause")
        await there.slack.until(lambda: there.ann.view is not below)
        view = await there.box(there.ann)
        await there.ann.submits(view, {tips.HOW_LONG: {"value": "month"}})
        await there.slack.until(lambda: "to you. Paused until " in read_out(below.body["blocks"]))
        assert "**No tips until " in await told(there, there.ann)


async def test_of_several_the_person_chooses(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        for when in ("every Tuesday 10:00", "every Friday 10:00"):
            await says(there, there.ann, when, there.dm())
        await there.ann.runs(there.app, "/legit", "tips stop", channel=there.dm())
        shown = read_out((await there.box(there.ann)).body["blocks"])
        assert "You have more than one. Choose the one that you mean." in shown and "Friday" in shown
        assert all(one.active for one in await kept(there, there.ann.id))


@pytest.mark.thorough
async def test_who_did_not_set_them_up_is_told_who_did_and_changes_nothing(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await in_channel(there, there.ann, there.general, tips.TIPS_HERE)
        said = await says(there, there.bob, "stop", there.general)
        assert said == "**I changed nothing.** Only Ann Berg or an administrator can change them."
        await there.bob.runs(there.app, "/legit", "tips list", channel=there.general)
        view = await there.box(there.bob)
        assert f"<#{there.general.id}>: Every Tuesday at 10:00 (London time). Next: " in read_out(view.body["blocks"])
        assert "Set up by Ann Berg." in read_out(view.body["blocks"]) and tips.TIPS_MENU not in str(view.body)
        (one,) = await kept(there, there.general.id)
        assert one.active
        there.bob.admin = True
        assert (await says(there, there.bob, "stop", there.general)).startswith("**No more tips in <#")


async def test_what_somebody_set_up_for_another_channel_is_not_stopped_by_chance(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        other = there.team.channel("other", members=[there.ann, there.bob])
        for room in (there.general, other):
            there.bot.joins(room)
        await in_channel(there, there.ann, there.general, tips.TIPS_HERE)
        await there.ann.runs(there.app, "/legit", "tips stop", channel=there.dm())
        assert "Next: " in read_out((await there.box(there.ann)).blocks)
        await in_channel(there, there.bob, other, tips.TIPS_HERE)
        assert "Only Ann Berg or an administrator" in await says(there, there.bob, "stop", there.general)
        for room in (there.general, other):
            assert [one.active for one in await kept(there, room.id)] == [True]


async def test_a_colleague_who_wishes_the_same_for_a_channel_changes_nothing_of_it(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bob.tz = "Europe/London"
        there.bot.joins(there.general)
        await in_channel(there, there.ann, there.general, tips.TIPS_HERE)
        said = await in_channel(there, there.bob, there.general, tips.TIPS_HERE)
        assert said.startswith("**These tips come to <#")
        (one,) = await kept(there, there.general.id)
        assert one.setter == there.ann.id and len(there.answers(there.general)) == 1


async def test_where_the_bot_is_not_in_the_channel_it_says_how_to_add_it(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        said = await in_channel(there, there.ann, there.general, tips.TIPS_HERE)
        assert said == "**I am not in this channel.** Add me first: type /invite @Legitbot. Then try again."
        dora = there.team.person("Dora Falk", guest=True)
        await dora.joins(there.general)
        there.bot.joins(there.general)
        said = await in_channel(there, dora, there.general, tips.TIPS_HERE)
        assert said == "**Guests can get tips themselves. For a channel, ask a colleague.**"
        assert await kept(there, there.general.id) == []


async def test_whoever_types_in_a_channel_is_in_it_even_where_the_bot_may_not_look(tmp_path: Path) -> None:
    scopes = [one for one in ALL_SCOPES if one not in ("channels:read", "groups:read")]
    async with company(tmp_path, scopes=scopes) as there:
        there.bot.joins(there.general)
        await in_channel(there, there.ann, there.general, tips.TIPS_HERE)
        assert len(await kept(there, there.general.id)) == 1


async def test_what_was_typed_before_a_restart_is_done_after_it(tmp_path: Path) -> None:
    async with company(tmp_path, start=False) as there:
        from bot.app.running import running
        from tests.fronts.slack.company import Here

        async with running(there.config, Here()) as there.running:
            view = await box(there, there.ann)
            there.slack.faults.slow("users.info", 1)
            await there.ann.submits(view)
        there.slack.faults.clear()
        async with running(there.config, Here()) as there.running:
            assert len(await kept(there, there.ann.id)) == 1


async def test_a_wish_that_was_cut_off_before_it_was_told_is_told_as_new(tmp_path: Path) -> None:
    """And the same wish a little later is one that is there already."""
    async with company(tmp_path) as there:
        assert there.running
        store, now = there.running.store.subscriptions, there.running.front.counter.desk.now()
        ann, wanted = Someone(there.team.id, there.ann.id), Wanted(read(PLAIN), Calendar("Europe/London"))
        whats = [
            (await subscribe(store, ann, ann.id, wanted, now, direct=True, asked_at=now + asked)).what
            for asked in (timedelta(seconds=-1), timedelta(seconds=-1), timedelta(seconds=1))
        ]
        assert whats == ["new", "new", "there"] and len(await kept(there, ann.id)) == 1


async def test_a_colleagues_name_alarms_nobody(tmp_path: Path) -> None:
    """People choose their own names, and what is said in a channel reaches all who are there."""
    async with company(tmp_path) as there:
        there.bob.real_name = "<!channel> *Bob* evil.example"
        there.bot.joins(there.general)
        await in_channel(there, there.bob, there.general, tips.TIPS_HERE)
        await there.quiet()
        (line,) = there.answers(there.general)
        assert "<!channel>" not in str(line.body["text"]) and "&lt;!channel&gt;" in str(line.body["text"])
        assert "`<!channel>`" in read_out(line.blocks)
        await there.ann.runs(there.app, "/legit", "tips list", channel=there.general)
        shown = str((await there.box(there.ann)).blocks)
        assert "<!channel>" not in shown and "evil[.]example" in shown


def test_only_our_own_words_name_a_channel() -> None:
    ours = Block(Kind.TEXT, (Span("in <#C012AB3CD> and "), Span("<#C099XY1ZZ>", untrusted=True), Span(".")))
    shown = message(Reply((ours,)))
    assert [one["type"] for one in shown["blocks"][0]["elements"][0]["elements"]] == [
        "text", "channel", "text", "text", "text",
    ]  # fmt: skip
    assert shown["text"] == "in <#C012AB3CD> and &lt;#C099XY1ZZ&gt;."
