"""What people say once they have an answer belongs to that answer, unless they tell something new."""

import pytest

from bot.flows.memory import opened
from tests.flows.talking import BOSS, PARCEL, said, shown

CALLBACK = (
    "Invoice NT-88271\nNorton 360 Deluxe 3 years - $449.99\nThis amount will be auto debited from your account today. "
    "To cancel or refund call (808) 555-0119.\nThank you, Norton Billing Team"
)
FORWARDED = (
    "---------- Forwarded message ---------\nDe: Pedidos Amazon <pedidos.amz@gmail.com>\n"
    "Date: vie, 20 nov 2026 a las 10:11\nSubject: Pedido confirmado\nTo: <ana@northwind.example>\n\n"
    "Hola, gracias por su compra de 999,00 EUR. Si usted no realizó este pedido, llame al "
    "+34 900 555 012 para cancelar."
)
OUT_OF_SLACK = (
    "Outlook\n  10:22 AM\nDocuSign via DocuSign <docs@sign-docu.example>\nTo: ann\n"
    "You have a document to review and sign: https://sign-docu.example/d/882\nComplete before today 17:00."
)


@pytest.mark.parametrize(
    "question",
    [
        "can i get the money back", "Will my bank refund me?", "do i have to tell IT", "Should I turn off my computer?",
        "who should I call", "is it illegal?", "how do I block them", "are they in my computer?", "what happens now",
        "I changed the password. Is it enough?", "they called again", "it's my actual order",
        "how do I know if they logged in", "bekomme ich mein geld zurück?", "¿puedo recuperar el dinero?",
    ],
)  # fmt: skip
def test_a_question_about_the_case_is_no_new_case(question: str) -> None:
    before = said(PARCEL)
    turned = said(question, before.memory)
    assert turned.judged == ()
    assert opened(turned.memory).told == opened(before.memory).told
    assert "did not understand" not in shown(turned)


@pytest.mark.parametrize(
    ("story", "scam"),
    [
        ("my boss wants gift cards too", "executive-gift-cards"),
        ("a recruiter wants my passport", "job-task"),
        ("also a guy called from microsoft", "tech-support"),
        ("another one: netflix wants my card", "payment-data"),
        ("me llamó un señor diciendo que es del banco y pide el código", "phone-impersonation"),
    ],
)
def test_a_second_story_may_be_short(story: str, scam: str) -> None:
    """It is told by how people report, not by its length."""
    assert said(story, said(PARCEL).memory).judged[0].scam == scam


@pytest.mark.parametrize("mail", [FORWARDED, OUT_OF_SLACK])
def test_a_pasted_mail_with_its_sender_above_is_judged_and_no_sender_that_is_told(mail: str) -> None:
    assert said(mail).judged


def test_a_code_that_was_sent_is_no_report_of_having_done_nothing() -> None:
    turned = said("Your Microsoft verification code is 482911. Don't share this code with anyone.")
    assert "nothing has happened" not in shown(turned)


@pytest.mark.parametrize("text", ["I was asked to read out a code that came by sms", "he says I must buy gift cards"])
def test_what_somebody_is_only_asked_to_do_is_not_done(text: str) -> None:
    assert opened(said(text).memory).acts == ()


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("clicked", "clicked"), ("paid it", "paid"), ("rang them", "called"),
        ("uploaded a photo of my passport", "papers"),
        ("put my login in", "typed"), ("geklickt", "clicked"), ("wrote back to him", "replied"),
        ("they have teamviewer on my machine now what do i do", "remote"), ("yes he took 600", "transfer"),
        ("I think I typed it but I'm not sure", "typed"),
    ],
)  # fmt: skip
def test_an_act_may_be_told_in_a_word_or_two(text: str, act: str) -> None:
    assert act in opened(said(text, said(PARCEL).memory).memory).acts


def test_opening_the_mail_is_not_opening_a_file() -> None:
    assert shown(said("I only opened it on my phone, is it bad?", said(PARCEL).memory)).startswith("Reading a mail")


@pytest.mark.parametrize("sender", ["sorry wrong, it was noreply@norton.com", "noreply@norton.com"])
def test_a_sender_that_is_only_told_takes_no_warning_away(sender: str) -> None:
    """Anybody can write that address; the person may be misled by it, so the answer stays."""
    again = said(sender, said("billing.team8822@gmail.com", said(CALLBACK).memory).memory)
    assert again.judged[0].state in ("suspicious", "likely_scam")
    assert "my answer stays" in shown(again)


def test_a_bare_address_below_a_mail_without_a_sender_is_its_sender() -> None:
    assert said("billing.team8822@gmail.com", said(CALLBACK).memory).judged[0].state == "likely_scam"


def test_the_steps_for_what_was_done_before_are_not_read_out_again() -> None:
    first = said("I gave my card number", said(PARCEL).memory)
    second = shown(said("and I opened the attachment", first.memory))
    assert "card blocked" in shown(first) and "card blocked" not in second and "steps from before" in second


def test_an_amount_is_not_needed_to_ask_for_money_that_is_lost() -> None:
    paid = said("my husband paid it", said(PARCEL).memory)
    assert "Call your bank now" in shown(said("can we get it back?", paid.memory))


def test_several_acts_of_one_story_all_get_their_steps() -> None:
    answer = said("I got a text from the bank, I clicked the link and then entered my password and my card number")
    assert {"typed", "clicked"} <= set(opened(answer.memory).acts)


def test_a_yes_is_not_asked_back_twice() -> None:
    first = said("ok", said(BOSS).memory)
    assert shown(first) != shown(said("ok", first.memory))


def test_who_asks_whom_to_tell_gets_the_lines_for_their_country() -> None:
    assert "report@phishing.gov.uk" in shown(said("who do I tell?", said(BOSS).memory))


@pytest.mark.parametrize(
    "lure",
    [
        "Can I have my money back? I sent you 500 by mistake, please return it by gift card",
        "Can you get me 5 steam cards today, I will pay you back, keep it between us",
        "Should I send it to you by courier? Then I need your bank details and a copy of your passport.",
        "This is Dave from IT. Approve the sign-in on your phone now please",
    ],
)
def test_a_lure_that_asks_something_is_no_question_to_us(lure: str) -> None:
    assert said(lure).judged
