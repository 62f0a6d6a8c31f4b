"""What each kind of question needs: its mails, its options, and a key of which there is exactly one."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

from bot.library.quizzes.difficulty import PREMISES
from bot.library.quizzes.mails import QuizMail
from bot.library.quizzes.question import FIRST, LEGIT, SCAM, SECOND, Kind, Option
from bot.library.tip_facts import Flaw

FEWEST, MOST = 2, 4  # options
WHERE = ("phone", "text", "chat", "person", "mail", "web")
_MAILS: Mapping[str, tuple[str, ...]] = {
    Kind.JUDGE: ("",), Kind.PART: ("",), Kind.WHICH: (FIRST, SECOND), Kind.DO: (),
}  # fmt: skip
_FIXED: Mapping[str, tuple[str, str]] = {Kind.JUDGE: (SCAM, LEGIT), Kind.WHICH: (FIRST, SECOND)}
_WORD = re.compile(r"\w+")
_MAIL_NEEDED = {
    Kind.JUDGE: "write one mail, between a line ~~~mail and a line ~~~",
    Kind.PART: "write one mail, between a line ~~~mail and a line ~~~",
    Kind.WHICH: "write two mails, the first between ~~~mail a and ~~~, the second between ~~~mail b and ~~~",
    Kind.DO: 'tell the situation in words; a mail is shown by kind = "judge", "part" or "which"',
}


def key_flaws(kind: str, facts: Mapping[str, Any], ids: Sequence[str]) -> Iterator[Flaw]:
    """What is wrong with the right answer and with what the facts say beside it."""
    scams = bool(facts.get("scams"))
    if ids and facts["right"] not in ids:
        yield Flaw("right", f"no option is called {facts['right']!r}; write one of: {', '.join(ids)}", breaks=True)
    if kind == Kind.JUDGE and "scams" in facts and facts["right"] != (SCAM if scams else LEGIT):
        yield Flaw("right", 'a mail with kinds of scam is "scam", and one with scams = [] is "legit"', breaks=True)
    if kind in (Kind.PART, Kind.WHICH) and not scams:
        yield Flaw("scams", 'write at least one kind of scam that the mail is: scams = ["fake-order"]', breaks=True)
    shows_scam = kind != Kind.DO and scams
    for field, example in (("cues", "{ urgency = 1 }"), ("premise", '"high"')):
        if shows_scam and field not in facts:
            yield Flaw(field, f"is missing; a scam's difficulty follows from it: {field} = {example}")
        if not shows_scam and field in facts:
            yield Flaw(field, "only a scam that is shown as a mail has this; take it out")
    if facts.get("premise", PREMISES[0]) not in PREMISES:
        yield Flaw("premise", f"write one of: {', '.join(PREMISES)}", breaks=True)
    yield from _about_genuine(kind, facts, scams=scams)


def _about_genuine(kind: str, facts: Mapping[str, Any], *, scams: bool) -> Iterator[Flaw]:
    genuine = kind == Kind.JUDGE and not scams
    if genuine and not facts.get("misleading"):
        yield Flaw("misleading", 'write what in it might mislead somebody: misleading = ["urgency"]')
    if not genuine and "misleading" in facts:
        yield Flaw("misleading", "only a genuine mail has this; take it out")
    if facts.get("anchor") and kind != Kind.JUDGE:
        yield Flaw("anchor", 'only kind = "judge" is measured over time; take it out')
    if "where" in facts and (kind != Kind.DO or facts["where"] not in WHERE):
        yield Flaw("where", f'only kind = "do" has this; it is one of: {", ".join(WHERE)}')


def option_flaws(kind: str, options: Sequence[Option], mails: Sequence[QuizMail]) -> Iterator[Flaw]:
    """What is wrong with the mails and the options."""
    if tuple(one.id for one in mails) != _MAILS[kind]:
        yield Flaw("mail", _MAIL_NEEDED[Kind(kind)], breaks=True)
    elif kind == Kind.WHICH and _plain(mails[0].text) == _plain(mails[1].text):
        yield Flaw("mail", "the two mails are the same; only one may be the real one", breaks=True)
    ids = [one.id for one in options]
    if kind in _FIXED and sorted(ids) != sorted(_FIXED[kind]):
        yield Flaw("options", "write the two options ## {} and ## {}".format(*_FIXED[kind]), breaks=True)
    elif not FEWEST <= len(options) <= MOST:
        yield Flaw("options", f"write {FEWEST} to {MOST} options; these are {len(options)}", breaks=True)
    for what, alike in (("id", ids), ("text", [_plain(one.text) for one in options if one.text])):
        if any(count > 1 for count in Counter(alike).values()):
            yield Flaw("options", f"two options have the same {what}; change one of them", breaks=True)
    yield from _within_another(options) if kind == Kind.PART else ()
    for one in options:
        if not one.feedback:
            yield Flaw(f"options.{one.id}", "write the feedback for whoever chose this", breaks=True)
        if kind not in _FIXED and not one.text:
            yield Flaw(f"options.{one.id}", f'write what it says: "## {one.id}: What to do"', breaks=True)
        if kind == Kind.PART and mails and one.text and not mails[0].holds(one.text):
            yield Flaw(f"options.{one.id}", f"the mail has no {one.text!r}; write words that stand in it", breaks=True)


def _within_another(options: Sequence[Option]) -> Iterator[Flaw]:
    """Whoever means the shorter part could press the longer one as well, and both would be right."""
    for one, other in permutations(options, 2):
        if one.text and one.text != other.text and one.text in other.text:
            yield Flaw(f"options.{other.id}", f"it holds all of {one.id!r}; choose parts that stand apart", breaks=True)


def _plain(text: str) -> str:
    """The words alone: a capital or a full stop makes no other answer."""
    return " ".join(_WORD.findall(text.casefold())) or text
