"""Whoever writes a question is told each mistake; and one with two right answers is never asked."""

from datetime import date
from pathlib import Path

import pytest

from bot.library.mistake import Mistake
from bot.library.quizzes import Questions
from bot.library.quizzes.coverage import question_coverage, question_notices
from bot.library.quizzes.question import Question
from bot.library.quizzes.style import question_mistakes
from bot.library.tip_facts import Known
from bot.library.tip_validation import tip_mistakes, tip_notices
from bot.library.tips import known_names
from bot.library.topics import tip_words
from tests.library.quiz_folder import DO, LEGIT, PART, SCAM, WHICH
from tests.library.tip_folder import edit, messages, write

TODAY = date(2026, 11, 22)


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return messages(tmp_path)


def known(root: Path) -> Known:
    return known_names(root, tip_words(root))


def told(root: Path, own: Path | None = None) -> list[str]:
    return [str(one) for one in question_mistakes(root, known(root), TODAY, own)]


def told_of(root: Path, text: str, old: str, new: str) -> list[str]:
    """The mistakes in a question that has been changed once."""
    assert old in text
    write(root / "en" / "quizzes" / "changed.md", text.replace(old, new, 1))
    return [one for one in told(root) if one.startswith("en/quizzes/changed.md: ")]


def asked(root: Path) -> list[str]:
    """The ids of those that people may be asked."""
    return [one.id for one in Questions.load(root, known(root), lambda _: None).all()]


@pytest.mark.parametrize("text", [DO.replace("a phone", "a cake"), PART, WHICH])
def test_a_question_in_order_has_no_mistakes(root: Path, text: str) -> None:
    assert told_of(root, text, "+++", "+++") == []
    assert "changed" in asked(root)


# ── Two right answers ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "old", "new", "wanted"),
    [
        (DO, 'right = "app"', 'right = ["app", "call"]', 'right: write right = "app"'),
        (DO, 'right = "app"', 'right = "app, call"', "right: no option is called 'app, call'; write one of: app, call"),
        (DO, 'right = "app"\n', "", "right: is missing"),
        (DO, "## call:", "## app:", "options: two options have the same id; change one of them"),
        (DO, "Call the number\n", "Look in the shop's app\n", "options: two options have the same text"),
        (DO, "Call the number\n", "look in the shop's App.\n", "options: two options have the same text"),
        (SCAM, 'right = "scam"', 'right = "legit"', 'right: a mail with kinds of scam is "scam"'),
        (LEGIT, 'right = "legit"', 'right = "scam"', 'right: a mail with kinds of scam is "scam", and one with'),
        (LEGIT, "scams = []", 'scams = ["fake-order"]', 'right: a mail with kinds of scam is "scam"'),
        (SCAM, "## legit", "## scam", "options: write the two options ## scam and ## legit"),
        (SCAM, "## legit", "## both\nRight.\n\n## legit", "options: write the two options ## scam and ## legit"),
        (PART, "## link: https://boats.example/all", "## link: 803-555-0150",
         "options.phone: it holds all of 'link'; choose parts that stand apart"),
        (PART, "## link: https://boats.example/all", "## link: No boat? Call 803-555-0150 to stop it.",
         "options.link: it holds all of 'phone'; choose parts that stand apart"),
        (PART, "## link: https://boats.example/all", "## link: https://boats.example/one",
         "options.link: the mail has no 'https://boats.example/one'; write words that stand in it"),
        (PART, "Call 803-555-0150 to stop it\nRight", "call 803-555-0150\nRight", "options.phone: the mail has no"),
        (WHICH, 'scams = ["fake-order"]', "scams = []", "scams: write at least one kind of scam that the mail is"),
        (WHICH, 'right = "b"', 'right = "c"', "right: no option is called 'c'; write one of: a, b"),
    ],
)  # fmt: skip
def test_a_question_that_could_be_answered_in_two_ways_is_refused(
    root: Path, text: str, old: str, new: str, wanted: str
) -> None:
    found = told_of(root, text, old, new)
    assert [one for one in found if one.startswith(f"en/quizzes/changed.md: {wanted}")], found
    assert "changed" not in asked(root)


def test_of_the_same_mail_twice_neither_is_the_real_one(root: Path) -> None:
    text = WHICH.replace("vans-desk.example", "vans.example").replace("Pay the deposit today.", "Bring your licence.")
    assert told_of(root, text, "licence.", "licence") == [
        "en/quizzes/changed.md: mail: the two mails are the same; only one may be the real one"
    ]
    assert "changed" not in asked(root)


# ── What cannot be asked ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "old", "new", "wanted"),
    [
        (DO, 'kind = "do"', 'kind = "guess"', "kind: write one of: judge, part, which, do"),
        (DO, 'kind = "do"', "kind = 1", 'kind: write kind = "do"'),
        (DO, 'kind = "do"\n', "", "kind: is missing"),
        (DO, 'topic = "orders"', 'topic = "money"', "topic: topics.toml has no topic 'money'"),
        (DO, 'topic = "orders"', 'topic = "trust"', "topic: the idea 'calls' belongs to the topic 'orders'"),
        (DO, '"calls"', '"walls"', "idea: ideas.toml has no idea 'walls'; write one of its ids"),
        (DO, "A mail thanks you for a phone that you never bought. There is a number to call. What do you do?\n", "",
         "text: write the situation and the question below the second +++"),
        (DO, "What do you do?", "What do you do?\n\n~~~mail\nFrom: a\n", "mail: begin a mail with a line ~~~mail"),
        (DO, "What do you do?", "What?\n\n~~~mail\nFrom: a\nSubject: b\n\nc\n~~~", "mail: tell the situation in words"),
        (DO, "## call: Call the number\n", "", "options: write 2 to 4 options; these are 1"),
        (DO, "## call: Call", "## Call", 'options: write each option as "## id: What to do"'),
        (DO, "## call: Call the number", "## call", 'options.call: write what it says: "## call: What to do"'),
        (DO, "Right. Your orders stand there.\n", "", "options.app: write the feedback for whoever chose this"),
        (SCAM, "Subject: Your order of $1,249.00\n", "", "mail: write From: and Subject: above the empty line"),
        (SCAM, "Subject:", "Subjekt:", "mail: 'Subjekt: Your order of $1,249.00' is no header line"),
        (SCAM, "~~~mail", "~~~mail a", "mail: write one mail, between a line ~~~mail and a line ~~~"),
        (SCAM, 'premise = "high"', 'premise = "huge"', "premise: write one of: high, medium, low"),
        (SCAM, "urgency = 1", "urgency = 0", "cues: write cues = { urgency = 1 }"),
        (DO, "## call:", f"## {'c' * 101}:", "options: use at most 100 characters for the name of an option"),
        (WHICH, "~~~mail b", "~~~mail c", "mail: write two mails, the first between ~~~mail a and ~~~"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_shown_is_refused(root: Path, text: str, old: str, new: str, wanted: str) -> None:
    found = told_of(root, text, old, new)
    assert [one for one in found if one.startswith(f"en/quizzes/changed.md: {wanted}")], found
    assert "changed" not in asked(root)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("My Question", "name the file with lower-case letters"),
        ("a" * 101, "give the file a shorter name: at most 100"),
    ],
)
def test_a_name_that_cannot_be_an_id_is_told(root: Path, name: str, wanted: str) -> None:
    write(root / "en" / "quizzes" / f"{name}.md", DO.replace("a phone", "a cake"))
    (found,) = told(root)
    assert wanted in found and name not in asked(root)


# ── What should be better ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "old", "new", "wanted"),
    [
        (DO, 'sources = ["a-report"]', 'sources = ["b-report"]', "sources: sources.toml has no source 'b-report'"),
        (DO, 'sources = ["a-report"]', "sources = []", "sources: write at least one source"),
        (DO, "2026-11-01", "2027-11-01", "checked: 2027-11-01 is yet to come"),
        (DO, 'idea = "calls"\n', "", "idea: is missing"),
        (DO, 'right = "app"', 'right = "app"\nwhere = "sea"', 'where: only kind = "do" has this; it is one of: phone'),
        (DO, 'right = "app"', 'right = "app"\ncolour = 1', "colour: nothing reads this; take it out"),
        (DO, 'right = "app"', 'right = "app"\nanchor = true', 'anchor: only kind = "judge" is measured over time'),
        (DO, 'right = "app"', 'right = "app"\npremise = "low"', "premise: only a scam that is shown as a mail has"),
        (DO, "Call the number\n", "Call " * 16 + "\n", "options.call: use at most 75 characters, for a button"),
        (DO, "What do you do?", "What do you do? " * 12, "text: use at most 60 words; these are"),
        (DO, "Right. Your", "Right. " * 43 + "Your", "options.app.feedback: use at most 45 words; these are 47"),
        (DO, "Right. Your", "Right! Your", "options.app.feedback: end the sentence with a full stop"),
        (DO, "a phone", "a phone from shop.example", "text: take out 'shop.example'"),
        (SCAM, "You bought no TV.", "You bought no TV. " * 9, "text: use at most 40 words; these are"),
        (SCAM, "Hello,", "Hello, " * 101, "mail: use at most 100 words in the body; these are"),
        (SCAM, "amz.orders@gmail.com", "a@amazon-orders.com", "mail: 'amazon-orders.com' may be somebody's; end it"),
        (SCAM, "cues = { urgency = 1, sender = 1 }\n", "", "cues: is missing; a scam's difficulty follows from it"),
        (SCAM, 'premise = "high"\n', "", 'premise: is missing; a scam\'s difficulty follows from it: premise = "high"'),
        (SCAM, "sender = 1", "smell = 1", "cues: cues.toml has no cue 'smell'"),
        (SCAM, "anchor = true", 'misleading = ["urgency"]', "misleading: only a genuine mail has this; take it out"),
        (LEGIT, 'misleading = ["urgency"]\n', "", "misleading: write what in it might mislead somebody"),
        (LEGIT, '["urgency"]', '["hurry"]', "misleading: cues.toml has no cue 'hurry'"),
    ],
)  # fmt: skip
def test_a_mistake_that_does_not_keep_it_from_being_asked_is_told(
    root: Path, text: str, old: str, new: str, wanted: str
) -> None:
    found = told_of(root, text, old, new)
    assert [one for one in found if one.startswith(f"en/quizzes/changed.md: {wanted}")], found
    assert "changed" in asked(root)


def test_a_question_that_stands_twice_is_told(root: Path) -> None:
    write(root / "en" / "quizzes" / "twice.md", SCAM)
    assert told(root) == ["en/quizzes/twice.md: text: en/quizzes/order.md asks the same; write something new"]


# ── A company's own ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_own_question_is_told_about_in_the_same_way_and_may_show_a_mail_as_it_was(root: Path, own: Path) -> None:
    write(own / "mail.md", SCAM.replace("amz.orders@gmail.com", "a@amazon-orders.com").replace("no TV", "no boat"))
    write(own / "order.md", SCAM)  # in the place of ours
    assert told(root, own) == []
    write(own / "long.md", SCAM.replace("Subject:", "Date: today\nSubject:").replace("within an hour.", "word " * 200))
    assert [one for one in told(root, own) if one.startswith("our-quizzes/long.md: mail: use at most 100 words")]
    (own / "long.md").unlink()
    write(own / "mail.md", LEGIT.replace('right = "legit"', 'right = "scam"'))
    (found,) = told(root, own)
    assert found.startswith("our-quizzes/mail.md: right: ")
    assert told(root, own / "none") == [f"{own / 'none'}: -: there is no such folder; make it, or name another one"]


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    (tmp_path / "our-quizzes").mkdir()
    return tmp_path / "our-quizzes"


# ── All together ────────────────────────────────────────────────────────────────────────────────────────────


def covered(root: Path) -> list[str]:
    names = known(root)
    questions = Questions.load(root, names, lambda _: None).all()
    return [str(one) for one in question_coverage(questions, names.ideas, names.topics)]


def noted(root: Path, questions: list[Question]) -> list[Mistake]:
    names = known(root)
    return list(question_notices(questions, names.ideas, names.topics))


def test_what_is_not_asked_often_enough_is_told(root: Path) -> None:
    assert covered(root) == []
    for name in ("phone", "order", "coat"):
        (root / "en" / "quizzes" / f"{name}.md").unlink()
    assert covered(root) == [
        "ideas.toml: calls: write at least 3 questions with this idea in en/quizzes; it has 1",
        "ideas.toml: receipts: write at least 3 questions with this idea in en/quizzes; it has 2",
        "topics.toml: orders.fake-order: write at least 2 questions about this kind of scam in en/quizzes; it has 0",
        "en/quizzes: anchor: mark as many scams as genuine mails with anchor = true; these are 0 and 1",
    ]
    assert set(covered(root)) <= {str(one) for one in tip_mistakes(root, None, TODAY)}


def test_a_topic_that_no_idea_has_is_told(root: Path) -> None:
    edit(root / "ideas.toml", 'topic = "trust"', 'topic = "orders"')
    assert "ideas.toml: -: no idea has the topic 'trust'; add one" in covered(root)


@pytest.mark.parametrize(
    ("text", "old", "new", "like"),
    [(SCAM, "ships\ntoday", "leaves\nus now", "order"), (DO, "a phone", "a boat", "phone"),
     (LEGIT, "Thank you, Ann. The black", "Thanks, Ann. The red", "kettle")],
)  # fmt: skip
def test_nearly_the_same_question_is_told(root: Path, text: str, old: str, new: str, like: str) -> None:
    write(root / "en" / "quizzes" / "a-new-one.md", text.replace(old, new).replace("anchor = true\n", ""))
    assert covered(root) == [
        f"en/quizzes/{like}.md: text: en/quizzes/a-new-one.md asks nearly the same; write something new"
    ]


def test_two_mails_of_one_question_may_be_alike_and_so_may_what_is_known_of_two_mails(root: Path) -> None:
    write(root / "en" / "quizzes" / "vans.md", WHICH)
    write(root / "en" / "quizzes" / "boat.md", PART.replace("You bought no boat.", "You bought no TV."))
    assert covered(root) == []


def test_an_idea_with_one_side_only_is_worth_a_note(root: Path) -> None:
    assert list(tip_notices(root)) == []
    (root / "en" / "quizzes" / "kettle.md").unlink()
    assert [str(one) for one in tip_notices(root)] == [
        "ideas.toml: calls: all questions with this idea are about scams; add a genuine one (scams = [])"
    ]
    write(root / "en" / "quizzes" / "vans.md", WHICH)
    assert list(tip_notices(root)) == []


def test_an_idea_without_a_scam_is_worth_a_note_where_its_topic_has_scams(root: Path) -> None:
    questions = Questions.load(root, known(root), lambda _: None).all()
    (note,) = noted(root, [one for one in questions if one.genuine])
    assert str(note) == "ideas.toml: calls: all questions with this idea are genuine; add one about a scam"


def test_mails_of_which_too_many_are_scams_are_worth_a_note(root: Path) -> None:
    scam, legit = (Questions.load(root, known(root), lambda _: None).get(id) for id in ("order", "kettle"))
    assert scam and legit
    (note,) = noted(root, [scam] * 12 + [legit] * 8)
    assert str(note) == "en/quizzes: right: 40% of the mails to judge are genuine; make it about half"
    assert noted(root, [scam] * 11 + [legit] * 9) == [] == noted(root, [scam] * 6 + [legit] * 3)
