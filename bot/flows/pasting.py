"""Is a text the mail itself, or somebody's words about one? And where do their own words end?"""

import re
from dataclasses import dataclass

from bot.library.asking import MOST_WORDS, Asking, Utterance
from bot.library.library import Library
from bot.mail import header_words
from bot.mail.email import Passage
from bot.mail.kind import InputKind, input_kind
from bot.mail.pasted import Pasted, pasted_mail
from bot.mail.phones import phones
from bot.mail.plain_links import links_in_text

_LOOKED_AT = 6_000  # characters: a mail shows what it is at its top
YOU = frozenset(
    """you your yours youre youve sie ihr ihre ihren ihrem ihres dein deine vous votre vos usted su sus tu tus lei suo
    sua suoi voce seu seus uw u jouw panstwa pana pani twoje twoj""".split()
)
ME = frozenset(
    """i ive im me my mine we our us ich mein meine mir mich wir je j moi mon ma mes yo mi mis io mio eu meu ik mijn
    ja""".split()
)
_GREETING = re.compile(
    r"\s*(?:dear|hello|hi|hey|good (?:morning|afternoon|evening|day)|greetings|attention|sehr geehrte\w*|liebe\w*"
    r"|hallo|guten tag|cher|chere|chère|bonjour|estimad\w+|hola|gentile|caro|cara|prezad\w+|olá|geachte|beste"
    r"|szanown\w+|drogi\w*)\b[^\n]{0,60}",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"([^\n\"“„«]{2,150})[\"“„«](.{20,5000})[\"”“»][ .?!]{0,3}", re.DOTALL)
_QUESTION_ENDS = re.compile(r"(?<=[?:!.])\s+|\n+")
_POLITE = ("greeting", "thanks", "yes", "no", "bye")
_SHORT = 30  # words of a question to the bot, at most
_SAID_TO_US = 0.3  # the least share of the words of a question to the bot that say so
_SIGNATURE = ("--\n", "-- \n", "—\n")
_MOST_OWN = 3  # sentences of the person's own above what they hand over


@dataclass(frozen=True, slots=True)
class Pasting:
    """A text taken apart: the person's own words, and what may be the mail."""

    own: str
    mail: str
    certain: bool  # header lines, source or length leave no doubt
    marks: float  # what speaks for a mail; 2 and more is one
    lures: bool = False  # whether it says what scams say


def pasting(text: str, heard: Utterance, known: Asking, library: Library) -> Pasting:
    """The text as far as it can be a mail."""
    shown = pasted_mail(text)
    if _has_headers(text, shown):
        return Pasting(shown.about, text, certain=True, marks=9.0)
    own, rest = _parted(text, known)
    if not rest:
        return Pasting(text, "", certain=False, marks=0.0)
    about = known.heard(rest) if own else heard
    lures = _lures(rest[:_LOOKED_AT], library)
    marks = _marks(rest, about, lures)
    return Pasting(own, rest, certain=about.length >= MOST_WORDS, marks=marks, lures=lures > 0)


def _has_headers(text: str, shown: Pasted) -> bool:
    if shown.sender is not None or shown.subject:
        return len(shown.text.split()) >= 2 or bool(shown.sender and shown.subject)
    head = text.encode("utf-8", "replace")
    return input_kind(head) in (InputKind.EML, InputKind.MBOX, InputKind.PASTED_SOURCE, InputKind.HTML, InputKind.SLACK)


def _parted(text: str, known: Asking) -> tuple[str, str]:
    """The person's own first sentences ("is this legit?", "I got this:"), and the rest."""
    if (quoted := _QUOTED.fullmatch(text)) and _about_the_mail(f"{quoted[1]}:", known.heard(quoted[1])):
        return quoted[1], quoted[2]
    end = 0
    for number, cut in enumerate(_QUESTION_ENDS.finditer(text[:1200])):
        piece = text[end : cut.start()]
        said = known.heard(piece)
        if number >= _MOST_OWN or not _about_the_mail(piece, said):
            break
        end = cut.end()
    rest = text[end:].strip()
    return text[:end].strip(), "" if end and rest.startswith(_SIGNATURE) else rest


def _about_the_mail(piece: str, said: Utterance) -> bool:
    """Whether a sentence is said to the bot, rather than a line of the mail."""
    if said.length > 30 or links_in_text(piece, "body"):
        return False
    if said.names("acts") or said.says("asks", "legit", "sent-on", "what-now", "worried"):
        return True
    if said.says("whole", "greeting", "thanks") and said.share("whole") >= 1 and not _GREETING.fullmatch(piece + " x"):
        return True
    return piece.rstrip().endswith(":") and said.says("tells", "narrated")


def _marks(text: str, said: Utterance, lures: int) -> float:
    """What speaks for a mail, in marks."""
    head = text[:_LOOKED_AT]
    lines = [line for line in head.splitlines() if line.strip()]
    words = [token.text for token in said.row]
    you, me = (sum(word in group for word in words) for group in (YOU, ME))
    marks = 2.0 * bool(links_in_text(head, "body")) + 1.5 * bool(phones(head))
    marks += 2.0 * _greets(lines) + 1.5 * (len(lines) > 1 and header_words.signed_off(head))
    marks += min(0.5 * you, 1.0) if you >= me else 0.0
    marks += 1.0 * (said.length >= 60) + 1.0 * (said.length >= 120) + 0.5 * (len(lines) >= 5)
    marks += min(1.0 * lures, 2.0)
    return marks - _telling(said, me) - _talking(said)


def _greets(lines: list[str]) -> bool:
    """Does it begin with a greeting that stands on a line of its own, or with "Dear"?"""
    first = lines[0] if lines else ""
    return (len(lines) > 1 and bool(_GREETING.fullmatch(first.strip()))) or first[:5].lower() == "dear "


def _lures(text: str, library: Library) -> int:
    """How many of the things that scams say are said."""
    reading = library.words.read((Passage("body", text),))
    said = library.words.said(reading)
    return sum(bool(found) for concept, found in said.items() if concept not in ("amount", "never-asks"))


def _telling(said: Utterance, me: int) -> float:
    """What speaks for somebody who tells what happened to them."""
    told = sum(one.group == "tells" and one.name == "narrated" for one in said.meant)
    own = any(one.group == "acts" for one in said.meant)
    return min(1.5 * told, 4.0) + (1.5 if own and said.length <= 40 else 0.0) + (0.5 if me > 1 else 0.0)


def _talking(said: Utterance) -> float:
    """What speaks for a question to the bot: in a short message, the share of its words that are one."""
    if said.length > _SHORT:
        return 0.0
    share = max(said.share("asks"), said.share("denied"), said.share("whole", *_POLITE))
    return 4.0 * share if share >= _SAID_TO_US else 0.0
