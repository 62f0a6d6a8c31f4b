"""What is handed over is judged: files, several of them, pictures, and what is told about them later."""

import pytest

from bot.flows.conversation import turn
from bot.flows.memory import opened
from bot.flows.shapes import Dropped, Heard, How
from tests.flows.talking import BOSS, BRITISH, LIBRARY, PARCEL, demo, dropped, picture, said, shown


def test_the_worst_of_several_mails_is_explained_and_all_are_recorded() -> None:
    turned = dropped(demo("02"), demo("01"), demo("04"), more=2)
    assert [one.state for one in turned.judged] == ["likely_scam", "no_warning_signs", "no_warning_signs"]
    answer = shown(turned)
    assert answer.startswith("This is likely a scam.")
    assert "- 02-order-really-from-the-shop[.]eml: no warning signs found" in answer
    assert "I left out 2 more files." in answer


def test_a_question_beside_a_file_is_not_judged() -> None:
    turned = dropped(demo("01"), text="got this today, what do you think")
    assert len(turned.judged) == 1


def test_a_mail_beside_a_file_is_judged_too() -> None:
    turned = dropped(
        demo("04"), text="From: Ann <ann@mail.test>\nSubject: Bank\n\nPay the invoice to our new bank account."
    )
    assert len(turned.judged) == 2


def test_who_says_beside_the_file_that_they_clicked_gets_the_steps_first() -> None:
    turned = dropped(demo("03"), text="I clicked on it, is that bad?")
    assert shown(turned).startswith("Thank you for telling me.")
    assert turned.judged[0].state == "likely_scam"
    assert "These are all my reasons" in shown(said("why?", turned.memory))


def test_the_sender_told_beside_a_file_counts() -> None:
    turned = dropped(demo("12"), text="the sender was Amazon <amz.orders@mail.test>")
    assert len(turned.judged) == 1
    assert "with the sender you told me: Amazon <amz[.]orders@mail[.]test>" in shown(turned)


@pytest.mark.parametrize(
    "problem",
    ["too-large", "gone", "login-page", "no-scope", "not-member", "unreachable", "empty", "stub", "unheard-of"],
)
def test_a_file_that_cannot_be_had_is_one_plain_sentence(problem: str) -> None:
    turned = dropped(Dropped("a<b>.eml", problem=problem))
    assert turned.judged == ()
    assert shown(turned).startswith("I could not look at it.")
    assert len(shown(turned).splitlines()) == 1


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\0\0\0"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    turned = dropped(Dropped("a.eml", data))
    assert "This file is empty." in shown(turned)
    assert turned.judged == ()


def test_problems_of_one_kind_are_said_once() -> None:
    answer = shown(dropped(Dropped("a.eml", problem="gone"), Dropped("b.eml", problem="gone"), demo("01")))
    assert answer.count("This file is not there any more") == 1
    assert "(a[.]eml, b[.]eml)" in answer


def test_a_second_mail_in_the_thread_is_a_new_check() -> None:
    first = said(BOSS)
    acted = said("I paid", first.memory)
    second = dropped(demo("02"), memory=acted.memory)
    assert [one.state for one in second.judged] == ["no_warning_signs"]
    assert opened(second.memory).acts == ()


def test_a_picture_and_its_text_are_judged_together() -> None:
    code = "https://paypa1-login.example/x"
    asked = dropped(Dropped("shot.png", picture(code)))
    turned = said(
        "Dear customer, your account will be closed today. Scan the code to verify your identity.", asked.memory
    )
    alone = said("Dear customer, your account will be closed today. Scan the code to verify your identity.")
    assert turned.judged[0].score > alone.judged[0].score
    assert "paypa1-login[.]example" in shown(turned)


def test_a_picture_without_words_or_codes_asks_for_the_text() -> None:
    turned = dropped(Dropped("shot.png", picture()))
    assert shown(turned).startswith("I can't read the words in a picture.")
    assert opened(turned.memory).asked == "text"


def test_a_long_text_in_the_paste_box_is_judged_whatever_it_is() -> None:
    turned = turn(Heard(How.PASTE_BOX, "Meeting moved to room four"), b"", LIBRARY, BRITISH)
    assert len(turned.judged) == 1


def test_a_sender_that_is_told_changes_the_verdict_and_stays_unproven() -> None:
    before = said("Hello, here are the minutes of our meeting on Tuesday, please tell me if anything is missing.")
    assert before.judged[0].state == "cannot_tell"
    after = said("the sender was Ann <ann@acme.example>", before.memory)
    assert after.judged[0].state == "no_warning_signs"
    assert shown(after).startswith("I can't check who really sent this")


def test_a_sender_that_is_told_for_an_original_is_no_proof_either() -> None:
    head = b"Received: from x by y; Mon, 1 Jun 2026 10:00:00 +0000\nSubject: Minutes\n\n"
    before = dropped(Dropped("a.eml", head + b"Here are the minutes of Tuesday, all of them."))
    after = said("it came from ann@acme.example", before.memory)
    assert shown(after).startswith("I can't check who really sent this")


def test_numbers_are_still_found_once_the_text_is_told() -> None:
    asked = dropped(Dropped("shot.png", picture("https://paypa1-login.example/x")))
    told = said("Dear customer, your order of $900 is on its way. Call 803-555-0142 to cancel it.", asked.memory)
    assert opened(told.memory).email is not None
    assert any(phone.quote == "803-555-0142" for phone in opened(told.memory).email.phones)  # type: ignore[union-attr]  # above


def test_a_sender_that_is_told_can_be_corrected() -> None:
    memory = said("from a@acme.example", said(PARCEL).memory).memory
    assert "b@mail[.]test" in shown(said("sorry, it came from b@mail.test", memory))


def test_a_sender_that_is_told_never_replaces_the_one_in_the_mail() -> None:
    memory = dropped(demo("01")).memory
    turned = said("the sender was support@amazon.com", memory)
    assert turned.judged == ()
    assert shown(turned).startswith("I already know the sender")


def test_a_bare_address_after_we_asked_is_the_sender() -> None:
    turned = said("post@evri-fee.example", said(PARCEL).memory)
    assert "with the sender you told me: post@evri-fee[.]example" in shown(turned)
