"""The bot's own sentences, each as a reply: a front calls these, and needs to know no template."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

from bot.flows.shapes import Kept, KeptPart
from bot.library.library import Library
from bot.library.replies import Untrusted
from bot.library.tips import Tip
from bot.mail.email import Mailbox
from bot.reply.defang import defanged
from bot.reply.reply import Block, Button, Kind, Reply
from bot.verdict.explain import MOST_BUTTONS, shortened

LONGEST_LABEL = 75
_LONGEST_NAME = 60
_LONGEST_SUBJECT = 150
_LAST = ("helped", "wrong")
TIP_BUTTONS = ("tip-got", "tip-test", "tip-more", "tip-fewer")


def help_reply(library: Library, language: str) -> Reply:
    """What the bot can do."""
    return library.replies.reply("help", language, {})


def welcome(library: Library, language: str) -> Reply:
    """The first meeting, with what is kept."""
    return library.replies.reply("welcome", language, {})


def home(library: Library, language: str) -> Reply:
    """The top of the app's home page."""
    return library.replies.reply("home", language, {})


def installed(library: Library, language: str, missing: Sequence[Mapping[str, str]], *, own_domains: bool) -> Reply:
    """To whoever installed the bot. `missing`: name, lost and instead of each permission that was not granted."""
    return library.replies.reply("installed", language, {"missing": missing, "own_domains": own_domains})


def kept_reply(library: Library, language: str, kept: Kept, tz: tzinfo, *, done: bool = False) -> Reply:
    """What is kept about somebody, with the days by their own clock; `done`: what was there was deleted just now."""
    words = library.replies.words(language)["kept"]
    parts = [_kept_part(part, words, tz) for part in kept.parts if part.count and not part.stays]
    company = [_kept_part(part, words, tz) for part in kept.parts if part.count and part.stays]
    return library.replies.reply("kept", language, {"parts": parts, "company": company, "done": done})


def invited(library: Library, language: str) -> Reply:
    """To whoever brought the bot into a channel."""
    return library.replies.reply("invited", language, {})


def ask_for_mail(library: Library, language: str) -> Reply:
    """A question came without a mail."""
    return library.replies.reply("ask_for_mail", language, {})


def trouble(library: Library, language: str, what: str) -> Reply:
    """What went wrong and what to do. `what`: one of those in trouble.md.j2; any other gets a general line."""
    return library.replies.reply("trouble", language, {"what": what})


def aside(library: Library, language: str, what: str, **values: Any) -> Reply:
    """A short reply in a conversation. `what` is one of those in aside.md.j2."""
    known = {"state": "", "scam": None, "missing": (), "acts": (), "lost": (), "device": ()}
    return library.replies.reply("aside", language, {**known, **values, "what": what})


def feedback_reply(library: Library, language: str, what: str, *, again: bool = False, flagged: bool = False) -> Reply:
    """The thanks for "helped" or "wrong"."""
    return library.replies.reply("feedback", language, {"what": what, "again": again, "flagged": flagged})


def colleague_consent(library: Library, language: str, colleague: Mailbox) -> Reply:
    """Before a colleague is asked: what they will see. Buttons "colleague-ask", "colleague-leave"."""
    blocks = library.replies.reply("colleague_consent", language, {"name": _name(colleague)}).blocks
    return Reply(blocks, _labelled(library, language, "colleague-ask", "colleague-leave"))


def colleague_question(library: Library, language: str, subject: str) -> Reply:
    """To the colleague: "Did you send this?". Buttons "colleague-yes", "colleague-no"."""
    shown = shortened(subject, _LONGEST_SUBJECT)
    blocks = library.replies.reply(
        "colleague_question", language, {"subject": Untrusted(shown) if shown else ""}
    ).blocks
    return Reply(blocks, _labelled(library, language, "colleague-yes", "colleague-no"))


def colleague_asked(library: Library, language: str, colleague: Mailbox, *, waiting: bool = False) -> Reply:
    """To the asker, once the question is out; `waiting`: somebody had asked it before."""
    return library.replies.reply("colleague_asked", language, {"name": _name(colleague), "waiting": waiting})


def colleague_answer(library: Library, language: str, colleague: Mailbox, *, sent_it: bool) -> Reply:
    """To the asker: what the colleague said, as their word only."""
    return library.replies.reply("colleague_answer", language, {"name": _name(colleague), "sent_it": sent_it})


def colleague_declined(library: Library, language: str, colleague: Mailbox) -> Reply:
    """To the asker who does not want the colleague to be asked."""
    return library.replies.reply("colleague_declined", language, {"name": _name(colleague)})


def colleague_thanks(library: Library, language: str, *, sent_it: bool, again: bool = False) -> Reply:
    """To the colleague, after their answer; `again`: they had answered before."""
    return library.replies.reply("colleague_thanks", language, {"sent_it": sent_it, "again": again})


def tip(library: Library, tip: Tip, *, goes_round: bool = False) -> Reply:
    """A tip as a message; `goes_round`: colleagues asked about this kind of scam today."""
    blocks = tip.reply().blocks
    if goes_round:
        blocks = (*library.replies.reply("going_round", tip.language, {}).blocks, *_as_text(blocks))
    return Reply(blocks, _labelled(library, tip.language, *TIP_BUTTONS))


def tips_stopped(
    library: Library, language: str, why: str, target: str, *, direct: bool, content: str = "tips"
) -> Reply:  # fmt: skip
    """To whoever set up tips, or a quiz, that cannot be sent any more. `target`: as the front names it."""
    return library.replies.reply(
        "tips_stopped", language, {"why": why, "target": target, "direct": direct, "content": content}
    )


def ask_colleague_button(library: Library, language: str, colleague: Mailbox) -> Button:
    """The button "Ask NAME"."""
    label = library.replies.words(language)["buttons"]["ask-colleague"]
    name = shortened(defanged(colleague.name or colleague.local), LONGEST_LABEL - len(label) + len("{name}"))
    return Button("ask-colleague", label.format(name=name))


def buttons(library: Library, language: str, *ids: str) -> tuple[Button, ...]:
    """Buttons with these ids, at most five; what somebody may have done gives way before the feedback does."""
    kept = [one for one in ids if one not in _LAST]
    last = [one for one in ids if one in _LAST]
    return _labelled(library, language, *kept[: MOST_BUTTONS - len(last)], *last)


def beside(reply: Reply, button: Button) -> Reply:
    """The reply with one more button before the feedback; the last of the others gives way when they are too many."""
    first = [one for one in reply.buttons if one.id not in _LAST]
    last = [one for one in reply.buttons if one.id in _LAST]
    kept = first[: MOST_BUTTONS - len(last) - 1]
    return replace(reply, buttons=(*kept, button, *last))


def noted(reply: Reply, note: Reply) -> Reply:
    """The reply with a note after its first line."""
    return replace(reply, blocks=(*reply.blocks[:1], *_as_text(note.blocks), *reply.blocks[1:]))


def followed(reply: Reply, more: Reply) -> Reply:
    """The reply, and more below it; its buttons stay."""
    return replace(reply, blocks=(*reply.blocks, *_as_text(more.blocks)), buttons=reply.buttons or more.buttons)


def _as_text(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(replace(one, kind=Kind.TEXT) if one.kind is Kind.LEAD else one for one in blocks)


def _labelled(library: Library, language: str, *ids: str) -> tuple[Button, ...]:
    labels = library.replies.words(language)["buttons"]
    return tuple(Button(one, labels[one]) for one in ids)


def _name(colleague: Mailbox) -> Untrusted:
    """People choose their own name in the directory, so it is quoted like a stranger's words."""
    return Untrusted(shortened(colleague.name or colleague.address, _LONGEST_NAME))


def _kept_part(part: KeptPart, words: Mapping[str, str], tz: tzinfo) -> Mapping[str, Any]:
    days = [_day(at.astimezone(tz)) for at in (part.first, part.last) if at]
    when = ""
    if days:
        when = words["on" if days[0] == days[1] else "between"].format(first=days[0], last=days[1])
    return {"what": part.what, "count": part.count, "when": when, "long": _long(part.lifetime, words)}


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


def _long(lifetime: timedelta | None, words: Mapping[str, str]) -> str:
    """ "24 hours", "30 days"; "" for ever."""
    if lifetime is None:
        return ""
    hours = round(lifetime.total_seconds() / 3600)
    whole_days = hours % 24 == 0 and hours > 24
    number, unit = (hours // 24, "days") if whole_days else (hours, "hours" if hours != 1 else "hour")
    return words[unit].format(number=number)
