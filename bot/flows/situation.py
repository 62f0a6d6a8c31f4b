"""The story of a described situation: somebody tells what happened to them, and asks whether it is a scam.

There is no mail to read, so the kind of scam is told from what the person says, in the person's own words.
"""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from bot.flows.check import Asker
from bot.flows.shapes import Judged
from bot.library.library import Library
from bot.library.replies import Untrusted
from bot.library.reporting import FITS, regions
from bot.library.scams import Scam
from bot.library.situations import ACT, EXPECTED, FRAME, LETTER, REPORT, SELF, YOU, Combination, Situations, Told
from bot.library.tokens import END, tokens
from bot.library.words import Said
from bot.mail.pasted import pasted_mail
from bot.mail.plain_links import links_in_text
from bot.reply.reply import Button, Reply

LONGEST = 2_000  # characters: whoever writes more pastes a mail
SHORT = 25  # words: so short a text needs no "I got" or "they said" to be a report
LONG = 120  # words: a text so long must report more than once, or it is a mail in which somebody tells a story
MOST_LINES = 7  # that are not empty
WITH_LINK = 40  # words: more of them and a link are a message
MOST_PASTED = 18  # words of a message that a person quotes in passing; more is the message itself
MOST_REASONS = 3
LONGEST_QUOTE = 160
_WHO, _VIA, _ASKS, _SAYS = "who-", "via-", "asks-", "says-"
_TELLING = (_ASKS, _SAYS, _WHO, _VIA)  # what is quoted first
_SCORES = {"likely_scam": 0.93, "suspicious": 0.65, "cannot_tell": 0.25}
GRAVEST_FIRST = ("paid", "typed", "called", "opened", "clicked")
_REPORTED_AS = {
    "mail": {"via-mail", "asks-open", "says-mailbox"},
    "text": {"via-text", "via-chat"},
    "call": {"via-phone", "asks-call"},
    "money": {"did-paid", "asks-card", "asks-transfer", "asks-safe", "asks-fee", "who-bank"},
    "papers": {"asks-papers"},
}
_KINDS = frozenset({*_TELLING, "unexpected-"})
_WORD = re.compile(r"\w+")
_GREETING = re.compile(r"\s*(?:[^\s\n]{1,30}[ \t]+){1,4}[^\s\n]{1,30}[,!:،，、][ \t]*\r?\n")
_SENTENCE = re.compile(r"[.!…。！](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Because:
    """One thing that the person said, by its concept, with the words that say so."""

    concept: str  # "asks-gift-card"
    quote: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What somebody tells; `scam` is None where it could be harmless."""

    scam: Scam | None
    because: tuple[Because, ...] = ()
    language: str = "en"
    acts: tuple[str, ...] = ()  # of GRAVEST_FIRST: what the person says they did already
    sure: bool = False  # nothing honest sounds like it
    via: tuple[str, ...] = ()  # of reporting.FITS: by which ways it came, and what is at stake
    framed: bool = False  # it says that somebody did or wanted something
    who: bool = False  # it says who it was
    way: bool = False  # it says by which way it came

    @property
    def acted(self) -> str:
        """The gravest of the acts, or ""."""
        return self.acts[0] if self.acts else ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Quotes from the person's own text."""
        return tuple(dict.fromkeys(one.quote for one in self.because))

    @property
    def state(self) -> str:
        if self.scam is None:
            return "cannot_tell"
        return "likely_scam" if self.sure else "suspicious"


def situation(text: str, library: Library) -> Situation | None:
    """What the text describes; None where it describes nothing, or is itself a mail or a message.

    Linear in the length of the text; never raises.
    """
    if not text.strip() or len(text) > LONGEST:
        return None
    known = Situations.load(library.root)
    told = known.told(text, library.brands)
    if not _is_report(text, told, known):
        return None
    concepts = frozenset(told.said)
    found = known.likeliest(concepts)
    acts = () if EXPECTED in concepts and found is None else _acts(told)
    scam = library.scams.get(found.scam) if found else None
    because = tuple(_because(found, told)) if found else ()
    who, way = (any(concept.startswith(kind) for concept in concepts) for kind in (_WHO, _VIA))
    return Situation(
        scam, because, told.reading.language, acts, bool(found and found.sure), _via(told),
        framed=FRAME in concepts, who=who, way=way,
    )  # fmt: skip


def _is_report(text: str, told: Told, known: Situations) -> bool:
    """Whether a person tells what happened to them, and does not hand over the message itself."""
    pasted = pasted_mail(text)
    begins, letter = _beginning(text, told), told.first(LETTER)
    if pasted.sender or pasted.subject or begins < 0 or 0 <= letter <= begins:
        return False
    if SELF not in told.said and 0 <= told.first(YOU) < begins:
        return False
    if _looks_sent(text, told, known):
        return False
    if told.words > LONG and len(told.said.get(FRAME, ())) < 2:
        return False
    quoted = len(_WORD.findall(text[letter:])) if letter >= 0 else 0
    return quoted <= MOST_PASTED and not (letter >= 0 and links_in_text(text[letter:]))


def _looks_sent(text: str, told: Told, known: Situations) -> bool:
    """Whether it has the form of a mail: a greeting on a line of its own, many lines, or much text and a link."""
    greeting = _GREETING.match(text)
    return (
        (
            greeting is not None
            and not all(token.text in known.around for token in tokens(greeting[0]) if token.text != END)
        )
        or sum(map(bool, map(str.strip, text.splitlines()))) >= MOST_LINES
        or (told.words > WITH_LINK and bool(links_in_text(text)))
    )


def _beginning(text: str, told: Told) -> int:
    """Where the report begins; -1 where there is none."""
    if FRAME in told.said:
        return told.first(FRAME)
    if any(concept.startswith(ACT) for concept in told.said):
        return 0
    if told.words > SHORT or YOU in told.said or LETTER in told.said:
        return -1
    if REPORT in told.said:
        return told.first(REPORT)
    # "QR code on the parking meter": catchwords, as people type them into a search box, and no sentence
    groups = {concept.partition("-")[0] + "-" for concept in told.said}
    catchwords = SELF in told.said or not _SENTENCE.search(text)
    return 0 if len(groups & _KINDS) > 1 and catchwords else -1


def _acts(told: Told) -> tuple[str, ...]:
    """What the person did already, the gravest first."""
    return tuple(act for act in GRAVEST_FIRST if ACT + act in told.said)


def _via(told: Told) -> tuple[str, ...]:
    """By which ways it came, and what is at stake, by the names of reporting.toml. "Royal Mail" is no mail."""
    named = [(one.start, one.end) for concept, saids in told.said.items() if concept.startswith(_WHO) for one in saids]
    concepts = {
        concept for concept, saids in told.said.items()
        if not concept.startswith(_VIA)
        or any(not any(start <= one.start and one.end <= end for start, end in named) for one in saids)
    }  # fmt: skip
    return tuple(name for name in FITS if concepts & _REPORTED_AS[name])


def _because(found: Combination, told: Told) -> Iterator[Because]:
    """What of the text meets the combination, the most telling first."""
    wanted = frozenset().union(*found.groups)
    met = [(concept, said) for concept, saids in told.said.items() if concept in wanted for said in saids[:1]]
    met.sort(key=lambda one: (_rank(one[0]), one[1].start))
    shown: set[str] = set()
    for place, (concept, said) in enumerate(met):
        if any(one.start <= said.start and said.end <= one.end for _, one in met[:place]):
            continue  # the same words, said to mean something else already
        quote = _clause(said)
        yield Because(concept, said.words[:LONGEST_QUOTE] if quote in shown else quote)
        shown.add(quote)


def _rank(concept: str) -> int:
    return next((rank for rank, kind in enumerate(_TELLING) if concept.startswith(kind)), len(_TELLING))


def _clause(said: Said) -> str:
    return said.quote if len(said.quote) <= LONGEST_QUOTE else said.words[:LONGEST_QUOTE]


def answer(told: Situation, library: Library, asker: Asker) -> tuple[Reply, Judged]:
    """What to say to somebody who described a situation, and what is kept of it."""
    started = time.perf_counter()
    known = Situations.load(library.root)
    words = _words(library, asker.language)
    scam, region = told.scam, regions(library.root).get(asker.region)
    values = {
        "state": told.state,
        "scam": scam,
        "reasons": _reasons(told, words),
        "what": words["what"].get(scam.id, scam.what) if scam else "",
        "avoid": words["avoid"].get(scam.id, scam.avoid) if scam else "",
        "do": words["do"].get(scam.id, scam.do) if scam else (),
        "acted": told.acted,
        "steps": _steps(told, library, known),
        "report": region.lines(told.via) if region and (scam or told.acted) else (),
    }
    blocks = library.replies.reply("situation", asker.language, values).blocks
    reply = Reply(blocks, tuple(_buttons(told, library, asker)))
    signals = tuple(f"said:{one.concept.partition('-')[2]}" for one in told.because)
    ms = (time.perf_counter() - started) * 1000
    return reply, Judged(told.state, _SCORES[told.state], scam.id if scam else "", signals, "", ms)


def _reasons(told: Situation, words: Mapping[str, Mapping[str, Any]]) -> list[dict[str, str]]:
    """What speaks for it, in sentences, each with the person's own words."""
    known = [one for one in told.because if one.concept in words["reasons"]]
    return [{"says": words["reasons"][one.concept], "quote": Untrusted(one.quote)} for one in known[:MOST_REASONS]]


def _steps(told: Situation, library: Library, known: Situations) -> tuple[str, ...]:
    """What to do for somebody who acted already, the gravest act first; () for somebody who did not."""
    steps: list[str] = []
    for act in told.acts:
        other = library.scams.get(known.steps_from[act])
        done = told.scam.done.get(act) if told.scam else None
        steps += done or (other.done.get(act, ()) if other else ())
    return tuple(dict.fromkeys(steps))


def _buttons(told: Situation, library: Library, asker: Asker) -> Iterator[Button]:
    labels = library.replies.words(asker.language)["buttons"]
    which = ["helped", "wrong"]
    if told.scam and not told.acted:
        spoken = any(one.concept in ("via-phone", "asks-call") for one in told.because)
        which = ["called" if spoken else "clicked", "paid", *which]
    for one in which:
        yield Button(one, labels[one])


def _words(library: Library, language: str) -> Mapping[str, Mapping[str, Any]]:
    own = library.replies.folder(language) / "situation.toml"
    return _file(own if own.is_file() else library.replies.folder("en") / "situation.toml")


@lru_cache(maxsize=16)
def _file(path: Path) -> dict[str, dict[str, Any]]:
    return tomli.loads(path.read_text("utf-8"))
