"""Everybody gets each question whole, in their language or in English, and a company's own go before ours."""

from pathlib import Path

import pytest

from bot.library.front_matter import page_of
from bot.library.ideas import ideas
from bot.library.mistake import Mistake
from bot.library.quizzes import Difficulty, Kind, Piece, Question, Questions
from bot.library.quizzes.difficulty import of_genuine, of_scam
from bot.library.quizzes.mails import NEW_LINE
from bot.library.quizzes.typed import own_question_mistakes, typed_pages
from bot.library.tip_facts import Known
from bot.library.tips import known_names
from bot.library.topics import tip_words
from tests.library.quiz_folder import DO, FOLDER, LEGIT, PART, SCAM, WHICH
from tests.library.tip_folder import edit, messages, write


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return messages(tmp_path)


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    (tmp_path / "our-quizzes").mkdir()
    return tmp_path / "our-quizzes"


def names(root: Path) -> Known:
    return known_names(root, tip_words(root))


def load(root: Path, own: Path | None = None) -> tuple[Questions, list[str]]:
    told: list[Mistake] = []
    return Questions.load(root, names(root), told.append, own), [str(one) for one in told]


def get(questions: Questions, id: str, language: str = "en") -> Question:
    found = questions.get(id, language)
    assert found
    return found


def translated(text: str, *changes: tuple[str, str]) -> str:
    """The same question with some of its words in another language."""
    words = text[text.index("+++", 3) + 4 :]
    for old, new in changes:
        assert old in words
        words = words.replace(old, new)
    return f'+++\nof = "{page_of(text).fingerprint}"\n+++\n{words}'


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_question_has_its_facts_its_mail_and_its_answers(root: Path) -> None:
    questions, told = load(root)
    one = get(questions, "order")
    assert told == []
    assert (one.kind, one.idea, one.topic, one.scams, one.right) == (
        Kind.JUDGE, "calls", "orders", ("fake-order",), "scam",
    )  # fmt: skip
    assert (one.cues, one.premise, one.anchor, one.genuine, one.own) == (
        {"urgency": 1, "sender": 1}, "high", True, False, False,
    )  # fmt: skip
    assert one.text == "You bought no TV. Amazon's own address is amazon.com."
    assert [(option.id, option.text) for option in one.options] == [("scam", ""), ("legit", "")]
    right = one.option(one.right)
    assert right and right.feedback == "Right. Amazon does not write from Gmail." and one.option("both") is None
    assert [one.id for one in questions.all()] == sorted(FOLDER)


def test_a_mail_is_taken_apart_into_what_is_shown(root: Path) -> None:
    (mail,) = get(load(root)[0], "order").mails
    assert (mail.id, mail.sender, mail.reply_to) == ("", "Amazon Orders <amz.orders@gmail.com>", "desk@orders.test")
    assert (mail.date, mail.subject, mail.attached) == ("Monday, 9:12", "Your order of $1,249.00", "invoice.pdf")
    assert mail.body == (
        (Piece("Hello, your TV ships"), NEW_LINE, Piece("today.")),
        (
            Piece("Look at "),
            Piece("your order", "https://www.amazon.com/orders"),
            Piece(" here."),
            NEW_LINE,
            Piece("Not you? Call 803-555-0142 within an hour."),
        ),
    )
    assert mail.text.endswith("within an hour.\nhttps://www.amazon.com/orders")


def test_words_stand_in_a_mail_wherever_they_are_shown_and_only_in_one_piece(root: Path) -> None:
    (mail,) = get(load(root)[0], "order").mails
    for shown in ("desk@orders.test", "9:12", "invoice.pdf", "Look at your order here.", "www.amazon.com/orders"):
        assert mail.holds(shown), shown
    assert not mail.holds("today. Look") and not mail.holds("](") and not mail.holds("Your Order")


@pytest.mark.parametrize(
    ("text", "kind", "mails", "right"),
    [(SCAM, "judge", [""], "scam"), (LEGIT, "judge", [""], "legit"), (PART, "part", [""], "phone"),
     (WHICH, "which", ["a", "b"], "b"), (DO, "do", [], "app")],
)  # fmt: skip
def test_each_kind_is_read(root: Path, own: Path, text: str, kind: str, mails: list[str], right: str) -> None:
    write(own / "one.md", text)
    questions, told = load(root, own)
    one = get(questions, "one")
    assert told == []
    assert (one.kind, [mail.id for mail in one.mails], one.right) == (kind, mails, right)


def test_where_a_situation_takes_place_is_said(root: Path) -> None:
    edit(root / "en" / "quizzes" / "phone.md", 'right = "app"', 'right = "app"\nwhere = "phone"')
    assert get(load(root)[0], "phone").where == "phone"


def test_a_fact_that_is_not_needed_and_wrong_costs_only_itself(root: Path) -> None:
    edit(root / "en" / "quizzes" / "phone.md", '["a-report"]', '["a-report", "another"]')
    questions, told = load(root)
    assert [one.by for one in get(questions, "phone").sources] == ["Somebody"]
    assert [one for one in told if "sources.toml has no source 'another'" in one]


def test_one_broken_file_costs_only_its_own_question(root: Path) -> None:
    write(root / "en" / "quizzes" / "bad.md", "words")
    (root / "en" / "quizzes" / "worse.md").write_bytes(b"\xff\xfe+++")
    questions, told = load(root)
    assert [one.id for one in questions.all()] == sorted(FOLDER)
    assert [one.split(":")[0] for one in told] == ["en/quizzes/bad.md", "en/quizzes/worse.md"]


def test_an_idea_has_a_name_in_each_language_or_in_english(root: Path) -> None:
    write(root / "de" / "quizzes.toml", 'language = "de"\n[ideas]\ncalls = "Anrufe"\n')
    calls, receipts = ideas(root).values()
    assert (calls.name(), calls.name("de-AT"), receipts.name("de"), calls.topic) == (
        "Calls", "Anrufe", "Receipts", "orders",
    )  # fmt: skip


# ── How hard ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("count", "premise", "difficulty"),
    [
        (8, "high", Difficulty.HARD), (14, "high", Difficulty.HARD), (15, "high", Difficulty.MIDDLE),
        (8, "medium", Difficulty.HARD), (9, "medium", Difficulty.MIDDLE), (15, "medium", Difficulty.MIDDLE),
        (8, "low", Difficulty.MIDDLE), (9, "low", Difficulty.EASY), (15, "low", Difficulty.EASY),
    ],
)  # fmt: skip
def test_a_scam_is_as_hard_as_the_phish_scale_says(count: int, premise: str, difficulty: Difficulty) -> None:
    assert of_scam({"urgency": count - 3, "sender": 3}, premise) is difficulty


def test_a_genuine_mail_is_the_harder_the_more_in_it_misleads() -> None:
    assert [of_genuine(["cue"] * count) for count in range(5)] == [1, 1, 2, 3, 3]


def test_a_question_without_a_mail_is_in_the_middle(root: Path, own: Path) -> None:
    write(own / "bare.md", DO.replace('idea = "calls"\n', ""))
    questions, _ = load(root, own)
    found = {one.id: (one.difficulty, one.idea) for one in questions.all() if one.id in ("phone", "order", "bare")}
    assert found == {"phone": (2, "calls"), "order": (3, "calls"), "bare": (2, "orders")}


# ── Versions and languages ──────────────────────────────────────────────────────────────────────────────────


def test_a_version_changes_with_the_words_and_the_key_and_not_with_other_facts(root: Path, own: Path) -> None:
    def version(text: str) -> str:
        write(own / "one.md", text)
        return get(load(root, own)[0], "one").version

    before = version(DO)
    assert version(DO.replace("2026-11-01", "2026-11-02").replace('["a-report"]', "[]")) == before
    assert version(DO.replace('right = "app"', 'right = "call"')) != before
    assert version(DO.replace("Your orders", "All orders")) != before
    assert len(before) == 12


def test_a_translation_brings_words_and_keeps_facts_and_version(root: Path) -> None:
    write(root / "de" / "quizzes" / "order.md", translated(SCAM, ("You bought no TV.", "Kein Fernseher."),
                                                           ("Your order of", "Bestellung:")))  # fmt: skip
    questions, told = load(root)
    german, english = get(questions, "order", "de"), get(questions, "order")
    assert told == [] and questions.stale("de") == ()
    assert german.text.startswith("Kein Fernseher.") and german.mails[0].subject == "Bestellung: $1,249.00"
    assert (german.language, german.right, german.cues, german.version, german.anchor) == (
        "de", "scam", english.cues, english.version, True,
    )  # fmt: skip
    assert get(questions, "phone", "de").language == "en" and questions.all("xx") == questions.all()


@pytest.mark.parametrize(
    ("old", "new"),
    [("~~~mail", "~~~mail a"), ("Right. Whoever answers wants your card.\n", ""),
     ("## phone: Call 803-555-0150", "## phone: Ruf an unter 803-555-0150")],
)  # fmt: skip
def test_a_translation_that_lacks_something_is_not_shown(root: Path, old: str, new: str) -> None:
    write(root / "en" / "quizzes" / "boat.md", PART)
    write(root / "de" / "quizzes" / "boat.md", translated(PART, (old, new)))
    questions, _ = load(root)
    assert get(questions, "boat", "de").language == "en" and questions.stale("de") == ("boat",)


def test_a_translation_of_older_words_is_not_shown_but_listed(root: Path) -> None:
    write(root / "de" / "quizzes" / "phone.md", translated(DO))
    edit(root / "en" / "quizzes" / "phone.md", "a phone", "a boat")
    questions, _ = load(root)
    assert get(questions, "phone", "de").language == "en" and questions.stale("de") == ("phone",)
    assert questions.fingerprint("phone") == page_of(DO.replace("a phone", "a boat")).fingerprint


# ── A company's own ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_own_question_needs_no_idea_no_sources_and_no_date(root: Path, own: Path) -> None:
    text = DO.replace('idea = "calls"\n', "").replace('sources = ["a-report"]\nchecked = 2026-11-01\n', "")
    write(own / "canteen.md", text)
    questions, told = load(root, own)
    one = get(questions, "canteen", "de")
    assert told == []
    assert (one.own, one.idea, one.sources, one.checked) == (True, "orders", (), None)


def test_an_own_question_of_the_same_name_goes_before_ours_and_is_never_an_anchor(root: Path, own: Path) -> None:
    write(root / "de" / "quizzes" / "order.md", translated(SCAM))
    write(own / "order.md", SCAM.replace("You bought no TV.", "Ask Lea."))
    questions, told = load(root, own)
    assert told == []
    for language in ("en", "de"):
        one = get(questions, "order", language)
        assert one.text.startswith("Ask Lea.") and one.own and not one.anchor


def test_questions_that_were_typed_stand_beside_ours_and_a_broken_one_is_left_out(root: Path) -> None:
    typed = {"canteen": DO.replace("a phone", "a cake"), "bad": "words", "worse": DO.replace('right = "app"', "")}
    questions, _ = load(root)
    beside = questions.beside(typed_pages(typed, names(root)))
    assert {one.id for one in beside.all()} - {one.id for one in questions.all()} == {"canteen"}
    assert get(beside, "canteen").own and questions.get("canteen") is None


def test_a_question_from_a_form_is_looked_at_before_it_is_kept(root: Path) -> None:
    assert own_question_mistakes("cake", DO, root) == ()
    assert [str(one) for one in own_question_mistakes("cake", "words", root)] == [
        "cake.md: -: begin the file with a line +++, the facts, and another line +++"
    ]
    told = own_question_mistakes("cake", DO.replace('right = "app"', 'right = "cake"'), root)
    assert [str(one) for one in told] == ["cake.md: right: no option is called 'cake'; write one of: app, call"]
    told = own_question_mistakes("cake", DO.replace("never bought.", "never bought!"), root)
    assert [(one.file, one.field) for one in told] == [("cake.md", "text")]
