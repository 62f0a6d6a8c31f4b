"""Somebody tells what was missing, the sender or the text; the mail is judged again with it."""

from dataclasses import replace

from bot.flows.check import Checked, checked
from bot.flows.say import aside, noted
from bot.flows.shapes import Turned
from bot.flows.talk import Talk
from bot.library.replies import Untrusted
from bot.mail.body import distinct_links
from bot.mail.email import TOO_HEAVY, Email, Mailbox, Source
from bot.mail.read import read, with_phones
from bot.reply.reply import Reply
from bot.verdict.explain import shortened


def sender(talk: Talk, box: Mailbox) -> Turned:
    """The mail again, from the sender that the person told. It stays unproven."""
    email = talk.memory.email
    if email is None:
        told = talk.memory.told
        what = "lost-mail" if told and told.about == "mail" else "sender-without-mail"
        return talk.ends(aside(talk.library, talk.language, what), talk.memory.asking("mail"))
    if email.sender and email.sender.address and not talk.memory.sender_told:
        return talk.ends(aside(talk.library, talk.language, "sender-known", state=talk.state))
    renamed = replace(email, sender=box, source=Source.PASTED)  # whatever it came in, nothing proves this sender
    one, without = (checked(each, talk.library, talk.asker) for each in (renamed, replace(renamed, sender=None)))
    stays = without.verdict.state.flagged and not one.verdict.state.flagged
    one = without if stays else one  # what is only told may count against a mail, never for it
    note = _noted(talk, one, "sender-stays" if stays else "sender", Untrusted(shortened(box.written, 120)))
    return talk.judged(renamed, one, note, told=True)


def text(talk: Talk, words: str) -> Turned:
    """The text of a mail of which we had only a picture or a fragment; what was seen before still counts."""
    before = talk.memory.email
    email = read(words.encode("utf-8", "replace"), limits=talk.limits)
    if before is not None:
        email = _together(email, before)
    one = checked(email, talk.library, talk.asker)
    return talk.judged(email, one, _noted(talk, one, "text", ""))


def _together(email: Email, before: Email) -> Email:
    """The new text with the files, links and sender of what was there before."""
    both = replace(
        email, sender=email.sender or before.sender, subject=email.subject or before.subject,
        text="\n\n".join(one for one in (before.text, email.text) if one.strip()),
        attachments=(*email.attachments, *before.attachments), links=distinct_links((*email.links, *before.links)),
        unread=(*email.unread, *(one for one in before.unread if (one.part, one.why) == ("attachment", TOO_HEAVY))),
    )  # fmt: skip
    return with_phones(both)


def _noted(talk: Talk, one: Checked, what: str, box: str) -> Reply:
    values = {"what": what, "sender": box}
    return noted(one.reply, talk.library.replies.reply("note", talk.language, values))
