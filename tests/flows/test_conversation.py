"""Whole conversations, compared word for word: what a person in a hurry reads, turn by turn."""

from syrupy.assertion import SnapshotAssertion

from bot.flows.shapes import Dropped, Heard
from tests.flows.talking import BOSS, HUGE, NORTHWIND, PARCEL, demo, picture, transcript


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
