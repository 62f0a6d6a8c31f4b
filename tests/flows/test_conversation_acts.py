"""What somebody did leads to the right steps; feedback, colleagues, and what a front asks of a turn."""

import re

import pytest

from bot.flows.check import Asker
from bot.flows.conversation import turn
from bot.flows.shapes import Dropped, Heard, How, Turned
from tests.flows.talking import ANN, BOSS, BRITISH, LIBRARY, NORTHWIND, PARCEL, demo, dropped, pressed, said, shown
from tests.flows.test_meaning import ASKS, lines

EVERY_QUESTION = sorted({lines(block)[0] for block in ASKS.values()})


@pytest.mark.parametrize("button", ["clicked", "called", "paid", "typed", "opened"])
def test_every_act_gets_steps_without_any_mail(button: str) -> None:
    answer = shown(pressed(button))
    assert answer.startswith("Thank you for telling me. If a strange mail, text or call made you do it, do these now:")
    assert "security team" in answer


def test_words_and_buttons_lead_to_the_same_steps() -> None:
    memory = said(BOSS).memory
    assert shown(pressed("clicked", memory)) == shown(said("I clicked on the link", memory))


def test_the_steps_are_those_for_the_kind_of_scam() -> None:
    assert "gift card's issuer" in shown(pressed("paid", said(BOSS).memory))
    assert "gift card's issuer" not in shown(pressed("paid"))


def test_several_acts_make_one_list_without_repeats() -> None:
    steps = [
        line
        for line in shown(said("I clicked, typed in my password and gave my card number")).splitlines()
        if line[:2] == "- "
    ]
    assert len(steps) == len(set(steps))
    assert sum("security team" in line for line in steps) == 1
    assert any("password" in line for line in steps) and any("bank" in line for line in steps)


@pytest.mark.parametrize(
    ("region", "line"), [("gb", "report@phishing.gov.uk"), ("us", "ReportFraud.ftc.gov"), ("au", "scamwatch")]
)
def test_where_to_report_it_depends_on_the_country(region: str, line: str) -> None:
    assert line in shown(pressed("paid", asker=Asker(region=region)))
    assert "Where to report it" not in shown(pressed("paid", asker=Asker(region="zz")))


def test_a_mail_in_amazons_name_is_reported_to_amazon_too() -> None:
    assert "amazon.com/reportascam" in shown(said("I called them", dropped(demo("01")).memory))


def test_feedback_is_written_down_once_and_thanked_for() -> None:
    first = pressed("wrong", said(BOSS).memory)
    again = pressed("wrong", first.memory)
    assert (first.feedback, again.feedback) == ("wrong", "")
    assert shown(first) != shown(again)
    assert pressed("helped", first.memory).feedback == "helped"


def test_words_of_disagreement_are_feedback_too() -> None:
    assert said("I think you are wrong", said(BOSS).memory).feedback == "wrong"


def test_thanks_is_answered_once() -> None:
    first = said("thanks", said(BOSS).memory)
    assert first.reply is not None
    assert said("thank you!", first.memory).reply is None


@pytest.mark.parametrize("state", ["", "flagged", "fine", "unsure"])
@pytest.mark.parametrize("text", EVERY_QUESTION)
def test_every_question_gets_a_short_plain_answer(text: str, state: str) -> None:
    about = {"": b"", "flagged": said(BOSS).memory, "fine": dropped(demo("06")).memory, "unsure": said(PARCEL).memory}
    turned = said(text, about[state])
    assert turned.reply is not None
    assert turned.judged == ()
    answer = shown(turned)
    assert not {"!", "%", "{"} & set(answer)
    assert len(turned.reply.buttons) <= 5
    assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.?:])\s", answer)) <= 28


def test_a_mail_in_a_colleagues_name_offers_to_ask_them() -> None:
    turned = said(BOSS, asker=NORTHWIND)
    assert turned.colleague == ANN
    assert turned.reply is not None
    assert ("ask-colleague", "Ask Ann Müller") in [(one.id, one.label) for one in turned.reply.buttons]


def test_a_pasted_mail_from_the_colleagues_own_address_can_be_asked_about() -> None:
    turned = said(
        f"From: Ann <{ANN.address}>\nSubject: Bank\n\nPlease change my bank account for the salary.", asker=NORTHWIND
    )
    assert turned.colleague == ANN


def test_a_mail_in_nobodys_name_offers_no_colleague() -> None:
    turned = dropped(demo("01"))
    assert turned.colleague is None


@pytest.mark.parametrize("button", ["ask-colleague", "colleague-ask", "colleague-leave"])
def test_who_wants_to_ask_a_colleague_is_told_whom_and_about_what(button: str) -> None:
    first = said(BOSS, asker=NORTHWIND)
    turned = pressed(button, said("why?", first.memory, NORTHWIND).memory, NORTHWIND)
    assert turned.reply is None
    assert (turned.colleague, turned.subject) == (ANN, "Quick one")
    assert turned.campaign == first.judged[0].campaign != ""


def test_all_of_the_last_answer_can_be_seen_again() -> None:
    first = said(BOSS)
    again = pressed("show-all", first.memory)
    assert again.reply == first.reply
    assert shown(pressed("show-all")).startswith("I don't have that mail any more.")


def test_the_sender_typed_into_a_box_counts_whatever_stands_around_it() -> None:
    turned = turn(Heard(pressed="sender", text="Evri <post@evri-fee.example>"), said(PARCEL).memory, LIBRARY, BRITISH)
    assert "with the sender you told me: Evri <post@evri-fee[.]example>" in shown(turned)


def test_a_box_without_an_address_asks_again() -> None:
    turned = turn(Heard(pressed="sender", text="no idea"), said(PARCEL).memory, LIBRARY, BRITISH)
    assert shown(turned).startswith("Please write the sender's full address here.")


def pointed_at(text: str, own: str = "") -> Turned:
    return turn(Heard(How.SHORTCUT, own, (Dropped("", text.encode()),)), b"", LIBRARY, BRITISH)


@pytest.mark.parametrize("text", ["Meeting moved to room four", "thanks", "why?", "Are you free?", "tell me a joke"])
def test_a_message_that_somebody_points_at_is_judged_whatever_it_says(text: str) -> None:
    assert len(pointed_at(text).judged) == 1
    assert len(pointed_at(text, "is this ok?").judged) == 1


def test_a_story_that_somebody_points_at_is_a_story() -> None:
    assert pointed_at("my boss asks me on WhatsApp for gift cards").judged[0].scam == "executive-gift-cards"


@pytest.mark.parametrize(
    ("text", "scam"),
    [
        ("got an email from DHL about a customs fee, is it real?", "parcel-fee"),
        ("our supplier says they have a new bank account, should we pay?", "supplier-bank-change"),
        ("I got an SMS code that I did not request", "login-prompts"),
    ],
)
def test_a_story_that_ends_in_a_question_is_answered_as_a_story(text: str, scam: str) -> None:
    assert said(text).judged[0].scam == scam


def test_a_new_story_in_the_same_conversation_is_a_new_case() -> None:
    memory = said("my boss asks me on WhatsApp for gift cards").memory
    assert said("our supplier says they have a new bank account, should we pay?", memory).judged
    assert said("should we pay?", memory).judged == ()


def test_a_question_that_somebody_points_at_is_asked_for_its_mail() -> None:
    assert shown(pointed_at("is this legit?")).startswith("Show me the mail, please.")
