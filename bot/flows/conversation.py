"""A conversation about a suspicious mail, one turn at a time: what is meant, what is answered, what is remembered.

    turned = turn(Heard(text="is this legit?"), b"", library, asker)

Pure and synchronous: it runs in a process that may be killed, so all that lasts is the memory it gives back.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.flows import act, questions, several, told_more
from bot.flows.check import Asker
from bot.flows.meaning import Meaning, What, meaning
from bot.flows.memory import opened
from bot.flows.say import aside, ask_for_mail, help_reply
from bot.flows.sender_told import sender_in
from bot.flows.shapes import Heard, How, Turned
from bot.flows.stories import told_story
from bot.flows.talk import Talk
from bot.library.library import Library
from bot.mail.charset import decoded
from bot.mail.kind import InputKind, input_kind
from bot.mail.limits import WHOLE, Limits

_MOST_BESIDE_ADDRESS = 5  # words of who tells a sender that nobody asked for
_FEEDBACK = ("helped", "wrong")
_ABOUT_A_COLLEAGUE = ("ask-colleague", "colleague-ask", "colleague-leave")  # the front asks; we only say whom
_ABOUT_WHAT_WE_SAID = ("objection", "no-customer")  # means nothing before we said something
_ABOUT_A_MAIL = ("legit", "sent-on", "another", "help")


def turn(heard: Heard, memory: bytes, library: Library, asker: Asker, limits: Limits = WHOLE) -> Turned:
    """One turn: a pressed button, else files with the words beside them, else words.

    A memory that is empty or cannot be read begins a new conversation. `limits`: how much of a mail is read.
    """
    heard = replace(heard, text=heard.text.encode("utf-8", "replace").decode("utf-8"))
    talk = Talk(heard, opened(memory), library, asker, limits)
    if heard.overheard and not _meant_for_us(talk):
        return talk.ends(None)
    if heard.pressed:
        return _pressed(talk)
    if (pointed := _only_text(heard)) is not None:
        return _words(replace(talk, heard=replace(heard, text=pointed, files=())), pointed_at=True)
    if heard.files or heard.more_files:
        return _files(talk)
    return _words(talk, pointed_at=heard.how is How.PASTE_BOX)


def _meant_for_us(talk: Talk) -> bool:
    """Whether words said in our thread, to nobody by name, need an answer: they acted, or tell us what we asked."""
    found = meaning(talk.heard.text, talk.library, talk.memory.asked)
    if found.what is What.SENDER:
        return talk.memory.asked == "sender"
    return found.what is What.ACT


def _only_text(heard: Heard) -> str | None:
    """The text of a message that the person points at, where that is all they hand over; None otherwise."""
    if len(heard.files) != 1 or heard.more_files or heard.text.strip():
        return None
    one = heard.files[0]
    return decoded(one.data) if not (one.name or one.problem) and input_kind(one.data) is InputKind.TEXT else None


def _words(talk: Talk, *, pointed_at: bool) -> Turned:
    """Words to us; or, where somebody points at them, words to judge whatever they say."""
    text = talk.heard.text
    found = meaning(text, talk.library, _asked(talk))
    if talk.memory.told is None and found.which in _ABOUT_WHAT_WE_SAID:
        found = Meaning(What.UNCLEAR, certain=False)
    if found.what in _MAYBE_A_STORY and (turned := told_story(talk, found)):
        return turned
    to_us = found.what in (What.MAIL, What.ACT, What.SENDER, What.NOTHING) or found.which in _ABOUT_A_MAIL
    if pointed_at and not to_us:
        return several.handed_over(talk, (), text)
    return _SPOKEN[found.what](talk, found)


def _asked(talk: Talk) -> str:
    """What an answer of the person would tell: what we asked for, else who sent a mail that came without a sender."""
    email, text = talk.memory.email, talk.heard.text.rstrip()
    if talk.memory.asked or email is None or text.endswith(("?", "？")) or len(text.split()) > _MOST_BESIDE_ADDRESS:
        return talk.memory.asked
    known = email.sender and email.sender.address and not talk.memory.sender_told
    return "" if known else "sender"


def _pressed(talk: Talk) -> Turned:
    which = talk.heard.pressed
    if which in act.PRESSED:
        return act.acted(talk, (which,))
    if which in _FEEDBACK:
        return questions.feedback(talk, which)
    if which == "sender":
        box = sender_in(talk.heard.text)
        return told_more.sender(talk, box) if box else _sender_wanted(talk)
    if which == "show-all":
        return talk.ends(talk.memory.last or aside(talk.library, talk.language, "lost-mail"))
    return talk.ends(None) if which in _ABOUT_A_COLLEAGUE else _help(talk)


def _sender_wanted(talk: Talk) -> Turned:
    return talk.ends(aside(talk.library, talk.language, "sender-wanted"), talk.memory.asking("sender"))


def _files(talk: Talk) -> Turned:
    """Files, and words beside them: a comment, what they did, who sent it, or one more mail."""
    found = meaning(talk.heard.text, talk.library, beside_file=True)
    turned = several.handed_over(talk, talk.heard.files, found.mail if found.what is What.MAIL else "")
    if not turned.judged:
        return turned
    after = talk.remembering(turned.memory)
    if found.sender and not (after.memory.email and after.memory.email.sender and after.memory.email.sender.address):
        again = told_more.sender(after, found.sender)
        return _with_acts(after.remembering(again.memory), again, found.acts)
    return _with_acts(after, turned, found.acts)


def _mail(talk: Talk, found: Meaning) -> Turned:
    if talk.memory.asked == "text" and talk.memory.email is not None:
        turned = told_more.text(talk, found.mail)
    else:
        turned = several.handed_over(talk, (), found.mail)
    after = talk.remembering(turned.memory)
    return _with_acts(after, turned, found.acts)


def _with_acts(after: Talk, turned: Turned, acts: tuple[str, ...]) -> Turned:
    """Who acted already needs the steps first; the verdict they can ask for."""
    if not acts:
        return turned
    done = act.acted(after, acts)
    return replace(done, judged=turned.judged)


def _acted(talk: Talk, found: Meaning) -> Turned:
    return act.acted(talk, found.acts)


def _sender(talk: Talk, found: Meaning) -> Turned:
    assert found.sender is not None
    return told_more.sender(talk, found.sender)


def _ask(talk: Talk, found: Meaning) -> Turned:
    names = {"hurry": "still-here", "test": "working"}
    if found.which in _ASKED:
        return _ASKED[found.which](talk)
    if found.which == "no-text" and talk.memory.told and talk.state != "cannot_tell":
        return questions.short_answer(talk, "bye")  # "that's all": we asked for nothing
    return questions.short_answer(talk, names.get(found.which, found.which))


def _help(talk: Talk) -> Turned:
    return talk.ends(help_reply(talk.library, talk.language), talk.memory.saying("help"))


def _chat(talk: Talk) -> Turned:
    """Small talk and words that we do not understand: what we can do, once; or what we asked for, again."""
    if talk.memory.asked == "sender" and not talk.memory.has_said("sender-wanted"):
        return _sender_wanted(talk.saying("sender-wanted"))
    if talk.memory.has_said("help") or talk.memory.told:
        return questions.short_answer(talk, "not-understood")
    return _help(talk)


def _greeting(talk: Talk) -> Turned:
    return questions.short_answer(talk, "still-here") if talk.memory.told else _help(talk)


def _legit(talk: Talk) -> Turned:
    """ "Is this legit?" without a mail: about the one we talk of, or asked for it."""
    if talk.memory.told:
        return questions.how_sure(talk)
    return _show_me(talk)


def _show_me(talk: Talk) -> Turned:
    return talk.ends(ask_for_mail(talk.library, talk.language), talk.memory.asking("mail"))


def _thanks(talk: Talk) -> Turned:
    if talk.memory.has_said("thanks"):
        return talk.ends(None)
    return questions.short_answer(talk.saying("thanks"), "thanks")


def _disagree(talk: Talk) -> Turned:
    if talk.memory.told is None:
        return questions.short_answer(talk, "nothing-yet")
    return questions.feedback(talk, "wrong")


def _yes(talk: Talk) -> Turned:
    return _answered(talk, {"sender": "sender-wanted", "text": "text-wanted"}.get(talk.memory.asked, "ok"))


def _no(talk: Talk) -> Turned:
    return _answered(talk, {"sender": "no-sender", "text": "no-text"}.get(talk.memory.asked, "ok"))


def _answered(talk: Talk, wanted: str) -> Turned:
    """The answer to a yes or a no; "tell me if you clicked" is said once."""
    if wanted == "ok" and talk.memory.has_said("ok"):
        return questions.short_answer(talk, "ok-again")
    return questions.short_answer(talk.saying(wanted), wanted)


def _whom(talk: Talk) -> Turned:
    return talk.ends(act.whom_reply(talk))


def _abuse(talk: Talk) -> Turned:
    """Answered once, and then not any more."""
    if talk.memory.has_said("no-more"):
        return talk.ends(None)
    return questions.short_answer(talk.saying("no-more"), "no-more")


def _not_acted(talk: Talk, found: Meaning) -> Turned:
    return questions.short_answer(talk, "not-acted")


def _nothing(talk: Talk, found: Meaning) -> Turned:
    if talk.memory.told is None:
        return _legit(talk)
    return questions.short_answer(talk, "confused" if "?" in talk.heard.text else "still-here")


def _unclear(talk: Talk, found: Meaning) -> Turned:
    """A text that may be a mail after all, or words that we do not understand."""
    return _mail(talk, found) if found.mail else _chat(talk)


_MAYBE_A_STORY = (What.MAIL, What.ACT, What.NOT_ACTED, What.ASK, What.UNCLEAR)
_SPOKEN: Mapping[What, Callable[[Talk, Meaning], Turned]] = {
    What.NOTHING: _nothing, What.MAIL: _mail, What.ACT: _acted, What.NOT_ACTED: _not_acted, What.SENDER: _sender,
    What.ASK: _ask, What.UNCLEAR: _unclear,
}  # fmt: skip

_ASKED: Mapping[str, Callable[[Talk], Turned]] = {
    "why": questions.why, "sure": questions.how_sure, "what-now": questions.what_now, "help": _help, "chat": _chat,
    "greeting": _greeting, "legit": _legit, "sent-on": _show_me, "another": _show_me, "thanks": _thanks,
    "disagree": _disagree, "yes": _yes, "no": _no, "abuse": _abuse, "whom": _whom, "named-sender": _sender_wanted,
}  # fmt: skip
