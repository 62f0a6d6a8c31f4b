"""In a channel the bot speaks when it is asked, to whom it was asked by, and keeps out of other people's talk."""

from pathlib import Path

from sqlalchemy import text

from bot.app.running import running
from tests.fronts.slack.company import ALL_SCOPES, Here, company
from tests.fronts.slack.mails import PASTED, SCAM
from tests.ports import free_port


async def test_what_people_say_to_each_other_is_neither_answered_nor_kept(tmp_path: Path) -> None:
    """With channels:history the bot hears everything in its channels; it writes nothing of it down."""
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        first = await there.ann.says(there.general, "I clicked on the link to the canteen's menu")
        await there.bob.says(there.general, "thanks", thread=first)
        await there.quiet()
        assert not there.answers(there.general)
        assert there.running
        rows = await there.running.store.database.read(
            lambda db: db.execute(text("select count(*) from jobs")).scalar_one()
        )
        assert rows == 0


async def test_in_a_thread_of_ours_it_answers_what_was_done_and_not_the_chatter(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        message = await there.team.email_into(there.general, SCAM)
        await there.answer(message)
        for chatter in ("wow, what a bad one", "@Bob did you see this?", "thanks", "lunch at noon?"):
            await there.ann.says(there.general, chatter, thread=message)
        await there.quiet()
        assert len(there.answers(there.general)) == 1
        await there.ann.says(there.general, "oh no, I called them", thread=message)
        assert "Hang up" in await there.answer(message, 2)


async def test_a_button_in_public_is_answered_to_whoever_pressed_it(tmp_path: Path) -> None:
    """Who clicked should not have to say so in front of everybody."""
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        message = await there.team.email_into(there.general, SCAM)
        await there.answer(message)
        await there.bob.presses(there.answers(there.general)[0], "legit:paid")
        assert "Do these now" in await there.private_answer(there.bob, there.general)
        await there.quiet()
        assert len(there.answers(there.general)) == 1


async def test_who_wants_it_private_gets_it_private_even_when_asked_in_public(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await there.ann.runs(there.app, "/legit", "settings", channel=there.general)
        await there.ann.submits(await there.box(there.ann), {"private": {"value": ["yes"]}})
        message = await there.ann.says(there.general, f"{there.bot.mention} is this legit? {PASTED}")
        assert "scam" in await there.private_answer(there.ann, there.general)
        await there.quiet()
        assert not there.answers(there.general, message.ts)


async def test_several_workspaces_keep_apart(tmp_path: Path) -> None:
    """One bot, two companies: each is answered in its own Slack."""
    async with company(tmp_path, start=False) as there:
        from dataclasses import replace

        from bot.app.running import running
        from tests.fronts.slack.company import ALL_SCOPES, Here

        other = there.slack.workspace("Southwind")
        carl = other.person("Carl Weis")
        their_bot = other.install(there.app, scopes=list(ALL_SCOPES))
        config = replace(there.config, bot_tokens=(*there.config.bot_tokens, their_bot.token))
        async with running(config, Here()):
            dm = other.direct_message(carl, their_bot)
            await carl.says(dm, files=[("a.eml", SCAM)])
            message = await there.ann.says(there.dm(), files=[("a.eml", SCAM)])
            await there.answer(message)
            await there.slack.until(lambda: [one for one in dm.messages if one.user == their_bot.id])


async def test_signed_requests_over_http_work_as_the_socket_does(tmp_path: Path) -> None:
    """Without an app token Slack sends its requests to us, signed."""
    port = free_port()
    async with company(tmp_path, start=False) as there:
        app = there.slack.app("Legitbot", socket_mode=False, request_url=f"http://127.0.0.1:{port}/slack/events",
                              manifest=there.app.manifest)  # fmt: skip
        bot = there.team.install(app, scopes=list(ALL_SCOPES))
        config = there.config.changed(
            bot_tokens=(bot.token,), app_token="", signing_secret=app.signing_secret, web_port=port
        )
        async with running(config, Here()):
            assert await there.slack.verify(app)
            dm = there.team.direct_message(there.ann, bot)
            await there.ann.says(dm, files=[("a.eml", SCAM)])
            await there.slack.until(lambda: [one for one in dm.messages if one.user == bot.id])
