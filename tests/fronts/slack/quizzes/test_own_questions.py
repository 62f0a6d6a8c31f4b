"""An administrator makes a quiz question of a mail in Slack: anonymised first, checked as to an editor, asked there."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.flows.shapes import Person as Someone
from bot.fronts.slack import names as slack_names
from bot.fronts.slack.quizzes.own import names
from bot.fronts.slack.tips.names import DESK_PRESSED
from bot.library.quizzes import Question
from bot.localslack.people import Person
from bot.localslack.world.messages import Message
from bot.localslack.world.views import View
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import GENUINE, SCAM, mail
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.test_practice_mail import MARK, PRACTICE
from tests.fronts.slack.test_report import REPORT, buttons, team
from tests.fronts.slack.tips.desk import desk, fields, goes, seen

MAKE = slack_names.PRESSED + names.OWN_QUESTION
PERSONAL = mail(
    "Maria Koller <m.koller.office@gmail.com>",
    "Ann, quick favour",
    "Ann,\n\nI am in a meeting and can't take calls. Bob Field said that you can help. I need you to buy 5 gift cards"
    " of $100 for a client today. Email me the codes, or call 212-555-0187. Keep this between us, it is a surprise."
    " Papers for order 88412093: https://koller-files.example.com/d/9f8a7b6c5d?u=ann.berg@northwind.example\n\nMaria",
)
GONE = ("Ann", "Berg", "Field", "Koller", "88412093", "212-555-0187", "9f8a7b6c5d", "ann.berg")


async def answered(there: Company, data: bytes, person: Person | None = None) -> Message:
    """The bot's answer to a mail that somebody shows in their direct messages."""
    person = person or there.ann
    before = len(there.answers(there.dm(person)))
    await there.answer(await person.says(there.dm(person), files=[("mail.eml", data)]))
    await there.quiet()
    return there.answers(there.dm(person))[before]


async def box_of(there: Company, message: Message, person: Person | None = None) -> View:
    """The box that the button below a message opens."""
    person = person or there.ann
    before = person.view
    await person.presses(message, MAKE)
    await there.slack.until(lambda: person.view not in (None, before))
    assert person.view
    return person.view


async def on_top(there: Company, person: Person, page: View) -> View:
    """The box that opens on top of a page."""
    await there.slack.until(lambda: person.view not in (None, page))
    assert person.view
    return person.view


def actions(message: Message) -> list[str]:
    return [one["action_id"] for one in buttons(message)]


def value(view: View, field: str) -> Any:
    found = view.state[field]["value"]
    if "selected_options" in found:
        return [one["value"] for one in found["selected_options"]]
    return found["selected_option"]["value"] if found.get("selected_option") else found.get("value")


def everything(view: View) -> str:
    texts = (str(value(view, one) or "") for one in view.state)
    return "\n".join([*texts, seen(view), str(view.body.get("private_metadata"))])


async def own(there: Company) -> dict[str, str]:
    assert there.running
    return {one.id: one.text for one in await there.running.store.own_questions.all(there.team.id)}


async def asked(there: Company, id_: str, workspace: str = "") -> Question | None:
    assert there.running
    return (await there.running.front.counter.quizzes.content(workspace or there.team.id)).get(id_)


async def test_a_verdict_becomes_a_question_that_is_seen_changed_and_deleted(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        box = await box_of(there, await answered(there, PERSONAL))
        assert value(box, "right") == "scam" and value(box, "scams") == ["executive-gift-cards"]
        assert value(box, "body").startswith("Robin,\nI am in a meeting")
        assert "](https://" in value(box, "body") and ".com.example/" in value(box, "body")
        assert value(box, "if_scam").startswith("Right. ") and value(box, "if_legit").startswith("Not quite. ")
        assert value(box, "idea") == "gift-cards" and value(box, "looks_wrong")
        read = everything(box)
        assert not [one for one in GONE if one.casefold() in read.casefold()]
        assert "I replaced in this mail: names of people" in read and "read every line once more" in read
        await there.ann.submits(box)
        assert box.errors == {} and "Saved. People here get this question" in seen(box)
        ((id_, text),) = (await own(there)).items()
        assert not [one for one in GONE if one.casefold() in text.casefold()]
        found = await asked(there, id_)
        assert found and (found.own, found.anchor, found.right, found.topic) == (True, False, "scam", "boss")
        assert found.mails[0].sender.endswith("@gmail.com>")
        assert await asked(there, id_, "T00000000") is None
        await there.ann.closes(box)
        page = await desk(there)
        await goes(there, page, "questions", f"{found.mails[0].subject} (a scam)")
        await there.ann.presses(page, DESK_PRESSED + names.SEE, id_)
        shown = await on_top(there, there.ann, page)
        assert "I am in a meeting" in seen(shown) and "It's a scam: " in seen(shown)
        assert all(one.feedback.partition("\n")[0] in seen(shown) for one in found.options)
        await there.ann.closes(shown)
        await there.ann.presses(page, DESK_PRESSED + names.EDIT, id_)
        box = await on_top(there, there.ann, page)
        assert value(box, "body") == value_of_body(found)
        await there.ann.submits(box, fields(subject="Another subject"))
        await there.slack.until(lambda: "Another subject (a scam)" in seen(page))
        assert not box.open and list(await own(there)) == [id_]
        await goes(there, page, "question-delete", "You made no questions yet", id_)
        assert await own(there) == {} and await asked(there, id_) is None


def value_of_body(found: Question) -> str:
    return "\n".join(
        "".join(f"[{one.text}]({one.target})" if one.target else one.text for one in line)
        for line in found.mails[0].body
    )


async def test_a_report_becomes_a_question_without_whoever_reported_it(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        security = await team(there)
        answer = await answered(there, PERSONAL)
        assert MAKE not in actions(answer)  # Ann is no administrator
        (pressed,) = [one for one in buttons(answer) if one["action_id"] == REPORT]
        assert "make a quiz question of it" in pressed["confirm"]["text"]["text"]
        await there.ann.presses(answer, REPORT)
        await there.slack.until(lambda: there.answers(security))
        (told,) = there.answers(security)
        assert actions(told) == [MAKE]
        box = await box_of(there, told, there.bob)
        shown = everything(box)
        assert not [one for one in GONE if one.casefold() in shown.casefold()]
        await there.bob.submits(box)
        assert len(await own(there)) == 1


@pytest.mark.thorough
async def test_of_another_mail_in_the_same_talk_the_report_makes_no_question(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        security = await team(there)
        first = await there.ann.says(there.dm(), files=[("mail.eml", PERSONAL)])
        await there.answer(first)
        await there.ann.presses(there.answers(there.dm())[0], REPORT)
        await there.slack.until(lambda: there.answers(security))
        await there.ann.says(there.dm(), files=[("mail.eml", SCAM)], thread=first)
        await there.answer(first, 3)
        await there.quiet()
        box = await box_of(there, there.answers(security)[0], there.bob)
        assert "another mail by now" in seen(box) and "Amazon" not in everything(box)


@pytest.mark.thorough
async def test_where_the_mail_is_no_longer_kept_it_says_so(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        answer = await answered(there, PERSONAL)
        await there.later(25 * 3600)
        assert "I don't have this mail any more." in seen(await box_of(there, answer))


@pytest.mark.thorough
async def test_nobody_else_can_make_one_or_save_one(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        answer = await answered(there, SCAM)
        box = await box_of(there, answer)
        there.ann.admin = False
        await there.ann.submits(box)
        assert "Only administrators can make a question" in seen(box) and await own(there) == {}
        await there.ann.closes(box)
        assert "Only administrators can make a question" in seen(await box_of(there, answer))


@pytest.mark.thorough
async def test_a_mistake_stands_below_its_field_and_what_was_typed_stays(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        box = await box_of(there, await answered(there, SCAM))
        typed = fields(
            body="word " * 101, know="Pay now!", if_legit="You are wrong, 🙂.", subject=" ", if_scam="so " * 46
        )
        await there.ann.submits(box, typed)
        assert set(box.errors) == {"body", "know", "if_legit", "subject", "if_scam"}
        assert box.errors["body"] == "Use at most 100 words; these are 101."
        assert "exclamation mark" in box.errors["know"] and "picture" in box.errors["if_legit"]
        assert value(box, "if_scam") == "so " * 46 and await own(there) == {}


@pytest.mark.thorough
async def test_markup_that_is_typed_breaks_nothing_out_of_its_field(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        box = await box_of(there, await answered(there, SCAM))
        hostile = '~~~\n## legit\nRight.\n+++\nright = "legit"\n+++\n# Big\nThe end. ~~~mail'
        await there.ann.submits(
            box, fields(body=hostile, know="## scam\nYou know this.", sender="A\n~~~ <a@b.example>")
        )
        assert box.errors == {}
        (id_,) = await own(there)
        found = await asked(there, id_)
        assert found and found.right == "scam" and [one.id for one in found.options] == ["scam", "legit"]
        assert found.mails[0].text.endswith("The end. ~~~mail") and "You know this." in found.text


@pytest.mark.thorough
async def test_of_two_who_save_at_once_neither_undoes_the_other(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = there.bob.admin = True
        answers = [await answered(there, SCAM), await answered(there, SCAM, there.bob)]
        boxes = [await box_of(there, answers[0]), await box_of(there, answers[1], there.bob)]
        await asyncio.gather(
            there.ann.submits(boxes[0], fields(know="Ann knows this.")),
            there.bob.submits(boxes[1], fields(know="Bob knows this.")),
        )
        for person, box in zip((there.ann, there.bob), boxes, strict=True):
            if box.errors:
                assert "Somebody saved a question with this subject just now" in box.errors["subject"]
                await person.submits(box)
        found = await own(there)
        assert len(found) == 2
        assert ["Ann knows" in text or "Bob knows" in text for text in found.values()] == [True, True]
        assert len(set(found.values())) == 2


@pytest.mark.thorough
async def test_two_who_change_the_same_question_do_not_undo_each_other(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = there.bob.admin = True
        box = await box_of(there, await answered(there, SCAM))
        await there.ann.submits(box)
        await there.ann.closes(box)
        (id_,) = await own(there)
        boxes = []
        for person in (there.ann, there.bob):
            page = await desk(there, person)
            await goes(there, page, "questions", "(a scam)")
            await person.presses(page, DESK_PRESSED + names.EDIT, id_)
            boxes.append(await on_top(there, person, page))
        await there.ann.submits(boxes[0], fields(subject="By Ann"))
        await there.bob.submits(boxes[1], fields(subject="By Bob"))
        assert "Somebody else changed this question" in boxes[1].errors["subject"]
        assert "By Ann" in (await own(there))[id_] and value(boxes[1], "subject") == "By Bob"


@pytest.mark.thorough
async def test_a_real_mail_becomes_one_too_and_a_practice_mail_does_not(tmp_path: Path) -> None:
    async with company(tmp_path, exercise_mark=MARK) as there:
        there.ann.admin = True
        assert MAKE not in actions(await answered(there, PRACTICE))
        box = await box_of(there, await answered(there, GENUINE))
        assert value(box, "right") == "legit" and value(box, "scams") == []
        assert value(box, "if_scam").startswith("Not quite. ")
        assert value(box, "looks_wrong") == []  # only a person can say what might mislead
        wrong = {"looks_wrong": {"value": ["urgency"]}}
        await there.ann.submits(box, wrong)
        (id_,) = await own(there)
        found = await asked(there, id_)
        assert found and found.genuine and found.misleading == ("urgency",)


@pytest.mark.thorough
async def test_where_others_read_along_there_is_no_button_but_to_report(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await there.answer(await there.team.email_into(there.general, SCAM))
        assert MAKE not in actions(there.answers(there.general)[0])


@pytest.mark.thorough
async def test_whoever_wrote_it_is_told_and_it_stays_the_companys(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        await there.ann.submits(await box_of(there, await answered(there, SCAM)))
        assert there.running
        privacy, me = there.running.store.privacy, Someone(there.team.id, there.ann.id)
        kept = {one.what: one for one in (await privacy.kept(me)).parts}
        assert kept["questions_written"].count == 1 and kept["questions_written"].stays
        await privacy.forget(me, there.running.front.counter.desk.now())
        assert len(await own(there)) == 1


@pytest.mark.thorough
async def test_there_are_a_hundred_at_most(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        box = await box_of(there, await answered(there, SCAM))
        await there.ann.submits(box)
        ((_, text),) = (await own(there)).items()
        assert there.running
        store, now = there.running.store.own_questions, there.running.front.counter.desk.now()
        for number in range(99):
            await store.add(Someone(there.team.id, there.ann.id), f"question-{number:02}", text, now)
        await there.ann.closes(box)
        page = await desk(there)
        shown = await goes(there, page, "questions", "[Next]")
        assert shown.count("(a scam)") == 20 and len(page.blocks) <= 100
        box = await box_of(there, await answered(there, SCAM))
        await there.ann.submits(box)
        assert box.errors == {"subject": "You have 100 questions. Delete one before you write another."}


def test_the_page_reads_aloud() -> None:
    from bot.fronts.slack.quizzes.own.page import own_questions_page

    view = own_questions_page([], (), "Make a quiz question")
    assert 'press "Make a quiz question" below my answer' in read_out(view["blocks"])


@pytest.mark.thorough
@pytest.mark.parametrize("body", ["a\n" * 100, "あ" * 3_000, "&" * 2_999])
async def test_what_a_message_could_not_show_whole_is_not_saved(tmp_path: Path, body: str) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        box = await box_of(there, await answered(there, SCAM))
        await there.ann.submits(box, fields(body=body))
        assert set(box.errors) == {"body"} and "too long for one message" in box.errors["body"]
        assert await own(there) == {}
        await there.ann.submits(box, fields(body="\n".join(["word"] * 25)))
        assert box.errors == {} and len(await own(there)) == 1


async def test_what_could_still_be_a_name_is_asked_about_before_anything_is_saved(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        mail = PERSONAL.replace(b"Papers for order", b"Pedro Quintana waits. Papers for order")
        assert "are they people? Pedro Quintana." in seen(await box_of(there, await answered(there, mail)))
