"""A judged mail becomes a draft that an editor's check takes as it is, but for what only a person can say."""

from pathlib import Path

import pytest

from bot.flows.check import Asker
from bot.flows.conversation import turn
from bot.flows.own_questions import Draft, around_of, can_be_question, draft, mark_of
from bot.flows.shapes import Dropped, Heard
from bot.library.content import content_root
from bot.library.library import Library
from bot.library.quizzes import Questions
from bot.library.quizzes.typed import own_question_mistakes
from bot.library.tips import known_names
from bot.library.topics import tip_words
from bot.mail.email import Mailbox

LIBRARY = Library.load()
DEMO = sorted((content_root() / "demo").glob("*.eml"))
KNOWN = known_names(content_root(), tip_words(content_root()))
QUESTIONS = Questions.load(content_root(), KNOWN, lambda _: None).all()
AROUND = around_of(LIBRARY, [Mailbox("Ann Reader", "ann@reader.example")], (), frozenset({"reader.example"}))


def judged(data: bytes, *pressed: str) -> bytes:
    memory = turn(Heard(files=(Dropped("mail.eml", data),)), b"", LIBRARY, Asker()).memory
    for one in pressed:
        memory = turn(Heard(pressed=one), memory, LIBRARY, Asker()).memory
    return memory


def drafted(data: bytes) -> Draft:
    found = draft(LIBRARY, QUESTIONS, judged(data), AROUND)
    assert found
    return found


@pytest.mark.thorough
@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_every_draft_is_in_order_but_for_what_misleads_in_a_real_mail(path: Path) -> None:
    question = drafted(path.read_bytes()).question
    topic = KNOWN.ideas[question.idea].topic
    mistakes = own_question_mistakes("a-draft", question.page(topic), content_root())
    assert [one.field for one in mistakes] == ([] if question.right == "scam" else ["misleading"])
    assert "reader.example" not in question.page(topic)


def test_it_says_what_the_verdict_rests_on() -> None:
    found = drafted(DEMO[0].read_bytes()).question
    assert (found.right, found.scams, KNOWN.ideas[found.idea].topic) == ("scam", ("fake-order",), "orders")
    assert "call 803-555-0142 to cancel" in found.body and "generic-greeting" in found.looks_wrong
    assert found.feedback["scam"].startswith("Right. It says it is Amazon, but it was sent from a free mailbox")
    assert found.feedback["legit"].startswith("Not quite. It says it is Amazon")


def test_a_number_in_a_german_mail_becomes_a_german_one() -> None:
    data = (
        "From: Amazon Bestellung <amazon.bestellung.77@gmail.com>\nTo: ann@reader.example\nSubject: Ihre Bestellung\n\n"
        "Guten Tag,\n\nvielen Dank für Ihre Bestellung: Smartphone 256 GB, 1.199,00 EUR. Wenn Sie diese Bestellung"
        " nicht aufgegeben haben, rufen Sie uns unter 0171 3920055 an, um sie zu stornieren.\n\nIhr Kundenservice\n"
    )
    found = drafted(data.encode())
    assert "unter 0302 3125042 an" in found.question.body
    assert found.replaced["phones"] == 1


def test_of_a_mail_after_which_somebody_acted_and_of_no_mail_there_is_none() -> None:
    scam = DEMO[0].read_bytes()
    assert can_be_question(judged(scam)) and not can_be_question(judged(scam, "called"))
    assert not can_be_question(b"") and draft(LIBRARY, QUESTIONS, b"", AROUND) is None


def test_each_mail_has_a_mark_of_its_own() -> None:
    marks = [mark_of(judged(one.read_bytes())) for one in DEMO[:3]]
    assert len({*marks}) == 3 and mark_of(b"") == ""
    assert mark_of(judged(DEMO[0].read_bytes())) == marks[0]
