"""The answer a person reads: the verdict first, three reasons that quote the mail, what to do, what was checked."""

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Any

from bot.library.replies import SOURCE_LANGUAGE, Replies, Untrusted
from bot.mail.email import TOO_HEAVY, Email, Source, Unread
from bot.reply.defang import printable
from bot.reply.reply import Block, Button, Kind, Reply, Span
from bot.verdict.verdict import Finding, State, Verdict

MOST_REASONS = 3
MOST_BUTTONS = 5
LONGEST_QUOTE = 200
LONGEST_TEAM_WORDS = 600
_CONTEXT = {"called": ("call-to-cancel", "call-asked"), "order": ("order-by-stranger", "unknown-charge")}


def explain(
    email: Email, verdict: Verdict, replies: Replies, language: str = SOURCE_LANGUAGE, team_says: str = ""
) -> Reply:
    """The reply to the person who asked, in their language where there is one.

    `team_says`: what the company's security team wants said under every flagged mail.
    """
    words = replies.words(language)
    values: dict[str, Any] = {
        "state": verdict.state.value,
        "flagged": verdict.state.flagged,
        "verified": email.source is Source.RAW and not email.forwarded,
        "forwarded": email.forwarded,
        "sender": Untrusted(email.sender.written) if email.sender else "",
        "scam": verdict.scam,
        "reasons": [reason(finding) for finding in top_reasons(verdict)],
        "missing": verdict.missing,
        "too_heavy": words["too-heavy"]["mail"] if is_too_heavy(verdict) else "",
        "check_first": listed([words["check_first"][what] for what in verdict.check_first]),
        "unwanted": verdict.unwanted,
        "counterfactual": words["counterfactual"][_counterfactual(email, verdict)],
        "checked": checked_things(verdict, words),
        "not_checked": list(not_checked(email, verdict.not_checked, words["not_checked"])),
    }
    blocks = replies.reply("verdict", language, values).blocks
    below = team_words(team_says, replies, language) if verdict.state.flagged else ()
    return Reply((*blocks, *below), tuple(_buttons(email, verdict, words["buttons"])))


def team_words(says: str, replies: Replies, language: str) -> tuple[Block, ...]:
    """The security team's own words as one plain paragraph, whatever stands in them; nothing for no words."""
    line = shortened(printable(" ".join(says.split())), LONGEST_TEAM_WORDS)
    label = replies.words(language)["team"]["says"]
    return (Block(Kind.TEXT, (Span(f"{label} ", bold=True), Span(line))),) if line.strip() else ()


def top_reasons(verdict: Verdict, most: int = MOST_REASONS) -> tuple[Finding, ...]:
    """The findings to show: each signal once, no quote twice, reassuring ones never among the reasons to worry."""
    chosen: list[Finding] = []
    signals, quotes = set(), set()
    for finding in verdict.findings:
        quote = _normal(finding.evidence.quote)
        if finding.weight <= 0 or finding.signal.id in signals or quote in quotes:
            continue
        chosen.append(finding)
        signals.add(finding.signal.id)
        quotes.add(quote)
        if len(chosen) == most:
            break
    return tuple(chosen)


def sentence(finding: Finding) -> str:
    """What a finding says, as plain words (facts included, still untrusted)."""
    return finding.signal.says.format(**finding.evidence.facts)


def reason(finding: Finding) -> dict[str, Any]:
    """The signal's sentence in pieces (`says`), so that every fact from the mail stays untrusted, and its `quote`."""
    pieces: list[str] = []
    for literal, field, _, _ in Formatter().parse(finding.signal.says):
        pieces.append(literal)
        if field:
            pieces.append(Untrusted(shortened(finding.evidence.facts.get(field, ""), 80)))
    return {"says": pieces, "quote": Untrusted(shortened(finding.evidence.quote))}


def shortened(text: str, most: int = LONGEST_QUOTE) -> str:
    """At most so many characters, cut at a word where there is one, on one line."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    at_word = cut.rfind(" ", most // 2)
    return (cut[:at_word] if at_word > 0 else cut) + "…"


def is_too_heavy(verdict: Verdict) -> bool:
    """Whether part of the mail was left out because it cost too much to read."""
    return any(one.why == TOO_HEAVY for one in verdict.not_checked)


def checked_things(verdict: Verdict, words: Mapping[str, Mapping[str, str]]) -> str:
    """What was looked at, as the end of a sentence: "the links and the text"."""
    return listed([words["checked"][what] for what in verdict.checked or ("nothing",)])


def not_checked(email: Email, unread: Sequence[Unread], words: Mapping[str, str]) -> Iterator[str]:
    """What could not be looked at, each as the end of a sentence; those that hold a stranger's words are Untrusted."""
    if email.forwarded:
        yield words["forwarder"]
    elif email.source is not Source.RAW:
        yield words["sender"]
    for one in unread[:5]:
        # The file's name is a stranger's text: it must reach the renderer as such, so the sentence is one quote.
        yield Untrusted(words.get(one.part, words["parts"]).format(name=shortened(one.name, 60), why=one.why))


def listed(things: Sequence[str]) -> str:
    """ "a, b and c"; "" for nothing."""
    return "".join(things) if len(things) < 2 else ", ".join(things[:-1]) + " and " + things[-1]


def _normal(quote: str) -> str:
    return " ".join(quote.lower().split())


def _counterfactual(email: Email, verdict: Verdict) -> str:
    """What would have worried us, had it been there; never something that the mail does."""
    if {"sign-in"} & set(verdict.check_first):
        return "sign_in"
    if {"money", "bank details"} & set(verdict.check_first):
        return "money"
    fired = {finding.signal.id for finding in verdict.findings}
    is_order = bool(fired & set(_CONTEXT["order"]))
    if email.phones:
        return "order_with_number" if is_order else "with_number"
    return "order" if is_order else "default"


def _buttons(email: Email, verdict: Verdict, labels: Mapping[str, str]) -> Iterator[Button]:
    """What the person may tell us: at most five, the most useful first."""
    if "sender" in verdict.missing:
        yield Button("sender", labels["sender"])
    if verdict.state.flagged or verdict.state is State.CANNOT_TELL:
        for act in _acts(email, verdict):
            yield Button(act, labels[act])
    yield Button("helped", labels["helped"])
    yield Button("wrong", labels["wrong"])


def _acts(email: Email, verdict: Verdict) -> Iterator[str]:
    """What somebody may have done with such a mail already: two or three things."""
    done = verdict.scam.done if verdict.scam else {}
    yield "called" if any(one.signal.id in _CONTEXT["called"] for one in verdict.findings) else "clicked"
    if "opened" in done and any(not one.inline and not one.width for one in email.attachments):
        yield "opened"
    signs_in = bool(verdict.scam and "sign-in" in verdict.scam.check_first)
    yield "typed" if "typed" in done and (signs_in or "paid" not in done) else "paid"
