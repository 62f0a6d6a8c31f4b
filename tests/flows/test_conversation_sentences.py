"""The sentences that a front says by itself: each is there, plain and short."""

import re

import pytest

from bot.flows import say
from bot.mail.email import Mailbox
from bot.reply.plain import plain
from bot.reply.reply import Kind, Reply
from tests.flows.talking import ANN, LIBRARY

TROUBLES = (
    "too-slow", "failed", "lost-answer", "expired-box", "no-parent", "own-message", "edited", "deleted",
    "colleague-unreachable",
)  # fmt: skip
SPEAKERS = {
    "help": say.help_reply(LIBRARY, "en"),
    "welcome": say.welcome(LIBRARY, "en"),
    "invited": say.invited(LIBRARY, "en"),
    "home": say.home(LIBRARY, "en"),
    "ask": say.ask_for_mail(LIBRARY, "en"),
    "consent": say.colleague_consent(LIBRARY, "en", ANN),
    "question": say.colleague_question(LIBRARY, "en", "Pay today"),
    "question without subject": say.colleague_question(LIBRARY, "en", ""),
    "asked": say.colleague_asked(LIBRARY, "en", ANN),
    "asked before": say.colleague_asked(LIBRARY, "en", ANN, waiting=True),
    "yes": say.colleague_answer(LIBRARY, "en", ANN, sent_it=True),
    "no": say.colleague_answer(LIBRARY, "en", ANN, sent_it=False),
    "declined": say.colleague_declined(LIBRARY, "en", ANN),
    "thanks": say.colleague_thanks(LIBRARY, "en", sent_it=False),
    "thanks again": say.colleague_thanks(LIBRARY, "en", sent_it=True, again=True),
    **{what: say.trouble(LIBRARY, "en", what) for what in TROUBLES},
}


@pytest.mark.parametrize("name", SPEAKERS)
def test_each_begins_with_its_point_in_short_plain_sentences(name: str) -> None:
    reply = SPEAKERS[name]
    assert reply.blocks[0].kind is Kind.LEAD
    assert reply.blocks[0].spans[0].bold
    text = plain(reply)
    assert not {"!", "{", "*"} & set(text)
    assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.?:])\s", text)) <= 26


def test_every_trouble_has_words_of_its_own() -> None:
    said = [plain(say.trouble(LIBRARY, "en", what)) for what in (*TROUBLES, "anything else")]
    assert len(set(said)) == len(said)


def test_a_language_without_words_of_its_own_gets_english() -> None:
    assert plain(say.help_reply(LIBRARY, "fi")) == plain(say.help_reply(LIBRARY, "en"))
    assert plain(say.help_reply(LIBRARY, "de")).strip()


def test_the_colleague_sees_the_subject_as_a_strangers_words() -> None:
    subject = "Pay <!channel> now http://evil.example " + "x" * 500
    reply = say.colleague_question(LIBRARY, "en", subject)
    foreign = [span for block in reply.blocks for span in block.spans if span.untrusted]
    assert len(foreign) == 1 and len(foreign[0].text) <= 150
    assert "hxxp://evil[.]example" in plain(reply)


def test_a_yes_of_the_colleague_is_passed_on_as_their_word_only() -> None:
    said = plain(say.colleague_answer(LIBRARY, "en", ANN, sent_it=True))
    assert said.startswith("Ann Müller says they sent it. That is their word; I did not check it.")


@pytest.mark.parametrize("name", ["A" * 200, "Ann\n*Boss* <!here>", "", "\u202eAnn"])
def test_a_label_is_short_and_one_line_whatever_the_name(name: str) -> None:
    label = say.ask_colleague_button(LIBRARY, "en", Mailbox(name, "ann@northwind.example")).label
    assert len(label) <= say.LONGEST_LABEL
    assert label.isprintable()


def test_no_reply_has_more_than_five_buttons_and_feedback_stays() -> None:
    full = Reply((), say.buttons(LIBRARY, "en", "sender", "clicked", "opened", "typed", "paid", "helped", "wrong"))
    more = say.beside(full, say.ask_colleague_button(LIBRARY, "en", ANN))
    assert [button.id for button in more.buttons] == ["sender", "clicked", "ask-colleague", "helped", "wrong"]
