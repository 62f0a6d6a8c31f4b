"""Whatever somebody handed over: one mail or several, pictures, and files that could not be fetched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.flows.check import Checked, checked
from bot.flows.judging import gravity
from bot.flows.say import ask_for_mail, followed, noted
from bot.flows.shapes import Dropped, Turned
from bot.flows.talk import Talk
from bot.library.replies import Untrusted
from bot.mail.email import Email, passages
from bot.mail.kind import InputKind, input_kind
from bot.mail.read import read
from bot.reply.reply import Reply
from bot.verdict.explain import is_too_heavy, shortened

LONGEST_NAME = 60
MOST_CODES = 3


@dataclass(frozen=True, slots=True)
class Suspect:
    """One of the mails that were handed over."""

    name: str  # of its file; "" for text
    email: Email
    checked: Checked
    picture: bool = False


def handed_over(talk: Talk, files: Sequence[Dropped], text: str = "") -> Turned:
    """The answer to files and text that are mails: the worst in full, the others in a line each."""
    suspects, problems = _suspects(talk, files, text)
    if not (suspects or problems):
        return talk.ends(ask_for_mail(talk.library, talk.language), talk.memory.asking("mail"))
    if not suspects:
        return talk.ends(_problems(talk, problems, alone=True), talk.memory.asking("mail"))
    worst = max(suspects, key=lambda one: gravity(one.checked))
    reply = _answer(talk, worst)
    others = [one for one in suspects if one is not worst]
    if others and worst.name:
        reply = noted(reply, _note(talk, "which", Untrusted(shortened(worst.name, LONGEST_NAME))))
    if others or talk.heard.more_files:
        reply = followed(reply, _others(talk, others))
    if problems:
        reply = followed(reply, _problems(talk, problems, alone=False))
    rest = tuple(one.checked for one in others)
    return talk.judged(worst.email, worst.checked, reply, rest, asked="text" if worst.picture else "")


def _suspects(talk: Talk, files: Sequence[Dropped], text: str) -> tuple[list[Suspect], list[Dropped]]:
    """What can be judged, and what cannot."""
    suspects: list[Suspect] = []
    problems: list[Dropped] = []
    for one in files:
        if one.problem:
            problems.append(one)
            continue
        email = read(one.data, one.name, trusted_servers=talk.asker.organisation.trusted_servers, limits=talk.limits)
        if _empty(email):
            problems.append(replace(one, problem="empty"))
            continue
        judged = checked(email, talk.library, talk.asker, original=bool(one.name))  # nameless: somebody's message
        picture = input_kind(one.data, one.name) is InputKind.IMAGE
        suspects.append(Suspect(one.name, email, judged, picture))
    if text:
        email = read(text.encode("utf-8", "replace"), limits=talk.limits)
        suspects.append(Suspect("", email, checked(email, talk.library, talk.asker)))
    return suspects, problems


def _empty(email: Email) -> bool:
    return not (passages(email) or email.attachments or email.links or email.unread or email.sender)


def _answer(talk: Talk, one: Suspect) -> Reply:
    if not one.picture:
        return one.checked.reply
    if one.checked.verdict.state.flagged:
        return noted(one.checked.reply, _note(talk, "picture"))
    codes = [code for each in one.email.attachments for code in each.codes][:MOST_CODES]
    shown = [Untrusted(shortened(code, 200)) for code in codes]
    too_heavy = is_too_heavy(one.checked.verdict)
    return talk.library.replies.reply("picture", talk.language, {"codes": shown, "too_heavy": too_heavy})


def _note(talk: Talk, what: str, name: str = "") -> Reply:
    return talk.library.replies.reply("note", talk.language, {"what": what, "sender": name})


def _others(talk: Talk, others: Sequence[Suspect]) -> Reply:
    words = talk.library.replies.words(talk.language)
    lines = [
        {"name": Untrusted(shortened(one.name, LONGEST_NAME)) if one.name else words["others"]["text"],
         "verdict": words["others"]["picture"] if one.picture and not one.checked.verdict.state.flagged
         else words["states"][one.checked.verdict.state.value]}
        for one in others
    ]  # fmt: skip
    return talk.library.replies.reply("others", talk.language, {"others": lines, "more": talk.heard.more_files})


def _problems(talk: Talk, problems: Sequence[Dropped], *, alone: bool) -> Reply:
    """One sentence for each kind of trouble."""
    shown = list(_each_kind(talk, problems))
    return talk.library.replies.reply("problems", talk.language, {"problems": shown, "alone": alone})


def _each_kind(talk: Talk, problems: Sequence[Dropped]) -> Iterator[dict[str, Any]]:
    words = talk.library.replies.words(talk.language)["problems"]
    for kind in dict.fromkeys(one.problem for one in problems):
        names = [Untrusted(shortened(one.name, LONGEST_NAME)) for one in problems if one.problem == kind and one.name]
        yield {"says": words.get(kind, words["other"]), "names": names[:5]}
