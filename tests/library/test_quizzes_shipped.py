"""The questions that ship: enough, from both sides, and answered by thinking and by nothing else.

Somebody who has never heard of scams must not do well by looking at lengths, places or single words: then a good
score would say nothing. The bounds leave room for chance, and for the cues that are honestly there to be learnt.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from statistics import median

import pytest

from bot.lessons.quiz_choice import QuizWish, choose_questions
from bot.library.brands import Brands
from bot.library.content import content_root
from bot.library.quizzes import Difficulty, Kind, Question
from bot.library.quizzes.coverage import HALF
from bot.library.quizzes.question import LEGIT, SCAM
from bot.library.tips import Tips

MOST_BY_SIGN = 0.65
"""Of all mails, right by one sign alone. Chance gives 0.5 with a deviation of 0.053 for the 88 mails, so that a sign
that means nothing goes over this once in 200 times, in either direction. More is a habit of the writers."""
MOST_OF_ONE_KEY = 0.8
"""Of those mails that have the sign, where it stands in ten or more: one in five must be the exception."""


@cache
def content() -> Tips:
    return Tips.load(content_root(), None, lambda _: None)


def shipped(*kinds: Kind) -> list[Question]:
    return [one for one in content().questions.all() if not kinds or one.kind in kinds]


# ── Enough of everything ────────────────────────────────────────────────────────────────────────────────────


def test_there_are_at_least_150_of_four_kinds_and_none_was_left_out() -> None:
    files = {path.stem for path in (content_root() / "en" / "quizzes").glob("*.md")}
    assert {one.id for one in shipped()} == files and len(files) >= 150
    assert min(Counter(one.kind for one in shipped()).values()) >= 10
    assert all(one.sources and one.checked and one.idea in content().known.ideas for one in shipped())


@pytest.mark.parametrize("kind", [Kind.JUDGE, Kind.DO])
def test_half_of_what_could_be_a_scam_is_genuine(kind: Kind) -> None:
    share = sum(one.genuine for one in shipped(kind)) / len(shipped(kind))
    assert HALF[0] <= share <= HALF[1], share


def test_the_genuine_mails_are_as_hard_as_the_fakes() -> None:
    """Else whoever finds a mail easy to call would know which it is. Half a level between the means at most."""
    mean = {
        right: sum(one.difficulty for one in ones) / len(ones)
        for right in (SCAM, LEGIT)
        if (ones := [one for one in shipped(Kind.JUDGE) if one.right == right])
    }
    assert abs(mean[SCAM] - mean[LEGIT]) <= 0.5, mean
    assert {one.difficulty for one in shipped(Kind.JUDGE) if one.right == SCAM} == set(Difficulty)


def test_every_kind_of_scam_is_asked_about_twice_or_more() -> None:
    about = Counter(scam for one in shipped() for scam in one.scams)
    assert [scam for topic in content().topics for scam in topic.scams if about[scam] < 2] == []


def test_every_idea_has_three_questions_and_both_sides() -> None:
    asked: dict[str, list[Question]] = defaultdict(list)
    for one in shipped():
        asked[one.idea].append(one)
    assert [idea for idea in content().known.ideas if len(asked[idea]) < 3] == []
    one_sided = [
        idea
        for idea, ones in asked.items()
        if len({one.genuine for one in ones}) < 2 and all(one.kind is not Kind.WHICH for one in ones)
    ]
    assert one_sided == []


def test_the_anchors_are_mails_to_judge_half_of_them_genuine_and_from_many_topics() -> None:
    anchors = [one for one in shipped() if one.anchor]
    rights = Counter(one.right for one in anchors)
    assert len(anchors) >= 24 and rights[SCAM] == rights[LEGIT]
    assert {one.kind for one in anchors} == {Kind.JUDGE}
    assert len({one.topic for one in anchors}) >= 8
    assert max(Counter(one.idea for one in anchors).values()) <= 2


def test_a_situation_without_a_mail_says_where_it_takes_place() -> None:
    assert [one.id for one in shipped(Kind.DO) if not one.where] == []
    places = Counter(one.where for one in shipped(Kind.DO))
    assert min(places[where] for where in ("phone", "text", "chat", "person")) >= 8, places


# ── The case that the project started from ──────────────────────────────────────────────────────────────────


def hosts(one: Question) -> list[str]:
    targets = [piece.target for mail in one.mails for line in mail.body for piece in line if piece.target]
    return [target.split("/")[2] for target in targets]


def test_the_callback_order_has_only_real_links_and_a_genuine_twin() -> None:
    (amazon,) = (brand for brand in Brands.load().all if brand.id == "amazon")
    orders = [one for one in shipped(Kind.JUDGE) if one.idea == "real-links" and "amazon.com" in one.mails[0].text]
    (fake,) = (one for one in orders if one.scams == ("fake-order",))
    (twin,) = (one for one in orders if one.genuine)
    for one in (fake, twin):
        assert one.anchor and hosts(one)
        assert all(any(host == own or host.endswith(f".{own}") for own in amazon.domains) for host in hosts(one))
    assert "@gmail.com" in fake.mails[0].sender and has_phone(fake)
    assert "@amazon.com" in twin.mails[0].sender and not has_phone(twin)


# ── Nothing gives the answer away ───────────────────────────────────────────────────────────────────────────


def has_phone(one: Question) -> bool:
    return bool(re.search(r"555-01\d\d|7946 0\d\d\d", one.mails[0].text))


def domain(one: Question) -> str:
    return one.mails[0].sender.rsplit("@")[-1].rstrip("> ")


def says(pattern: str) -> Callable[[Question], bool]:
    return lambda one: bool(re.search(pattern, one.mails[0].text, re.I))


def knows(pattern: str) -> Callable[[Question], bool]:
    return lambda one: bool(re.search(pattern, one.text, re.I))


@cache
def usual_length() -> float:
    return median(len(one.mails[0].text) for one in shipped(Kind.JUDGE))


SIGNS: dict[str, Callable[[Question], bool]] = {
    "a phone number": has_phone,
    "from Gmail": lambda one: domain(one) == "gmail.com",
    "from free mail": lambda one: domain(one) in ("gmail.com", "outlook.com", "gmx.net"),
    "from .com": lambda one: domain(one).endswith(".com"),
    "from .example": lambda one: domain(one).endswith(".example"),
    "a hyphen in the address": lambda one: "-" in domain(one),
    "a long address": lambda one: domain(one).count(".") > 1,
    "a link": lambda one: bool(hosts(one)),
    "a link to .com": lambda one: any(host.endswith(".com") for host in hosts(one)),
    "an attachment": lambda one: bool(one.mails[0].attached),
    "replies go elsewhere": lambda one: bool(one.mails[0].reply_to),
    "your name": says(r"\bAnn\b"),
    "from your own firm": lambda one: domain(one) == "northwind.example",
    "money": says(r"[$£€]\s?\d"),
    "a deadline": says(r"\b(today|tonight|tomorrow|hours?|minutes?|before|until|by (noon|\d|\w+day))\b"),
    "please": says(r"\bplease\b"),
    "an exclamation mark": says("!"),
    "a code or a password": says(r"\b(code|password|pin)\b"),
    "a long mail": lambda one: len(one.mails[0].text) > usual_length(),
    "the real address is told": knows(r"\.(example|com|net|org)\b"),
    "you have, or did, not": knows(r"\b(no|not|never|nothing|nobody|don't|didn't|doesn't|isn't|haven't)\b"),
    "you know the sender": knows(r"\b(you know|colleague|manager|your|our)\b"),
}


@pytest.mark.parametrize("sign", SIGNS)
def test_no_single_sign_tells_scams_from_genuine_mails(sign: str) -> None:
    mails = shipped(Kind.JUDGE)
    has = [one for one in mails if SIGNS[sign](one)]
    scams = sum(one.right == SCAM for one in has)
    missed = sum(one.right == SCAM for one in mails) - scams
    right = scams + (len(mails) - len(has) - missed)
    assert max(right, len(mails) - right) / len(mails) <= MOST_BY_SIGN, f"{right} of {len(mails)} are right by it"
    if len(has) >= 10:
        of_one = max(scams, len(has) - scams)
        assert of_one / len(has) <= MOST_OF_ONE_KEY, f"{scams} of the {len(has)} mails with it are scams"


def ranks(questions: Sequence[Question]) -> Counter[int]:
    """How often the right option is the longest (0), the second longest (1) and so on."""
    return Counter(
        sorted(one.options, key=lambda option: -len(option.text)).index(right)
        for one in questions
        if (right := one.option(one.right))
    )


@pytest.mark.parametrize(("kind", "most"), [(Kind.DO, 0.5), (Kind.PART, 0.5)])
def test_the_length_of_an_option_does_not_give_it_away(kind: Kind, most: float) -> None:
    """Three options leave a guess a third, four a quarter; with 18 questions, half is what chance hardly reaches."""
    found = ranks(shipped(kind))
    assert max(found.values()) / found.total() <= most, found


def test_the_place_of_the_right_part_does_not_give_it_away() -> None:
    """Parts are shown as the file has them; of all others the order is shuffled, so that their place is nothing."""
    places = Counter([option.id for option in one.options].index(one.right) for one in shipped(Kind.PART))
    assert max(places.values()) / places.total() <= 0.4, places


def test_of_two_mails_neither_place_nor_length_tells_the_real_one() -> None:
    """Place: three in four at most, which chance goes over in one of ten times. Length: where people can see it, both
    ways must be common, so that "the shorter one" settles no more than half of the pairs.
    """
    pairs = shipped(Kind.WHICH)
    first = sum(one.right == one.mails[0].id for one in pairs)
    assert max(first, len(pairs) - first) / len(pairs) <= 0.75, first
    real, fake = ([len(mail.text) for one in pairs for mail in one.mails if (mail.id == one.right) == is_real]
                  for is_real in (True, False))  # fmt: skip
    seen = {one.id: own < its for one, own, its in zip(pairs, real, fake, strict=True) if abs(own - its) > 0.06 * its}
    shorter = sum(seen.values())
    assert max(shorter, len(seen) - shorter) / len(pairs) <= 0.5, seen


def test_the_first_words_of_an_answer_say_whether_it_was_right() -> None:
    """So that no option is told to be right beside the one that is."""
    odd = [
        f"{one.id}: {option.id}"
        for one in shipped()
        for option in one.options
        if bool(re.match(r"(That's right|Right|Yes)\b", option.feedback)) != (option.id == one.right)
        or (option.id != one.right and not option.feedback.startswith("Not "))
    ]
    assert odd == []


def test_nothing_that_ships_can_be_used_to_reach_a_stranger() -> None:
    """All numbers are those that films use; the hosts are looked at by `legitbot content`."""
    words = [text for one in shipped() for text in (one.text, *(mail.text for mail in one.mails))]
    phones = [number for text in words for number in re.findall(r"\b\d{3}-\d{3}-\d{4}\b", text)]
    assert phones and [one for one in phones if not re.fullmatch(r"\d{3}-555-01\d\d", one)] == []


def test_three_questions_can_be_read_in_ninety_seconds() -> None:
    """At some 200 words a minute that is 100 words for each of three."""

    def words(one: Question) -> int:
        return len(" ".join((one.text, *(m.text for m in one.mails), *(o.text for o in one.options))).split())

    assert median(words(one) for one in shipped()) <= 100


@pytest.mark.parametrize("topic", [topic.id for topic in content().topics])
def test_whoever_chooses_one_topic_still_meets_both_sides_alike(topic: str) -> None:
    """In a first quiz; over 60 people, "always a scam" is right by chance for half, with a deviation of 0.05."""
    pool, now = shipped(), datetime(2026, 11, 23, 9, tzinfo=UTC)
    wishes = [QuizWish(frozenset({topic}), seed=f"somebody {number}") for number in range(60)]
    asked = [one for wish in wishes for one in choose_questions(pool, (), {}, now, 3, wish) if one.kind is Kind.JUDGE]
    assert abs(sum(not one.genuine for one in asked) / len(asked) - 0.5) <= 0.2
