"""Whole conversations, compared word for word: what a person in a hurry reads, turn by turn."""

import io
import re
from pathlib import Path

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from syrupy.assertion import SnapshotAssertion

from bot.flows.check import Asker
from bot.flows.conversation import turn
from bot.flows.memory import MOST_BYTES, opened
from bot.flows.ports import Dropped, Heard, How, Turned
from bot.library.content import content_root
from bot.library.library import Library
from bot.mail.email import Mailbox
from bot.reply.plain import plain
from bot.reply.reply import Reply
from tests.flows.test_meaning import ASKS, lines
from tests.growth import grows_linearly

LIBRARY = Library.load()
DEMO = content_root() / "demo"
EVERY_QUESTION = sorted({lines(block)[0] for block in ASKS.values()})
BRITISH = Asker(region="gb")
ANN = Mailbox("Ann Müller", "ann.mueller@northwind.example")
NORTHWIND = Asker(colleagues=(ANN,), own_domains=frozenset({"northwind.example"}))
PARCEL = "Your parcel is held. Pay the fee of £1.99 today at http://evri-fee.example/x or we send it back."
HUGE = Dropped("huge.eml", problem="too-large")
BOSS = "From: Ann Müller <ceo.desk@mail.test>\nSubject: Quick one\n\nAre you free? I need a favour, buy 5 gift cards."


def said(text: str, memory: bytes = b"", asker: Asker = BRITISH) -> Turned:
    return turn(Heard(text=text), memory, LIBRARY, asker)


def pressed(button: str, memory: bytes = b"", asker: Asker = BRITISH) -> Turned:
    return turn(Heard(pressed=button), memory, LIBRARY, asker)


def dropped(*files: Dropped, text: str = "", memory: bytes = b"", more: int = 0) -> Turned:
    return turn(Heard(text=text, files=files, more_files=more), memory, LIBRARY, BRITISH)


def demo(name: str) -> Dropped:
    path = next(DEMO.glob(f"{name}*"))
    return Dropped(path.name, path.read_bytes())


def shown(turned: Turned) -> str:
    return plain(turned.reply) if turned.reply else "(says nothing)"


def transcript(*turns: str | Heard, asker: Asker = BRITISH) -> str:
    """The conversation as both sides see it. "!paid" is a pressed button."""
    memory, lines = b"", []
    for one in turns:
        heard = one if isinstance(one, Heard) else Heard(pressed=one[1:]) if one.startswith("!") else Heard(text=one)
        turned = turn(heard, memory, LIBRARY, asker)
        memory = turned.memory
        files = " ".join(f"({file.name})" for file in heard.files)
        lines.append(f">>> {files} {heard.text}{heard.pressed and f'[{heard.pressed}]'}".strip())
        lines.append(shown(turned))
    return "\n\n".join(lines)


def picture(data: str = "") -> bytes:
    """A screenshot: white, or with a QR code."""
    made = io.BytesIO()
    if data:
        segno.make(data).save(made, kind="png", scale=8, border=4)
    else:
        Image.new("RGB", (200, 200), "white").save(made, "PNG")
    return made.getvalue()


# ── Whole conversations ─────────────────────────────────────────────────────────────────────────────────────


def test_twenty_turns_about_a_parcel(snapshot: SnapshotAssertion) -> None:
    assert snapshot == transcript(
        "hi", "is this legit?", PARCEL, "what do you need?", "I don't know who sent it",
        "ah, it came from Evri <post@evri-fee.example>", "why?", "how sure are you?",
        "should I be worried?", "I didn't click", "hm wait, I did click on it",
        "what should I do", "!paid", "I also typed my password there", "ok thanks", "thanks", "can I delete it?",
        "I think you are wrong", "you are wrong, I know them", "!helped",
    )  # fmt: skip


def test_twenty_turns_about_several_files(snapshot: SnapshotAssertion) -> None:
    assert snapshot == transcript(
        Heard(text="got these today, what do you think?", files=(demo("02"), demo("01"), HUGE)),
        "explain", "are you certain?", "can I reply to them?", "should I call the number?", "can I unsubscribe?",
        "I called them", "they are on my computer, I gave them remote access", "what now", "am I hacked?",
        "who made you", "do you keep my mail?", "tell me a joke", "do you speak German?",
        Heard(files=(demo("06"),)), "why", "how do you know?", "I clicked", "so can I click it?", "bye",
    )  # fmt: skip


def test_a_conversation_without_any_mail(snapshot: SnapshotAssertion) -> None:
    assert snapshot == transcript(
        "help", "why?", "how sure are you", "can I delete it", "should I be worried", "what should I do", "I know them",
        "I didn't click anything", "I clicked on a link in a strange mail", "asdf", "you are stupid", "blorp fnord",
        "the sender was bob@mail.test", "yes", "no", "thank you", "", "!nonsense",
    )  # fmt: skip


def test_a_conversation_about_a_picture(snapshot: SnapshotAssertion) -> None:
    assert snapshot == transcript(
        Heard(text="is this ok?", files=(Dropped("screen.png", picture("https://micros0ft-login.example/pay")),)),
        "how do I copy it",
        "Dear user, your mailbox is full. Scan the code to keep your mail, or your account will be closed today.",
        "it says it is from Microsoft <help@micros0ft-login.example>", "I scanned it", "thanks",
    )  # fmt: skip


def test_a_conversation_about_a_colleague(snapshot: SnapshotAssertion) -> None:
    assert snapshot == transcript(BOSS, "I bought gift cards and sent them", "how sure are you", asker=NORTHWIND)


# ── Judging ─────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── What more is told ───────────────────────────────────────────────────────────────────────────────────────


def test_a_sender_that_is_told_changes_the_verdict_and_stays_unproven() -> None:
    before = said("Hello, here are the minutes of our meeting on Tuesday, please tell me if anything is missing.")
    assert before.judged[0].state == "cannot_tell"
    after = said("the sender was Ann <ann@acme.example>", before.memory)
    assert after.judged[0].state == "no_warning_signs"
    assert shown(after).startswith("I can't check who really sent this")


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


# ── Acts and feedback ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("button", ["clicked", "called", "paid", "typed", "opened"])
def test_every_act_gets_steps_without_any_mail(button: str) -> None:
    answer = shown(pressed(button))
    assert answer.startswith("Thank you for telling me. Do these now:")
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


# ── Colleagues ──────────────────────────────────────────────────────────────────────────────────────────────


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


# ── What a front asks of a turn ──────────────────────────────────────────────────────────────────────────────


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


# ── What must hold for every answer ─────────────────────────────────────────────────────────────────────────

HOSTILE = (
    "<!channel> <http://evil.example|paypal.com> `x` *b* **b** \u202eevil\u2066 \x1b[31m {{ 7*7 }} {% x %} "
    "\ue0000\ue001 # a\n## b\n1. c\n- d"
)
ONE_LINE = HOSTILE.splitlines()[0]
LURE = "Your order of $900. Call 803-555-0142 to cancel it."
HOSTILE_MAILS = {
    "name": f"From: Amazon evil {ONE_LINE} <a@mail.test>\nSubject: x\n\n{LURE}",
    "subject": f"From: a@mail.test\nSubject: evil {ONE_LINE}\n\n{LURE}",
    "text": f"From: a@mail.test\nSubject: x\n\nYour order of $900 {HOSTILE}. Call 803-555-0142 to cancel {HOSTILE}.",
    "file": f"From: a@mail.test\nSubject: x\n\n{LURE}",
}


def foreign(reply: Reply) -> str:
    return "".join(span.text for block in reply.blocks for span in block.spans if not span.untrusted)


@pytest.mark.parametrize("mail", HOSTILE_MAILS.values(), ids=HOSTILE_MAILS.keys())
def test_no_word_of_a_mail_becomes_ours(mail: str) -> None:
    memory = b""
    first = Heard(files=(Dropped(f"evil {HOSTILE}.eml", mail.encode()), Dropped(f"evil {HOSTILE}2.eml", mail.encode())))
    for heard in (
        first,
        Heard(text="why?"),
        Heard(text="how sure?"),
        Heard(text="I paid"),
        Heard(text="can I delete it?"),
    ):
        turned = turn(heard, memory, LIBRARY, BRITISH)
        memory = turned.memory
        assert turned.reply is not None
        assert not any(mark in foreign(turned.reply) for mark in ("evil", "<!", "{{", "\u202e", "\x1b", "49"))
        assert len(turned.reply.buttons) <= 5


@given(st.text(max_size=300), st.binary(max_size=300), st.sampled_from(["", "clicked", "wrong", "sender", "xyz"]))
@settings(max_examples=30)
def test_anything_gets_an_answer(text: str, data: bytes, button: str) -> None:
    for heard in (Heard(text=text), Heard(text=text, files=(Dropped(text, data),)), Heard(pressed=button, text=text)):
        turned = turn(heard, data, LIBRARY, NORTHWIND)
        assert turned.reply is not None
        assert turned.reply.blocks
        turn(Heard(text="why"), turned.memory, LIBRARY, NORTHWIND)


def test_lone_surrogates_are_no_harm() -> None:
    turned = said("Dear customer, your \ud800 account is closed, sign in at http://x.example/\udfff now")
    assert said("why?", turned.memory).reply is not None


@pytest.mark.parametrize("memory", [b"x", b"\x80", b"\xff" * 100, b'{"version":1}'])
def test_an_unreadable_memory_begins_a_new_conversation(memory: bytes) -> None:
    assert shown(said("why?", memory)) == shown(said("why?"))


def test_the_memory_of_a_huge_mail_is_small_and_can_be_judged_again() -> None:
    turned = said(
        "Dear customer, pay the fee now at http://parcel.example/pay\n" + "Lorem ipsum dolor sit amet. \n" * 40_000
    )
    assert len(turned.memory) <= MOST_BYTES
    assert said("it came from a@mail.test", turned.memory).judged


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.*")), ids=lambda path: path.stem)
def test_every_mail_that_ships_can_be_asked_about(path: Path) -> None:
    turned = dropped(Dropped(path.name, path.read_bytes()))
    for text in ("why?", "how sure are you?", "what now?", "should I be worried?", "can I reply?", "I clicked"):
        turned = said(text, turned.memory)
        assert turned.reply is not None
        assert turned.judged == ()


@pytest.mark.parametrize(
    "piece", ["I clicked. ", "Dear customer, pay 5 now at http://x.example/a ", "why? ", "From: a@b.example\n"]
)
def test_a_turn_grows_no_faster_than_what_was_said(piece: str) -> None:
    grows_linearly(said, lambda n: piece * n, n=200, largest=1 << 12)
