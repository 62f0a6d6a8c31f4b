"""A conversation about a suspicious mail, one turn at a time: what is meant, what is answered, what is remembered.

    turned = turn(Heard(text="is this legit?"), b"", library, asker)

Pure and synchronous: it runs in a process that may be killed, so all that lasts is the memory it gives back.
"""

from collections.abc import Callable, Mapping

from bot.flows import act, questions, several, told_more
from bot.flows.check import Asker
from bot.flows.meaning import Meaning, What, meaning
from bot.flows.memory import opened
from bot.flows.ports import Heard, How, Turned
from bot.flows.say import aside, ask_for_mail, help_reply
from bot.flows.stories import told_story
from bot.flows.talk import Talk
from bot.library.library import Library

_FEEDBACK = ("helped", "wrong")


def turn(heard: Heard, memory: bytes, library: Library, asker: Asker) -> Turned:
    """One turn. An empty or unreadable memory begins a new conversation. Pressed buttons come before files and words."""
    talk = Talk(heard, opened(memory), library, asker)
    if heard.pressed:
        return _pressed(talk)
    text = heard.text.encode("utf-8", "replace").decode("utf-8")
    if heard.files or heard.more_files:
        return _files(talk, text)
    found = meaning(text, library, talk.memory.asked)
    if found.what in _MAYBE_A_STORY and (turned := told_story(talk, found)):
        return turned
    if heard.how is How.PASTE_BOX and found.what is What.UNCLEAR:
        return several.handed_over(talk, (), text)
    return _SPOKEN[found.what](talk, found)


def _pressed(talk: Talk) -> Turned:
    which = talk.heard.pressed
    if which in act.PRESSED:
        return act.acted(talk, (which,))
    if which in _FEEDBACK:
        return questions.feedback(talk, which)
    if which == "sender":
        return talk.ends(aside(talk.library, talk.language, "sender-wanted"), talk.memory.asking("sender"))
    return _help(talk)


def _files(talk: Talk, text: str) -> Turned:
    """Files, and words beside them: a comment, what they did, who sent it, or one more mail."""
    found = meaning(text, talk.library, beside_file=True)
    turned = several.handed_over(talk, talk.heard.files, found.mail if found.what is What.MAIL else "")
    if not turned.judged:
        return turned
    after = Talk(talk.heard, opened(turned.memory), talk.library, talk.asker)
    if found.sender:
        return told_more.sender(after, found.sender)
    return _with_acts(after, turned, found.acts)


def _mail(talk: Talk, found: Meaning) -> Turned:
    if talk.memory.asked == "text" and talk.memory.email is not None:
        turned = told_more.text(talk, found.mail)
    else:
        turned = several.handed_over(talk, (), found.mail)
    after = Talk(talk.heard, opened(turned.memory), talk.library, talk.asker)
    return _with_acts(after, turned, found.acts)


def _with_acts(after: Talk, turned: Turned, acts: tuple[str, ...]) -> Turned:
    """Who acted already needs the steps first; the verdict they can ask for."""
    if not acts:
        return turned
    done = act.acted(after, acts)
    return Turned(done.reply, done.memory, turned.judged, turned.colleague)


def _acted(talk: Talk, found: Meaning) -> Turned:
    return act.acted(talk, found.acts)


def _sender(talk: Talk, found: Meaning) -> Turned:
    assert found.sender is not None
    return told_more.sender(talk, found.sender)


def _ask(talk: Talk, found: Meaning) -> Turned:
    answers: Mapping[str, Callable[[Talk], Turned]] = {
        "why": questions.why, "sure": questions.how_sure, "what-now": questions.what_now, "help": _help, "chat": _help, "greeting": _help,
        "legit": _legit, "sent-on": _legit, "thanks": _thanks, "disagree": _disagree,
        "yes": _yes, "no": _no, "abuse": _abuse,
    }  # fmt: skip
    names = {"hurry": "still-here", "test": "working"}
    if found.which in answers:
        return answers[found.which](talk)
    return questions.short_answer(talk, names.get(found.which, found.which))


def _help(talk: Talk) -> Turned:
    return talk.ends(help_reply(talk.library, talk.language), talk.memory.saying("help"))


def _legit(talk: Talk) -> Turned:
    """ "Is this legit?" without a mail: about the one we talk of, or asked for it."""
    if talk.memory.told:
        return questions.how_sure(talk)
    return talk.ends(ask_for_mail(talk.library, talk.language), talk.memory.asking("mail"))


def _thanks(talk: Talk) -> Turned:
    if talk.memory.has_said("thanks"):
        return talk.ends(None)
    turned = questions.short_answer(Talk(talk.heard, talk.memory.saying("thanks"), talk.library, talk.asker), "thanks")
    return turned


def _disagree(talk: Talk) -> Turned:
    if talk.memory.told is None:
        return questions.short_answer(talk, "nothing-yet")
    return questions.feedback(talk, "wrong")


def _yes(talk: Talk) -> Turned:
    wanted = {"sender": "sender-wanted", "text": "text-wanted"}.get(talk.memory.asked, "ok")
    return questions.short_answer(talk, wanted)


def _no(talk: Talk) -> Turned:
    wanted = {"sender": "no-sender", "text": "no-text"}.get(talk.memory.asked, "ok")
    return questions.short_answer(talk, wanted)


def _abuse(talk: Talk) -> Turned:
    return questions.short_answer(talk, "no-more")


def _not_acted(talk: Talk, found: Meaning) -> Turned:
    return questions.short_answer(talk, "not-acted")


def _nothing(talk: Talk, found: Meaning) -> Turned:
    return _legit(talk) if talk.memory.told is None else questions.short_answer(talk, "still-here")


def _unclear(talk: Talk, found: Meaning) -> Turned:
    """A text that may be a mail after all, or words that we do not understand."""
    return _mail(talk, found) if found.mail else _help(talk)


_MAYBE_A_STORY = (What.MAIL, What.ACT, What.ASK, What.UNCLEAR)
_SPOKEN: Mapping[What, Callable[[Talk, Meaning], Turned]] = {
    What.NOTHING: _nothing, What.MAIL: _mail, What.ACT: _acted, What.NOT_ACTED: _not_acted, What.SENDER: _sender,
    What.ASK: _ask, What.UNCLEAR: _unclear,
}  # fmt: skip
