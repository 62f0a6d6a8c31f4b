"""A company's administrators set its rules in Slack: they alone see them, and what they save counts at once."""

import logging
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.fronts.slack import names
from bot.library.organisation import Organisation
from bot.localslack.people import Person
from bot.localslack.world.views import View
from tests.fronts.slack.company import ALL_SCOPES, Company, company
from tests.fronts.slack.mails import PASTED
from tests.fronts.slack.reading import read_out, screen
from tests.fronts.slack.test_practice_mail import MARK, SPOTTED, WORDS

HEADING = "Rules for this company"
GUESSED = "Write 8 characters or more, with letters and numbers in it. Nobody may guess it."


def typed(**fields: Any) -> dict[str, dict[str, Any]]:
    return {name: {names.VALUE: value} for name, value in fields.items()}


async def page(there: Company, person: Person, *, until: str = "") -> str:
    """The person's page, opened now."""
    before = there.slack.calls[:]
    await person.opens(there.app)
    await there.slack.until(
        lambda: any(one.method == "views.publish" for one in there.slack.calls[len(before) :])
        and person.home and until in read_out(person.home["blocks"])
    )  # fmt: skip
    assert person.home
    return read_out(person.home["blocks"])


async def box(there: Company, person: Person) -> View:
    """The box of rules, opened from the page."""
    await page(there, person, until=HEADING)
    assert person.home
    await person.presses(person.home, names.RULES)
    return await there.box(person)


async def rules(there: Company) -> Organisation:
    assert there.running
    return (await there.running.store.rules.of(there.team.id)).rules


async def test_an_administrator_sets_the_rules_and_sees_them_with_the_last_changes(tmp_path: Path) -> None:
    async with company(tmp_path, organisation_trusted_servers=("mx.host.example",)) as there:
        there.ann.admin = True
        shown = await page(there, there.ann, until=HEADING)
        assert "Our mail domains: northwind.example (set by whoever runs the bot)" in shown
        assert "Last changes" not in shown and "practice mail" not in shown
        view = await box(there, there.ann)
        assert "Set for you already: mx.host.example." in screen(view.body)
        await there.ann.submits(view, typed(
            own_domains="Mail.Nordwind.example\nnw.example", trusted_senders="ines@acme.example, acme.example",
            suppliers="Papyrus Paper: papyrus.example, papyrus.test\n\nInk Ltd: ink.example",
            impersonated="Ruth Okafor: ruth@northwind.example", security_words="Not sure? Ask  us.",
        ))  # fmt: skip
        assert there.ann.view is None
        shown = await page(there, there.ann, until="Last changes")
        assert "Our suppliers: Papyrus Paper: papyrus.example, papyrus.test, Ink Ltd: ink.example" in shown
        assert "• Our mail domains: added nordwind.example, nw.example (Ann Berg, today at " in shown
        view = await box(there, there.ann)
        assert view.state["own_domains"][names.VALUE]["value"] == "nordwind.example\nnw.example"
        await there.ann.submits(view, typed(own_domains="nw.example"))
        assert "Our mail domains: took out nordwind.example (Ann Berg" in await page(there, there.ann, until="took")
        assert (await rules(there)).security_words == "Not sure? Ask us."


async def test_what_was_saved_counts_at_the_next_question(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        first = await there.ann.says(there.dm(), PASTED)
        assert "Ask us in #security" not in await there.answer(first)
        view = await box(there, there.ann)
        await there.ann.submits(view, typed(exercise_mark=MARK, security_words="Ask us in #security"))
        assert "Ask us in #security" in await there.answer(await there.bob.says(there.dm(there.bob), PASTED))
        assert SPOTTED in await there.answer(await there.bob.says(there.dm(there.bob), WORDS))
        assert "In the last 30 days 1 person spotted a practice mail." in await page(there, there.ann, until="spotted")


async def test_everybody_else_sees_nothing_of_it_and_cannot_save(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even with an administrator's own box in hand."""
    async with company(tmp_path) as there:
        there.ann.admin = True
        assert HEADING not in await page(there, there.bob)
        view = await box(there, there.ann)
        ack = await there.bob.submits(view, typed(own_domains="evil.example", exercise_mark="Amazon-1234"))
        assert "Only administrators can change the rules." in str(ack.response)
        assert await rules(there) == Organisation()
        assert "no administrator" in caplog.text
        assert there.bob.real_name not in caplog.text and there.bob.id not in caplog.text


async def test_who_is_no_administrator_any_more_cannot_save_what_they_opened_before(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        view = await box(there, there.ann)
        there.ann.admin = False
        await there.ann.submits(view, typed(own_domains="evil.example"))
        assert await rules(there) == Organisation()
        assert "Nothing was changed" in read_out((await there.box(there.ann)).blocks)
        await there.quiet()
        assert HEADING not in await page(there, there.ann)


async def test_a_guest_or_a_stranger_who_is_administrator_elsewhere_is_none_here(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        carl = there.team.person("Carl Weis", stranger=True)
        dora = there.team.person("Dora Falk", guest=True)
        for person in (carl, dora):
            person.admin = True
            assert HEADING not in await page(there, person)


async def test_who_is_named_in_the_configuration_may_without_users_read(tmp_path: Path) -> None:
    scopes = [one for one in ALL_SCOPES if one != "users:read"]
    async with company(tmp_path, scopes=scopes, start=False) as there:
        from bot.app.running import running
        from tests.fronts.slack.company import Here

        there.ann.admin = True
        async with running(there.config.changed(slack_admins=(there.bob.id,)), Here()) as there.running:
            view = await box(there, there.bob)
            await there.bob.submits(view, typed(own_domains="nw.example"))
            assert (await rules(there)).own_domains == {"nw.example"}
            assert "(somebody, today" in await page(there, there.bob, until="Last changes")
            assert HEADING not in await page(there, there.ann)


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("own_domains", "nw.example gmail.com", 'Anybody can open a mailbox at "gmail.com". Take it out.'),
    ("own_domains", "https://nw.example", '"https://nw.example" is not a domain. Write one like acme.example.'),
    ("own_domains", "co.uk", 'Many companies share "co.uk". Write your company\'s own domain.'),
    ("own_domains", " ".join(f"a{n}.example" for n in range(101)), "That is too much. Write 100 at most."),
    ("trusted_servers", "192.0.2.7", '"192.0.2.7" is not the name of a mail server. Write one like mx.acme.example.'),
    ("trusted_senders", "ann@", '"ann@" is not a mail address. Write one like ann@acme.example.'),
    ("suppliers", "Papyrus Paper", '"Papyrus Paper" is not complete. Write a name, a colon and what they write from.'),
    ("suppliers", "Ink: ink.test\nINK: b.test", '"INK" stands on two lines. Write it on one.'),
    ("impersonated", "Ruth: northwind.example", '"northwind.example" is not a mail address. Write one like '
     "ann@acme.example."),
    ("exercise_mark", "Kx7", GUESSED),
    ("exercise_mark", "https://www.", GUESSED),
])  # fmt: skip
async def test_a_mistake_is_one_plain_sentence_at_its_field(
    field: str, value: str, sentence: str, tmp_path: Path
) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        view = await box(there, there.ann)
        await there.ann.submits(view, typed(**{field: value}, security_words="Ask us."))
        assert view.errors == {field: sentence}
        assert await rules(there) == Organisation()


async def test_the_secret_mark_is_shown_to_nobody_again_and_stays_until_it_is_changed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    async with company(tmp_path) as there:
        there.ann.admin = there.bob.admin = True
        await there.ann.submits(await box(there, there.ann), typed(exercise_mark=MARK))
        shown = await page(there, there.bob, until="Last changes")
        assert "Practice mails: the secret mark: set on " in shown
        assert "Practice mails: the secret mark: changed (Ann Berg" in shown
        view = await box(there, there.bob)
        assert "It was set on " in screen(view.body)
        assert MARK not in str(view.body) + str(there.bob.home) + caplog.text
        assert "the rules of a company were changed: exercise_mark" in caplog.text
        await there.bob.submits(view, typed(security_words="Ask us."))
        assert (await rules(there)).exercise_mark == MARK
        view = await box(there, there.bob)
        await there.bob.submits(view, typed(exercise_mark="another-9-mark", no_mark=["yes"]))
        assert view.errors == {"exercise_mark": "Write a new mark, or take the mark away. Not both."}
        await there.bob.submits(view, typed(exercise_mark="", no_mark=["yes"]))
        assert (await rules(there)).exercise_mark == ""


async def test_of_two_administrators_who_save_at_once_the_second_is_told(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = there.bob.admin = True
        first, second = await box(there, there.ann), await box(there, there.bob)
        await there.ann.submits(first, typed(own_domains="a.example"))
        await there.bob.submits(second, typed(own_domains="b.example"))
        assert "Somebody else changed the rules" in read_out((await there.box(there.bob)).blocks)
        assert (await rules(there)).own_domains == {"a.example"}


async def test_a_box_that_is_handed_in_twice_is_saved_once(tmp_path: Path) -> None:
    """A request that somebody plays again later does not bring old rules back."""
    async with company(tmp_path) as there:
        there.ann.admin = True
        old = await box(there, there.ann)
        await there.ann.submits(old, typed(own_domains="old.example"))
        await there.ann.submits(await box(there, there.ann), typed(own_domains="new.example"))
        old.open = True
        await there.ann.submits(old, typed(own_domains="old.example"))
        assert (await rules(there)).own_domains == {"new.example"}


@pytest.mark.thorough
async def test_where_slack_does_not_say_who_somebody_is_nothing_is_saved_and_nothing_typed_is_lost(
    tmp_path: Path,
) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        view = await box(there, there.ann)
        there.slack.faults.slow("users.info", 2)
        await there.ann.submits(view, typed(own_domains="nw.example"))
        assert view.errors == {"own_domains": "Slack did not tell me in time who you are. Please try again."}
        assert await rules(there) == Organisation()
        there.slack.faults.clear()
        await there.ann.submits(view)
        assert (await rules(there)).own_domains == {"nw.example"}


async def test_one_companys_rules_reach_no_other(tmp_path: Path) -> None:
    async with company(tmp_path, start=False) as there:
        from dataclasses import replace

        from bot.app.running import running
        from tests.fronts.slack.company import Here

        other = there.slack.workspace("Southwind")
        carl = other.person("Carl Weis")
        carl.admin = there.ann.admin = True
        their_bot = other.install(there.app, scopes=list(ALL_SCOPES))
        config = replace(there.config, bot_tokens=(*there.config.bot_tokens, their_bot.token))
        async with running(config, Here()) as there.running:
            await there.ann.submits(await box(there, there.ann), typed(security_words="Northwind's words."))
            dm = other.direct_message(carl, their_bot)
            await carl.says(dm, PASTED)
            await there.slack.until(lambda: [one for one in dm.messages if one.user == their_bot.id])
            assert "Northwind" not in "".join(read_out(one.blocks) for one in dm.messages if one.user == their_bot.id)
            await carl.opens(their_bot)
            await there.slack.until(lambda: carl.home)
            shown = read_out((carl.home or {})["blocks"])
            assert HEADING in shown and "Northwind" not in shown and "Last changes" not in shown


async def test_nothing_of_the_rules_lies_open_in_the_database(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        await there.ann.submits(await box(there, there.ann), typed(exercise_mark=MARK, suppliers="Papyrus: p.example"))
        assert there.running
        query = text("SELECT value FROM settings UNION SELECT before FROM changes UNION SELECT after FROM changes")
        kept = str(await there.running.store.database.read(lambda db: db.execute(query).all()))
        jobs = str(await there.running.store.database.read(lambda db: db.execute(text("SELECT * FROM jobs")).all()))
        assert kept != "[]" and MARK not in kept + jobs and "apyrus" not in kept + jobs
