"""People set up tips on the app's page: a newcomer chooses when and presses Save."""

from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from bot.fronts.slack import names
from bot.fronts.slack.tips import names as tips
from tests.fronts.slack.company import ALL_SCOPES, Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.subscribing import PLAIN, box, chooses, kept, page, section, told, typed

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it


async def test_a_newcomer_presses_save_and_hears_when_the_first_tip_comes(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert "A short tip once a week" in await page(there, there.ann)
        view = await box(there, there.ann)
        assert [one["block_id"] for one in view.blocks if one["type"] == "input"] == [tips.WHOSE, tips.WHAT, tips.WHEN]
        await there.ann.submits(view)
        assert there.ann.view is None
        said = await told(there, there.ann)
        assert "**Every Tuesday at 10:00 (London time).** The first comes on Tuesday " in said
        (one,) = await kept(there, there.ann.id)
        assert one.direct and one.wanted.own_zone and one.wanted.calendar.zone == "Europe/London"
        shown = await page(there, there.ann, until="Next:")
        assert shown.startswith("Every Tuesday at 10:00, to you. Next: Tuesday ")


async def test_a_channel_is_set_up_by_somebody_in_it_and_all_there_hear_of_it_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        view = await box(there, there.bob, channel=True)
        await there.bob.submits(view, typed(where=there.general.id, when="weekdays at 9"))
        said = await told(there, there.bob)
        await kept(there, there.general.id)
        public = read_out(there.answers(there.general)[0].blocks)
        assert f"**Every weekday at 09:00 (New York time), in <#{there.general.id}>.** The first comes on " in said
        assert public == (
            "Bob Field set up tips against scams for this channel: every weekday at 09:00 (New York time). "
            "Bob Field or an administrator can change that with /legit tips."
        )  # fmt: skip
        assert there.answers(there.general)[0].body["text"] == public
        (one,) = await kept(there, there.general.id)
        assert not one.direct and not one.wanted.own_zone and one.wanted.calendar.country == "US"
        assert len(there.answers(there.general)) == 1
        assert f"<#{there.general.id}>: Every weekday at 09:00. Next: " in await page(there, there.bob, until="Next:")
        assert "Next" not in await page(there, there.ann)


async def test_all_that_can_be_chosen_is_kept_and_shown_when_it_is_changed(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await box(there, there.ann, more=True)
        await there.ann.submits(view, typed(
            when="every other Friday 16:30", zone="new york", topics=["codes", "boss"], audience=["finance"],
            quiet_from="17:00", quiet_until="09:00", country="DE",
        ))  # fmt: skip
        said = await told(there, there.ann)
        assert "On public holidays (Germany) it waits for the next day." in said
        (one,) = await kept(there, there.ann.id)
        calendar = one.wanted.calendar
        assert (calendar.zone, calendar.country, one.wanted.own_zone) == ("America/New_York", "DE", False)
        assert calendar.quiet == (time(17), time(9))
        assert one.wanted.topics == {"codes", "boss"} and one.wanted.audience == {"finance"}
        assert "Every other Friday at 16:30 (New York time), to you." in await page(there, there.ann, until="Next:")
        await chooses(there.ann, there.ann.home or {}, one.id, "change")
        view = await there.box(there.ann)
        assert view.state[tips.ZONE][names.VALUE]["value"] == "America/New_York"
        assert view.state[tips.QUIET_FROM][names.VALUE]["selected_time"] == "17:00"
        await there.ann.submits(view, typed(zone="", country="none", topics=[]))
        assert "**Every other Friday at 16:30 (London time).** The next comes on " in await told(there, there.ann, 2)
        (changed,) = await kept(there, there.ann.id)
        assert changed.wanted.own_zone and changed.wanted.calendar == replace(
            calendar, zone="Europe/London", country=""
        )
        assert changed.wanted.topics == frozenset() and changed.wanted.audience == {"finance"}


@pytest.mark.parametrize(("fields", "field", "sentence"), [
    ({"when": "tuesday-ish"}, tips.WHEN, "please write it like this: every Tuesday 10:00."),
    ({"when": "every hour"}, tips.WHEN, "I send a tip once a day at most"),
    ({"when": "10:00"}, tips.WHEN, "Say on which days too"),
    ({"zone": "Mars/Olympus"}, tips.ZONE, "I don't know that time zone. Write one like Europe/London"),
    ({"quiet_from": "22:00"}, tips.QUIET_UNTIL, "Choose when quiet hours begin and when they end."),
    ({"quiet_from": "22:00", "quiet_until": "22:00"}, tips.QUIET_UNTIL, "Quiet hours can't end when they begin."),
])  # fmt: skip
async def test_a_mistake_is_one_sentence_below_its_field_and_nothing_is_kept(
    fields: dict[str, Any], field: str, sentence: str, tmp_path: Path
) -> None:
    async with company(tmp_path) as there:
        view = await box(there, there.ann, more=True)
        await there.ann.submits(view, typed(**fields))
        assert list(view.errors) == [field] and sentence in view.errors[field]
        assert await kept(there, there.ann.id) == []
        await there.ann.submits(view, typed(when=PLAIN, zone="London", quiet_from=None, quiet_until=None))
        assert len(await kept(there, there.ann.id)) == 1


async def refused(there: Company, channel: str, who: Any = None) -> str:
    """What stands below the channel that somebody chose."""
    person = who or there.ann
    view = await box(there, person, channel=True)
    await person.submits(view, typed(where=channel))
    assert await kept(there, channel) == []
    await person.closes(view)
    return str(view.errors.get(tips.WHERE))


async def test_the_box_says_why_a_channel_cannot_be_set_up(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        dora = there.team.person("Dora Falk", guest=True)
        secret = there.team.channel("secret", members=[there.ann], private=True)
        others = there.team.channel("others", members=[there.bob])
        there.bot.joins(others)
        assert await refused(there, there.general.id) == (
            "Add me to the channel first. Type there: /invite @Legitbot"
        )  # fmt: skip
        assert await refused(there, secret.id) == "Add me to the channel first. Type there: /invite @Legitbot"
        assert await refused(there, others.id) == "You are not in that channel. Join it first."
        there.bot.joins(there.general)
        await dora.joins(there.general)
        assert await refused(there, there.general.id, dora) == (
            "Guests can get tips themselves. For a channel, ask a colleague."
        )  # fmt: skip
        await there.ann.archives(there.general)
        assert await refused(there, there.general.id) == (
            "I can't send tips there. Choose a channel that is not archived."
        )  # fmt: skip


async def test_whoever_saves_before_the_channel_can_be_chosen_is_asked_for_it(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        view = await box(there, there.ann)
        await there.ann.submits(view, typed(whose="channel"))
        assert view.errors == {tips.WHOSE: "Choose a channel."}
        assert await kept(there, there.ann.id) == []


async def test_where_only_administrators_may_others_are_told_so(tmp_path: Path) -> None:
    async with company(tmp_path, tips_channels="admins") as there:
        there.bot.joins(there.general)
        assert await refused(there, there.general.id) == (
            "In your company only administrators set up tips for a channel."
        )  # fmt: skip
        there.bob.admin = True
        view = await box(there, there.bob, channel=True)
        await there.bob.submits(view, typed(where=there.general.id))
        assert len(await kept(there, there.general.id)) == 1


async def test_where_slack_does_not_answer_in_time_nothing_typed_is_lost(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        view = await box(there, there.ann, channel=True)
        there.slack.faults.slow("conversations.info", 2)
        await there.ann.submits(view, typed(where=there.general.id))
        assert view.errors == {tips.WHERE: "Slack did not answer me in time. Please try again."}
        there.slack.faults.clear()
        await there.ann.submits(view)
        assert len(await kept(there, there.general.id)) == 1


async def test_where_the_bot_may_not_see_channels_the_box_points_to_the_command(tmp_path: Path) -> None:
    scopes = [one for one in ALL_SCOPES if one not in ("channels:read", "groups:read")]
    async with company(tmp_path, scopes=scopes) as there:
        there.bot.joins(there.general)
        assert await refused(there, there.general.id) == (
            "I can't see who is in that channel. Type /legit tips in the channel itself."
        )  # fmt: skip


async def test_five_are_enough_for_one_person(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
            view = await box(there, there.ann)
            await there.ann.submits(view, typed(when=f"every {day} 10:00"))
            assert not view.errors
        assert len(await kept(there, there.ann.id)) == 5
        view = await box(there, there.ann)
        await there.ann.submits(view, typed(when="every Sunday 10:00"))
        assert "There are five already." in view.errors[tips.WHOSE]
        assert len(section(there.ann).split("\n\n")) == 6  # five lines and the button


async def test_a_box_that_is_handed_in_twice_counts_once(tmp_path: Path) -> None:
    """Even where everything was changed in between: a request that is played again changes nothing."""
    async with company(tmp_path) as there:
        view = await box(there, there.ann)
        await there.ann.submits(view)
        (one,) = await kept(there, there.ann.id)
        await page(there, there.ann, until="Next:")
        await chooses(there.ann, there.ann.home or {}, one.id, "change")
        await there.ann.submits(await there.box(there.ann), typed(when="every Friday 9:00"))
        await kept(there, there.ann.id)
        view.open = True
        await there.ann.submits(view)
        (one,) = await kept(there, there.ann.id)
        assert str(one.wanted.when) == "weekly fri 09:00"
        assert len(there.answers(there.dm())) == 2


async def test_the_same_wish_again_makes_no_second_one(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.ann.submits(await box(there, there.ann))
        await told(there, there.ann)
        await there.ann.submits(await box(there, there.ann))
        assert "**You get these tips already.** Every Tuesday at 10:00" in await told(there, there.ann, 2)
        assert len(await kept(there, there.ann.id)) == 1


async def test_what_is_gone_under_an_open_box_is_told_and_not_brought_back(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.ann.submits(await box(there, there.ann))
        (one,) = await kept(there, there.ann.id)
        await page(there, there.ann, until="Next:")
        await chooses(there.ann, there.ann.home or {}, one.id, "change")
        view = await there.box(there.ann)
        assert there.running
        await there.running.store.subscriptions.delete(there.team.id, one.id)
        await there.ann.submits(view, typed(when="every Friday 9:00"))
        assert "These tips are not there any more." in read_out((await there.box(there.ann)).blocks)
        assert await kept(there, there.ann.id) == []


async def test_a_box_in_foreign_hands_changes_nothing(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.ann.submits(await box(there, there.ann))
        (one,) = await kept(there, there.ann.id)
        await page(there, there.ann, until="Next:")
        await chooses(there.ann, there.ann.home or {}, one.id, "change")
        ack = await there.bob.submits(await there.box(there.ann), typed(when="every Friday 9:00"))
        assert "Only whoever set up these tips, or an administrator, can change them." in str(ack.response)
        assert [str(one.wanted.when) for one in await kept(there, there.ann.id)] == ["weekly tue 10:00"]
