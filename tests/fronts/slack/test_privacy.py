"""People see what is kept about them and have it deleted, without asking anybody."""

import json
from pathlib import Path

import pytest

from bot.flows.check import Asker
from bot.flows.conversation import turn
from bot.flows.shapes import Heard, Turned
from bot.flows.shapes import Person as Someone
from bot.fronts.slack import names
from bot.fronts.slack.home import home_view
from bot.localslack.people import Person
from bot.localslack.world.views import View
from bot.store.schema import metadata
from tests.fronts.slack.company import Company, Here, company, library
from tests.fronts.slack.mails import PASTED, SCAM
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.test_blocks_views import INTRO, LONDON, NOW, VIEWS
from tests.store.test_privacy import rows

FORGET = f"{names.PRESSED}{names.ABOUT_ME}"


async def asked(there: Company, person: Person) -> None:
    """Somebody showed a mail, was answered, and said that it helped."""
    message = await person.says(there.dm(person), files=[("order.eml", SCAM)])
    await there.slack.until(lambda: there.answers(there.dm(person), message.ts))
    await person.presses(there.answers(there.dm(person), message.ts)[0], f"{names.PRESSED}helped")
    await there.quiet()


async def page(there: Company, person: Person) -> str:
    """The app's page as it is after everything that is under way."""
    await there.quiet()
    assert person.home
    return read_out(person.home["blocks"])


def boxed(view: View) -> str:
    """A box as a person reads it."""
    return read_out(view.body["blocks"])


async def naming(there: Company, person: Person) -> list[str]:
    """The tables whose rows name somebody."""
    assert there.running
    store = there.running.store
    held = [(table.name, await rows(store, table)) for table in metadata.sorted_tables]
    return [name for name, them in held if any(person.id in str(value) for row in them for value in row)]


async def test_the_page_shows_what_is_kept_and_forgets_it_when_asked(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await asked(there, there.ann)
        await asked(there, there.bob)
        await there.ann.opens(there.app, tab="home")
        await there.slack.until(lambda: there.ann.home)
        assert there.ann.home
        await there.ann.presses(there.ann.home, names.KEPT)
        shown = boxed(await there.box(there.ann))
        assert "1 talk about a mail, with the mail itself, sealed" in shown
        assert "1 answer about a mail" in shown and "Deleted after 365 days." in shown
        assert "803-555" not in shown and "[Forget me]" in shown
        await there.ann.presses(there.ann.home, names.FORGET)
        done = await page(there, there.ann)
        assert "Done. I have forgotten you." in done and "1 answer about a mail" in done
        assert "You have not shown me a mail yet." in done
        assert await naming(there, there.ann) == []
        assert {"checks", "conversations", "feedback"} <= {*await naming(there, there.bob)}, "nobody else is forgotten"


async def test_the_command_opens_the_same_list_and_the_button_in_it_forgets(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await asked(there, there.ann)
        await there.ann.runs(there.app, "/legit", "privacy", channel=there.general)
        box = await there.box(there.ann)
        assert "This is what I keep about you." in boxed(box)
        assert await naming(there, there.ann)
        await there.ann.presses(box, names.FORGET)
        await there.quiet()
        done = boxed(await there.box(there.ann))
        assert "Done. I have forgotten you." in done and "[Forget me]" not in done
        assert await naming(there, there.ann) == []
        assert not there.answers(there.general) and not there.ann.ephemerals(there.general)


@pytest.mark.parametrize(
    "typed",
    ["forget me", "what do you keep about me?", "delete my data", "Please delete everything about me", "privacy"],
)
async def test_who_writes_it_is_given_the_button(tmp_path: Path, typed: str) -> None:
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), typed)
        assert "[See what is kept about me]" in await there.answer(message)
        await there.ann.presses(there.answers(there.dm())[0], FORGET)
        box = await there.box(there.ann)
        assert await naming(there, there.ann)
        await there.ann.presses(box, names.FORGET)
        await there.quiet()
        assert await naming(there, there.ann) == []


async def test_a_mail_that_is_being_read_is_answered_and_not_kept(tmp_path: Path) -> None:
    """Who asks to be forgotten while they wait gets their answer, and nothing of it comes back."""

    class Forgetting(Here):
        """Somebody presses "Forget me" while their mail is being read."""

        async def turn(self, heard: Heard, memory: bytes, asker: Asker, person: Someone) -> Turned:
            if heard.files:
                await there.ann.opens(there.app, tab="home")
                await there.slack.until(lambda: there.ann.home)
                assert there.ann.home
                await there.ann.presses(there.ann.home, names.FORGET)
                await there.slack.until(lambda: "forgotten" in read_out((there.ann.home or {})["blocks"]))
            return turn(heard, memory, library(), asker)

    async with company(tmp_path, analyst=Forgetting()) as there:
        message = await there.ann.says(there.dm(), files=[("order.eml", SCAM)])
        assert "scam" in await there.answer(message)
        await there.quiet()
        assert await naming(there, there.ann) == []
        assert len(there.answers(there.dm())) == 1
        await there.answer(await there.ann.says(there.dm(), PASTED))
        await there.quiet()
        assert "checks" in await naming(there, there.ann), "what is asked later is kept as ever"


async def test_somebody_whom_we_do_not_know_is_told_that_nothing_is_kept(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.bob.runs(there.app, "/legit", "privacy", channel=there.general)
        assert boxed(await there.box(there.bob)) == "**I keep nothing about you.**"


def test_no_button_carries_a_person_and_none_forgets_without_asking_first() -> None:
    """Who is forgotten is whoever pressed, as Slack signs it; and a slip of the finger deletes nothing."""
    for view in (home_view([], INTRO, NOW, LONDON), VIEWS["kept"]):
        buttons = [one for block in view["blocks"] for one in block.get("elements", ()) if one["type"] == "button"]
        (forget,) = [one for one in buttons if one["action_id"] == names.FORGET]
        assert forget["confirm"]["title"]["text"] == "Forget you?"
        assert not any("value" in one for one in buttons)
        assert "private_metadata" not in json.dumps(view)
