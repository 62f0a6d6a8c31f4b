"""The company's own practice mail is answered kindly, is known by a secret alone, and the secret never gets out."""

import json
import logging

import pytest

from bot.commands.report import as_json
from bot.flows.check import Asker, check, checked
from bot.flows.conversation import turn
from bot.flows.memory import opened
from bot.flows.shapes import Dropped, Heard, Turned
from bot.library.library import Library
from bot.library.organisation import Organisation
from bot.mail.email import Email, Link, Source
from bot.reply.plain import plain
from bot.verdict.verdict import State
from tests.flows.test_organisation import HOP, INES, OUTSIDE, proved
from tests.growth import grows_linearly

LIBRARY = Library.load()
MARK = "Kx7-planted-Q2"
RULES = Asker(region="gb", organisation=Organisation(exercise_mark=MARK))
STRICT = Asker(region="gb", organisation=Organisation(exercise_mark=MARK, exercise_senders=frozenset({"lure.test"})))
NONE = Asker(region="gb")
LURE = (
    "From: Amazon Orders <orders@lure.test>\nTo: ann@northwind.example\nSubject: Your account\n{0}\n"
    "Your account was charged $499.00. Sign in within 24 hours and enter your password: https://lure.test/amazon?id={1}\n"
)
IN_HEADER = LURE.format(f"X-Exercise: round 3; {MARK}\n", "1")
IN_LINK = LURE.format("", MARK)
WRAPPED = IN_LINK.replace("https://lure.test", "https://www.google.com/url?q=https%3A%2F%2Flure.test").replace(
    "?id=", "%3Fid%3D"
)
SLACKS = json.dumps(
    {
        "filetype": "email", "mode": "email", "subject": "Your account", "plain_text": IN_LINK.partition("\n\n")[2],
        "from": [{"address": "orders@lure.test", "name": "Amazon", "original": "Amazon <orders@lure.test>"}],
    }
)  # fmt: skip
FORWARD = (
    "From: Bob <bob@northwind.example>\nTo: ann@northwind.example\nSubject: Fwd: Your account\n\n"
    "---------- Forwarded message ---------\n" + IN_LINK
)
PROVED = proved("lure.test") + OUTSIDE


def state(data: str, asker: Asker, name: str = "mail.eml") -> State:
    return check(data.encode(), name, LIBRARY, asker).verdict.state


@pytest.mark.parametrize(
    "data, name",
    [
        (IN_HEADER, "mail.eml"),
        (IN_LINK, "mail.eml"),
        (WRAPPED, "mail.eml"),
        (IN_LINK, ""),
        (IN_LINK.partition("\n\n")[2], ""),
        (SLACKS, "mail.json"),
        (FORWARD, "mail.eml"),
    ],
    ids=["in a header", "in a link", "behind a wrapper", "pasted", "its text alone", "Slack's copy", "a forward"],
)
def test_the_mark_in_a_header_or_link_tells_the_exercise(data: str, name: str) -> None:
    assert state(data, NONE, name) is not State.SIMULATION
    assert state(data, RULES, name) is State.SIMULATION


def test_an_exercise_stands_above_what_looks_like_a_scam_on_purpose() -> None:
    assert state(IN_LINK, NONE).flagged
    assert not state(IN_LINK, RULES).flagged


@pytest.mark.parametrize(
    "data",
    [
        LURE.format("X-PHISHTEST: This is a phishing security test\n", "1"),
        LURE.format("X-Exercise: Kx7-planted\n", "kx7-planted-q2"),
        LURE.format("", "1") + f"\nYour case number is {MARK}.\n",
        LURE.format("", "1").replace("Your account\n", f"Your account {MARK}\n"),
    ],
    ids=["a vendor's header", "almost the mark", "the mark in the text", "the mark where people see it"],
)
def test_without_the_mark_in_its_place_the_mail_is_judged_as_any_other(data: str) -> None:
    assert state(data, RULES) is state(data, NONE)
    assert state(data, RULES).flagged


@pytest.mark.parametrize(
    "data",
    [
        LURE.format("", "x" * 100_000 + MARK),
        LURE.format("", f"1 {' '.join(f'https://lure.test/{n:0500}' for n in range(200))} https://lure.test/{MARK}"),
        LURE.format("\n".join(f"X-Guess-{n}: {n:0500}" for n in range(150)) + f"\nX-Guess: {MARK}\n", "1"),
    ],
    ids=["a long link", "many links", "many headers"],
)
def test_a_mail_is_no_place_to_try_a_million_marks_at_once(data: str) -> None:
    """Whoever guesses hears "well spotted" as soon as one guess is right, so there is room for few of them."""
    assert state(data, RULES) is not State.SIMULATION
    assert state(data.replace("x" * 100_000, "").replace("0" * 400, ""), RULES) is State.SIMULATION


@pytest.mark.parametrize("mark", ["", " ", "\n"])
def test_no_mark_marks_nothing(mark: str) -> None:
    assert state(IN_LINK, Asker(organisation=Organisation(exercise_mark=mark))).flagged


def test_where_senders_are_named_the_mark_counts_in_their_proved_originals_only() -> None:
    assert state(PROVED + IN_LINK, STRICT) is State.SIMULATION
    forged = HOP.format("mail.test") + proved("lure.test")
    other = proved("mail.test") + OUTSIDE + IN_LINK.replace("orders@lure.test", "orders@mail.test")
    for data in (IN_LINK, OUTSIDE + IN_LINK, forged + IN_LINK, other, PROVED + LURE.format("", "1")):
        assert state(data, STRICT).flagged
    for data, name in ((PROVED + IN_LINK, ""), (PROVED + IN_LINK, "source.txt"), (SLACKS, "mail.json")):
        assert state(data, STRICT, name).flagged


def test_an_exercise_whose_sender_is_not_proved_is_judged_and_its_mark_is_not_quoted() -> None:
    link = f"https://lure.test/amazon.com/login?id={MARK}"
    for text in (IN_LINK, IN_LINK.replace("https://lure.test/amazon?id=", f"http://192.0.2.9/{'x' * 150}?id="), link):
        found = check(text.encode(), "", LIBRARY, STRICT)
        assert MARK not in as_json("-", found)
        assert not any(MARK[:4] in one.evidence.quote for one in found.verdict.findings)


@pytest.mark.parametrize(
    "data",
    [
        LURE.format(f"X-Exercise: {MARK}\n", MARK.replace("-", "%2D")),
        LURE.format(f"X-Exercise: {MARK}\n", "1").replace("//lure", f"//{MARK}.lure"),
        LURE.format(f"X-Exercise: {MARK}\n", "1").replace("Sign in", f"{MARK.lower()} Sign in"),
    ],
    ids=["in per cents", "in a host", "in small letters"],
)
def test_a_mark_that_counts_for_nothing_is_not_quoted_in_another_spelling_either(data: str) -> None:
    answered = plain(check(data.encode(), "mail.eml", LIBRARY, STRICT).reply)
    assert "lure" in answered and "planted" not in answered


def test_nothing_that_leaves_tells_the_mark_or_how_it_was_known(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for data in (IN_HEADER, IN_LINK, PROVED + IN_LINK):
        found = check(data.encode(), "mail.eml", LIBRARY, STRICT if data.startswith(PROVED) else RULES)
        told = json.loads(as_json("mail.eml", found))
        assert (told["state"], told["evidence"], told["checked"], told["rule"]) == ("simulation", [], [], None)
        assert MARK not in json.dumps(told) and "X-Exercise" not in json.dumps(told)
    assert MARK not in repr(RULES) and MARK not in caplog.text


def test_the_answer_says_well_spotted_and_asks_to_keep_it_quiet() -> None:
    assert plain(check(IN_LINK.encode(), "mail.eml", LIBRARY, RULES).reply) == (
        "Well spotted. This was a practice mail from your own company. You did the right thing: you asked first.\n\n"
        "It can do no harm, and there is nothing left to do. You can delete it.\n\n"
        "Please don't tell others what it looks like. Then they can practise too.\n\n"
        "[This helped] [I think this is wrong]"
    )


def test_the_search_for_the_mark_is_linear() -> None:
    def hostile(size: int) -> Email:
        text = "https://lure.test/" + "K" * size
        links = (Link("", text, text),) * 10
        return Email(Source.PASTED, links=links, headers=(("X-Mark", "K" * size),))

    from bot.verdict.house_rules import is_exercise

    rules = Organisation(exercise_mark="K" * 60 + "z")
    grows_linearly(lambda email: is_exercise(email, rules, original=False), hostile)


def said(text: str, memory: bytes = b"", asker: Asker = RULES) -> Turned:
    return turn(Heard(text=text), memory, LIBRARY, asker)


def shown(turned: Turned) -> str:
    return plain(turned.reply) if turned.reply else ""


def handed(asker: Asker = RULES) -> bytes:
    turned = turn(Heard(files=(Dropped("mail.eml", IN_LINK.encode()),)), b"", LIBRARY, asker)
    assert [one.state for one in turned.judged] == ["simulation"]
    assert (turned.judged[0].signals, turned.judged[0].campaign, turned.campaign) == ((), "", "")
    return turned.memory


def test_who_clicked_in_an_exercise_hears_kind_words_and_no_alarm() -> None:
    for words in ("I clicked on the link", "I typed my password", "I paid"):
        answer = shown(said(words, handed()))
        assert answer.startswith(
            "Thank you for telling me. All is well: it was only a practice mail. Nothing was stolen"
        )
        assert "Your security team sees only numbers, not names." in answer
        assert "bank" not in answer and "Call" not in answer and "Change" not in answer
    assert shown(turn(Heard(pressed="clicked"), handed(), LIBRARY, RULES)).startswith(
        "Thank you for telling me. All is"
    )


def test_an_act_beside_the_exercise_is_answered_kindly_too() -> None:
    turned = turn(Heard(text="I clicked on it", files=(Dropped("m.eml", IN_LINK.encode()),)), b"", LIBRARY, RULES)
    assert "it was only a practice mail" in shown(turned)
    assert opened(turned.memory).acts == ()


QUESTIONS = {
    "why?": "It was a practice mail from your own company. How I know that stays a secret.",
    "how sure are you?": "I am sure. It was a practice mail",
    "what now?": "It was only a practice mail from your own company. There is nothing left to do.",
    "can I delete it?": "It was only a practice mail",
    "who do I tell?": "You need not tell anybody.",
    "thanks": "You are welcome.",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_about_an_exercise_give_nothing_away(question: str) -> None:
    answer = shown(said(question, handed()))
    assert answer.startswith(QUESTIONS[question])
    assert MARK not in answer and "link" not in answer and "header" not in answer


def test_a_scam_after_an_exercise_gets_its_steps_again() -> None:
    scam = turn(Heard(files=(Dropped("m.eml", LURE.format("", "1").encode()),)), handed(), LIBRARY, RULES)
    assert "Do these now:" in shown(said("I typed my password", scam.memory))


def test_the_exercises_link_alone_is_known_too() -> None:
    link = f"https://lure.test/amazon?id={MARK}"
    assert shown(said(link)).startswith("Well spotted.")
    assert not shown(said(link, asker=NONE)).startswith("Well spotted.")
    assert MARK not in shown(said(link, asker=STRICT)) and not shown(said(link, asker=STRICT)).startswith("Well")


def test_of_an_exercise_and_a_scam_the_scam_is_answered_and_the_exercise_named() -> None:
    files = (Dropped("one.eml", IN_LINK.encode()), Dropped("two.eml", LURE.format("", "1").encode()))
    turned = turn(Heard(files=files), b"", LIBRARY, RULES)
    assert [one.state for one in turned.judged][1] == "simulation"
    assert "one[.]eml: a practice mail from your own company" in shown(turned)


def test_nobody_is_asked_whether_they_sent_an_exercise() -> None:
    from bot.mail.email import Mailbox

    rules = Asker((Mailbox("Amazon Orders", "orders@lure.test"),), RULES.organisation)
    turned = turn(Heard(files=(Dropped("mail.eml", IN_LINK.encode()),)), b"", LIBRARY, rules)
    assert turned.colleague is None and "[Ask " not in shown(turned)


def test_what_is_told_of_a_sender_later_makes_no_known_sender() -> None:
    rules = Asker(organisation=Organisation(trusted_senders=frozenset({"acme.example"})))
    first = said(INES.partition("\n\n")[2] * 3, asker=rules)
    again = said("the sender was ines@acme.example", first.memory, rules)
    assert [one.state for one in again.judged] == ["no_warning_signs"]
    raw = proved("acme.example") + OUTSIDE + INES
    pasted = said(raw, asker=rules)
    assert [one.state for one in pasted.judged] == ["no_warning_signs"]
    shared = turn(Heard(files=(Dropped("", raw.encode()),)), b"", LIBRARY, rules)
    assert [one.state for one in shared.judged] == ["no_warning_signs"]
    file = turn(Heard(files=(Dropped("mail.eml", raw.encode()),)), b"", LIBRARY, rules)
    assert [one.state for one in file.judged] == ["known_genuine"]
    assert shown(said("why?", file.memory, rules)).startswith("Your security team knows this sender")
    assert shown(said("how sure are you?", file.memory, rules)).startswith("I am fairly sure, but I can be wrong.")
    assert "I found no warning signs in that mail" in shown(said("I clicked on the link", file.memory, rules))
    assert (
        checked(opened(file.memory).email or Email(Source.RAW), LIBRARY, rules).verdict.state is State.NO_WARNING_SIGNS
    )
