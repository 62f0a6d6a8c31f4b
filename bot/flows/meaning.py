"""What somebody means by what they write to the bot: a mail, a question, something they did, or a chat.

Pure and linear: the words of `messages/<language>/asking.toml` decide, together with what a mail looks like.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from bot.flows.pasting import ME, YOU, Pasting, pasting
from bot.flows.sender_told import sender_told
from bot.library.asking import Asking, Meant, Utterance
from bot.library.library import Library
from bot.mail.email import Mailbox

SHORT = 12  # words: who writes fewer that we do not understand chats
_MAIL = 2.0  # marks of a mail from which on a text is taken for one
_MAIL_BESIDE_FILE = 3.0
_TERSE = 8  # words


class What(StrEnum):
    """The kinds of meaning."""

    NOTHING = "nothing"
    MAIL = "mail"
    ACT = "act"
    NOT_ACTED = "not-acted"
    SENDER = "sender"
    ASK = "ask"  # `which` says what: a name of [asks] or [whole] in asking.toml
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was understood. Several things may be meant at once: a mail, and that its link was clicked."""

    what: What
    which: str = ""
    mail: str = ""  # the text to judge, without the person's own words above it
    acts: tuple[str, ...] = ()
    sender: Mailbox | None = None
    certain: bool = True  # a text that only might be a mail is not


# Of several questions in one message, the one to answer: the more particular first.
ORDER = (
    "they-again", "step-done", "money-back", "device", "law", "block", "whom", "little", "no-customer",
    "may-send", "deleted", "forwarded", "only-read", "stop", "human", "password", "phishing", "how-they-know",
    "may-unsubscribe", "may-delete", "may-pay", "may-call", "may-open", "may-click", "may-reply", "may-forward",
    "worried", "victim", "no-sender", "named-sender", "plan", "objection", "sure", "what-now", "report", "privacy",
    "language", "who", "legit", "disagree", "why", "no-text", "confused", "another", "copy", "mine", "help", "chat",
    "hurry", "sent-on", "test", "abuse",
)  # fmt: skip
_WHOLE = ("what-now", "thanks", "legit", "why", "greeting", "bye", "yes", "no")
_WEAKER = ("chat", "test", "hurry", "sent-on", "no-sender", "help")  # than a thanks or a goodbye
_THUMBS_UP = frozenset("👍👌🙏❤😊🙂😀🎉💯✅")
_NEARLY_ALL, _HALF = 0.75, 0.5
_GRAVEST = (
    "remote", "opened", "transfer", "crypto", "card", "gift", "typed", "code", "app", "papers", "called", "paid",
    "clicked", "replied",
)  # fmt: skip
_PARTICULAR: Mapping[str, tuple[str, ...]] = {
    "paid": ("gift", "crypto", "transfer", "card"), "typed": ("card", "code"), "clicked": ("app",),
    "opened": ("remote",),
}  # fmt: skip


@lru_cache(maxsize=4)
def asking(root: Path) -> Asking:
    """The phrases in a folder of content, read once."""
    return Asking.load(root)


def meaning(text: str, library: Library, asked: str = "", *, beside_file: bool = False) -> Meaning:
    """What the text means, when we asked for `asked` before ("mail", "sender", "text" or nothing)."""
    text = text.strip()
    known = asking(library.root)
    heard = known.heard(text)
    if not heard.length:
        return Meaning(What.ASK, "thanks") if _THUMBS_UP.intersection(text) else Meaning(What.NOTHING)
    given = pasting(text, heard, known, library)
    if given.certain:
        return _a_mail(given, known)
    if (box := sender_told(text, heard, asked)) and not (asked != "sender" and _asks_about_address(heard)):
        return Meaning(What.SENDER, sender=box, acts=acts(heard))
    if given.marks >= (_MAIL_BESIDE_FILE if beside_file else _MAIL):
        return _a_mail(given, known)
    asks = text.endswith(("?", "？"))
    terse = not asks and heard.length <= _TERSE and not heard.meant_in("acts", "denied")
    # "uploaded my passport": who is in a hurry leaves out the "I"
    if found := _said(known.heard(f"i {text}") if terse else heard, asks=asks):
        if found.what is What.ASK and given.lures and _speaks_to_somebody(heard):
            return Meaning(What.UNCLEAR, mail=given.mail, certain=False)
        return replace(found, which="legit") if asks and found.which == "disagree" else found
    begins = any((one.group, one.name) == ("tells", "asking") and one.start <= 1 for one in heard.meant)
    wonders = (asks or (begins and heard.length < SHORT)) and speaks_of_self(heard)
    talks = heard.says("tells", "narrated") or wonders
    if asked in ("mail", "text") and heard.length >= SHORT // 2 and not (beside_file or talks):
        return _a_mail(given, known)
    might = not (beside_file or wonders or (talks and given.marks < 1))
    might = might and (heard.length >= SHORT or given.marks >= 1)
    return Meaning(What.UNCLEAR, mail=given.mail if might else "", certain=False)


def acts(heard: Utterance) -> tuple[str, ...]:
    """What the person has done, the gravest first; what is denied, or only asked about, is left out."""
    denied = [one for one in heard.meant if one.group == "denied" or (one.group, one.name) == ("asks", "only-read")]
    done = [one for one in heard.meant if one.group == "acts" and not any(_denies(no, one) for no in denied)]
    if heard.share("bare") >= _HALF and heard.share("bare", also="whole") >= _NEARLY_ALL:
        done += [one for one in heard.meant if one.group == "bare"]
    shortest = {one.name: one for one in sorted(done, key=lambda one: one.start - one.end)}
    found = {one.name for one in shortest.values() if not _told_better(one, shortest.values())}
    return tuple(act for act in _GRAVEST if act in found)


def _told_better(one: Meant, done: Iterable[Meant]) -> bool:
    """Whether the same words say more exactly what was done: "paid with gift cards"."""
    return any(other.name in _PARTICULAR.get(one.name, ()) and _overlap(one, other) for other in done)


def _denies(no: Meant, act: Meant) -> bool:
    """Whether the act is said not to have happened, or only to be wanted ("I was asked to read out a code")."""
    return no.start > act.start if no.name == "wanted" and _overlap(no, act) else _overlap(no, act)


def _overlap(one: Meant, other: Meant) -> bool:
    return one.start < other.end and other.start < one.end


def _asks_about_address(heard: Utterance) -> bool:
    """Whether somebody asks about an address ("is this address real: ..."), rather than says who sent a mail."""
    return heard.says("asks", "legit") and not any(token.text in ("from", "sender", "by") for token in heard.row)


def _a_mail(given: Pasting, known: Asking) -> Meaning:
    own = acts(known.heard(given.own)) if given.own else ()
    return Meaning(What.MAIL, mail=given.mail, acts=own, certain=given.certain)


def _said(heard: Utterance, *, asks: bool) -> Meaning | None:
    """What a message says that is no mail; `asks`: it ends with a question mark."""
    if done := acts(heard):
        return Meaning(What.ACT, acts=done)
    if heard.share("whole", "privacy") >= _NEARLY_ALL:  # "delete my data", but not "they will delete my data"
        return Meaning(What.ASK, "privacy")
    said = heard.names("asks")
    which = next((name for name in ORDER if name in said), "")
    if _only_whole(heard) and (not which or which in _WEAKER):
        whole = max(_WHOLE, key=lambda name: heard.share("whole", name))
        return Meaning(What.ASK, "sure" if asks and whole == "yes" else whole)
    if which == "no-text" and heard.says("whole", "bye"):
        return Meaning(What.ASK, "bye")
    if heard.says("denied", "any") and which in ("", "legit"):
        return Meaning(What.NOT_ACTED)
    if asks and not which and heard.share("whole") >= 1:
        return Meaning(What.ASK, "confused")
    return Meaning(What.ASK, which) if which else None


def _only_whole(heard: Utterance) -> bool:
    """Whether the message is a greeting, a thanks, a yes or a no, and hardly anything besides."""
    return heard.says("whole", *_WHOLE) and heard.share("whole") >= _NEARLY_ALL


def _speaks_to_somebody(heard: Utterance) -> bool:
    """Whether a text says "you", and little of it is a question to us: "Can you get me 5 gift cards?" """
    you = any(token.text in YOU for token in heard.row)
    return you and heard.length >= SHORT and heard.share("asks") < _HALF


def speaks_of_self(heard: Utterance) -> bool:
    """Whether somebody says "I" or "my", and hardly "you": a question about oneself, and no mail."""
    words = [token.text for token in heard.row]
    return any(word in ME for word in words) and not any(word in YOU for word in words)
