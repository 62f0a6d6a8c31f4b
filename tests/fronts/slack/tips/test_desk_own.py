"""A company writes tips of its own in Slack: checked as to an editor, beside ours, and never in their place."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.fronts.slack.tips import names
from bot.fronts.slack.tips.desk.form import Written, form_errors, id_for, written_of
from bot.library.content import content_root
from bot.library.tip_validation import own_tip_mistakes
from bot.localslack.people import Person
from bot.localslack.world.views import View
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.tips.desk import desk, fields, goes, seen

pytestmark = pytest.mark.thorough  # the main ways stand beside it

TITLE = "Papyrus never changes its account"
TEXT = "What is this mail asking you to do? Papyrus writes us no new bank details. Call Ruth in Finance first."
MORE = "We had two such mails in spring.\n- Ruth knows the number of Papyrus.\n- Paid already? Tell her at once."


_GONE = {0xE000: None, 0xE001: None, 0xD83D: "?"}


def filled(**changed: Any) -> dict[str, dict[str, Any]]:
    tip = {"title": TITLE, "text": TEXT, "more": MORE, "topic": "invoices", "scams": ["supplier-bank-change"]}
    return fields(**{**tip, "audience": ["finance"], **changed})


async def form(there: Company, person: Person | None = None) -> View:
    """An empty form, on top of the page of own tips."""
    view = await desk(there, person)
    await goes(there, view, "own", "Tips that you wrote here")
    await goes(there, view, "write", "Which scams does it warn of?")
    box = (person or there.ann).view
    assert box
    return box


async def own(there: Company) -> dict[str, str]:
    assert there.running
    return {one.id: one.text for one in await there.running.store.own_tips.all(there.team.id)}


async def test_a_tip_is_written_changed_and_deleted(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        box = await form(there)
        await there.ann.submits(box, filled())
        assert not box.open and list(await own(there)) == ["papyrus-never-changes-its-account"]
        await there.slack.until(lambda: TITLE in seen(there.ann.view))
        page = there.ann.view
        assert page and len(there.ann.stack) == 1
        assert there.running
        tips = await there.running.front.counter.shelf.content(there.team.id)
        tip = tips.get("papyrus-never-changes-its-account")
        assert tip and (tip.own, tip.topic, tip.audience, tip.text) == (True, "invoices", ("finance",), TEXT)
        assert tip.more == MORE
        await goes(there, page, "edit", "Which scams", tip.id)
        box = there.ann.view or box
        assert box.state["title"]["value"]["value"] == TITLE
        assert box.state["more"]["value"]["value"] == MORE
        assert box.state["audience"]["value"]["selected_options"][0]["value"] == "finance"
        await there.ann.submits(box, fields(title="Papyrus keeps its account"))
        await there.slack.until(lambda: "Papyrus keeps its account" in seen(there.ann.view))
        assert list(await own(there)) == ["papyrus-never-changes-its-account"]  # its past belongs to this name
        await goes(there, page, "delete", "You wrote no tips yet", tip.id)
        assert await own(there) == {}


async def test_a_mistake_stands_below_its_field_and_what_was_typed_stays(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        box = await form(there)
        await there.ann.submits(box, filled(title="This title has far too many words in it", text="a " * 50 + "\nb"))
        assert box.errors == {
            "title": "Use at most 6 words; these are 9.",
            "text": "Write one paragraph here. Put the rest into the next field.",
        }
        await there.ann.submits(box, filled(text="Pay now!", more="See https://pay.test for more."))
        assert "exclamation mark" in box.errors["text"] and "Take out the link" in box.errors["more"]
        assert await own(there) == {} and box.state["title"]["value"]["value"] == TITLE


async def test_it_never_takes_the_place_of_one_of_ours(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        await there.ann.submits(await form(there), filled(title="Order, call to cancel"))
        assert list(await own(there)) == ["order-call-to-cancel-2"]


async def test_two_who_change_the_same_tip_do_not_undo_each_other(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = there.bob.admin = True
        await there.ann.submits(await form(there), filled())
        (id_,) = await own(there)
        boxes = []
        for person in (there.ann, there.bob):
            view = await desk(there, person)
            await goes(there, view, "own", TITLE)
            await goes(there, view, "edit", "Which scams", id_)
            assert person.view
            boxes.append(person.view)
        await there.ann.submits(boxes[0], fields(title="By Ann"))
        await there.bob.submits(boxes[1], fields(title="By Bob"))
        assert "Somebody else changed this tip" in boxes[1].errors["title"]
        assert "# By Ann" in (await own(there))[id_]


async def test_of_two_who_save_the_same_new_title_at_once_the_second_is_told_and_loses_nothing(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = there.bob.admin = True
        boxes = [await form(there), await form(there, there.bob)]
        texts = [f"What is this mail asking you to do? Call {name} in Finance first." for name in ("Ruth", "Omar")]
        await asyncio.gather(
            there.ann.submits(boxes[0], filled(text=texts[0])), there.bob.submits(boxes[1], filled(text=texts[1]))
        )
        (left,) = [number for number, box in enumerate(boxes) if box.open]
        assert boxes[left].errors == {
            "title": 'Somebody saved a tip with this title just now. If yours is another one, press "Save" again.'
        }
        (kept,) = (await own(there)).values()
        assert texts[1 - left] in kept
        assert boxes[left].state["text"]["value"]["value"] == texts[left]
        await (there.ann, there.bob)[left].submits(boxes[left])
        assert not boxes[left].open
        found = await own(there)
        assert list(found) == ["papyrus-never-changes-its-account", "papyrus-never-changes-its-account-2"]
        assert texts[left] in found["papyrus-never-changes-its-account-2"]


async def test_of_two_who_change_a_tip_at_once_the_second_is_told_and_loses_nothing(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = there.bob.admin = True
        await there.ann.submits(await form(there), filled())
        (id_,) = await own(there)
        boxes = []
        for person in (there.ann, there.bob):
            view = await desk(there, person)
            await goes(there, view, "own", TITLE)
            await goes(there, view, "edit", "Which scams", id_)
            boxes.append(await there.box(person))
        await asyncio.gather(
            there.ann.submits(boxes[0], fields(title="By Ann")), there.bob.submits(boxes[1], fields(title="By Bob"))
        )
        (left,) = [number for number, box in enumerate(boxes) if box.open]
        assert "Somebody else changed this tip" in boxes[left].errors["title"]
        assert ("# By Bob", "# By Ann")[left] in (await own(there))[id_]


async def test_nobody_else_can_save_not_even_with_an_open_form(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        box = await form(there)
        there.ann.admin = False
        await there.ann.submits(box, filled())
        assert "Only administrators can do this" in seen(box) and await own(there) == {}


@pytest.mark.thorough
async def test_there_are_a_hundred_at_most(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        box = await form(there)
        assert there.running
        from bot.flows.shapes import Person as Someone

        me = Someone(there.team.id, there.ann.id)
        text = Written(TITLE, TEXT, MORE, "invoices").page()
        now = there.running.front.counter.desk.now()
        for number in range(100):
            await there.running.store.own_tips.add(me, f"tip-{number:03}", text, now)
        await there.ann.submits(box, filled())
        assert box.errors == {"title": "You have 100 tips. Delete one before you write another."}
        await there.ann.closes(box)
        view = await desk(there)
        shown = await goes(there, view, "own", "You have 100 tips")
        assert "[Write a tip]" not in shown and "[Next]" in shown and len(view.blocks) <= 100
        shown = await goes(there, view, "own-later", "[Earlier] [Next]")


async def test_the_operators_folder_is_listed_with_what_is_wrong_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    good = Written(TITLE, TEXT, MORE, "invoices").page()
    (folder / "papyrus.md").write_text(good)
    (folder / "broken.md").write_text(good.replace('"invoices"', "invoices"))
    async with company(tmp_path, tips_folder=str(folder)) as there:
        there.ann.admin = True
        view = await desk(there)
        assert "acme/broken.md: what stands between the +++ lines is not readable as TOML" in seen(view)
        shown = await goes(there, view, "own", "folder of whoever runs me")
        assert f"• {TITLE} (acme/papyrus.md)" in shown and "What is wrong there" in shown
        assert f"{names.DESK_PRESSED}edit" not in str(view.blocks)


async def test_a_file_with_a_very_long_name_does_not_keep_the_box_from_opening(tmp_path: Path) -> None:
    """Slack refuses a whole box for one name that is too long."""
    folder = tmp_path / "acme"
    folder.mkdir()
    name = "-".join(["papyrus"] * 20)
    for one in (name, "papyrus"):
        (folder / f"{one}.md").write_text(Written(TITLE, TEXT, MORE, "invoices").page())
    async with company(tmp_path, tips_folder=str(folder)) as there:
        there.ann.admin = True
        view = await desk(there)
        assert f"{name}.md: give the file a shorter name: at most 100 characters before .md." in seen(view)
        await goes(there, view, "now", "Which tip?")
        box = there.ann.view
        assert box and '"papyrus"' in json.dumps(box.blocks) and name not in json.dumps(box.blocks)


@pytest.mark.parametrize("typed", [
    '" + evil = 1\n[x]', "+++\ntopic = 1\n+++", "# Not a title", "---", "\ue0000\ue001", "{{ 7 * 7 }}", "<!channel>",
    "\\u0041 \\", "a\x00b", "\N{PILE OF POO} \ud83d",
])  # fmt: skip
def test_nothing_that_is_typed_becomes_a_fact_of_the_page(typed: str) -> None:
    one = Written(f"A {typed}".splitlines()[0], f"Wait. {typed}", f"{typed}\nMore of it.", "invoices", ("fake-order",))
    found = written_of(one.page())
    assert (found.topic, found.scams, found.audience) == ("invoices", ("fake-order",), ())
    assert found.title == one.title.translate(_GONE).strip()
    mistakes = own_tip_mistakes("x", one.page(), content_root())
    assert all(one.field != "-" for one in mistakes)


def test_a_form_gives_the_same_tip_however_often_it_is_saved() -> None:
    first = Written(TITLE, TEXT, MORE, "invoices", ("fake-order", "fake-invoice"), ("hr",))
    assert written_of(first.page()) == first == written_of(written_of(first.page()).page())


@pytest.mark.parametrize(("title", "id_"), [
    ("Papyrus' new account", "papyrus-new-account"), ("Müllers Löhne", "mullers-lohne"), ("支払い", "our-tip"),
    ("Taken", "taken-3"), ("x" * 200, "x" * 60), ("../../etc", "etc"),
])  # fmt: skip
def test_the_name_comes_from_the_title_and_is_nobody_elses(title: str, id_: str) -> None:
    assert id_for(title, {"taken", "taken-2"}) == id_


def test_every_mistake_has_a_field_to_stand_below() -> None:
    text = Written("", "", "", "nothing", ("nobody",), ("kings",)).page()
    errors = form_errors(Written(), own_tip_mistakes("x", text, content_root()))
    assert set(errors) == {"title", "text", "more", "topic", "scams", "audience"}
    assert all(not one[:1].islower() and one.endswith(".") for one in errors.values())
