"""Anything in, an `Email` out: the one entry to this room. It looks at what it was given, and never raises."""

from collections.abc import Collection
from dataclasses import replace

from bot.mail.attachments import attachment
from bot.mail.attachments.reading import Budget
from bot.mail.authentication import authentication
from bot.mail.body import Body, body_of, cut, cut_source, distinct_links
from bot.mail.charset import decoded
from bot.mail.email import TOO_HEAVY, Attachment, Authentication, Email, Mailbox, Source, Unread, passages
from bot.mail.forwards import Forward, forward_in, thread_split
from bot.mail.headers import date, mailboxes
from bot.mail.html import page
from bot.mail.kind import InputKind, first_of_mbox, input_kind, source_in
from bot.mail.limits import WHOLE, Limits
from bot.mail.mime import Message, Part, parsed
from bot.mail.outlook_msg import MsgUnreadable, message_from_msg
from bot.mail.pasted import pasted_mail
from bot.mail.phones import phones
from bot.mail.plain_links import links_in_text
from bot.mail.slack_file import slack_mail
from bot.mail.subject_prefix import prefix

DEEPEST = 5  # mails inside mails that are opened
_ROUGHLY = 20_000  # characters of a mail that is not opened


def read(data: bytes, name: str = "", *, trusted_servers: Collection[str] = (), limits: Limits = WHOLE) -> Email:
    """The mail in some bytes: a saved mail, a .msg, Slack's email object, a page, pasted text, or a lone file."""
    kind = input_kind(data, name)
    if kind is InputKind.EML:
        return from_source(data, Source.RAW, trusted_servers, limits=limits)
    if kind is InputKind.MBOX:
        return from_source(first_of_mbox(data), Source.RAW, trusted_servers, limits=limits)
    if kind is InputKind.PASTED_SOURCE:
        return from_source(source_in(data) or data, Source.PASTED_SOURCE, limits=limits)
    if kind is InputKind.MSG:
        return _from_msg(data, name, trusted_servers, limits)
    if kind is InputKind.SLACK:
        return _from_slack(data, limits)
    if kind is InputKind.HTML:
        return _from_page(data, limits)
    return _from_file(data, name, limits) if kind.is_attachment else from_text(decoded(data), limits)


def from_source(
    data: bytes, source: Source, trusted_servers: Collection[str] = (), *, depth: int = 0, limits: Limits = WHOLE
) -> Email:
    """A mail in RFC 5322 form. `depth` counts the mails around it."""
    message = parsed(data, depth)
    budget = limits.budget()
    body = body_of(message.parts, budget)
    report = any("report" in part.containers for part in message.parts)
    suspect = _sent_on(body, message, report=report)
    if suspect is not None and depth < DEEPEST:
        body.nested.remove(suspect)
    for place, part in enumerate(body.nested):
        closed = limits.late() or place >= limits.mails
        read_inside, unread = _closed(part, budget) if closed else _as_attachment(part, depth, limits.inside())
        body.attachments.append(read_inside)
        body.links += read_inside.links
        body.unread += unread
    email = _email(message, body, source, trusted_servers, limits)
    if suspect is not None and depth < DEEPEST:
        return _inside_attachment(email, from_source(suspect.data, source, depth=depth + 1, limits=limits))
    return _unwrapped(email, known=True)


def from_text(text: str, limits: Limits = WHOLE) -> Email:
    """A mail pasted from a mail client, as far as the text tells."""
    text, unread = cut_source(text, limits.budget()) if limits.brief else (text, ())
    shown = pasted_mail(text)
    body = Body(texts=[shown.text], links=list(links_in_text(shown.text, "body")), unread=list(unread))
    email = Email(
        source=Source.PASTED, sender=shown.sender, subject=shown.subject, reply_to=shown.reply_to, to=shown.to,
        date=date(shown.date), comment=shown.about,
    )  # fmt: skip
    return _unwrapped(_filled(email, body, limits), known=bool(shown.subject))


def _from_slack(data: bytes, limits: Limits) -> Email:
    shown, budget = slack_mail(data), limits.budget()
    text, unread = cut_source(shown.plain_text, budget)
    body = Body(unread=list(unread), texts=[text], links=list(links_in_text(text, "body")))
    if shown.html:
        html, unread = cut_source(shown.html, budget)
        seen = page(html)
        body.unread += unread
        body.has_html = True
        body.hidden.append(seen.hidden_text)
        body.links += seen.links
        if not text.strip():
            body.texts.append(seen.text)
    body.attachments += [Attachment(one, "", "unknown", 0) for one in shown.attachments]
    body.unread += [Unread("attachment", one, "not in Slack's copy") for one in shown.attachments]
    if shown.cut_short:
        body.unread.append(Unread("text", "", "cut short by Slack"))
    email = Email(
        source=Source.SLACK, sender=next(iter(shown.from_), None), subject=shown.subject, reply_to=shown.reply_to,
        to=(*shown.to, *shown.cc), date=date(shown.date),
    )  # fmt: skip
    return _unwrapped(_filled(email, body, limits), known=True)


def _from_page(data: bytes, limits: Limits) -> Email:
    body = body_of([Part("text/html", data)], limits.budget())
    return _unwrapped(_filled(Email(Source.HTML), body, limits), known=False)


def _from_file(data: bytes, name: str, limits: Limits) -> Email:
    """A lone file (a PDF, a picture, a calendar entry) as a mail that holds nothing else."""
    lone, unread = attachment(name or "file", "", data, inline=False, budget=limits.budget())
    body = Body(attachments=[lone], links=list(lone.links), unread=list(unread))
    return with_phones(_filled(Email(Source.PASTED), body, limits))


def _from_msg(data: bytes, name: str, trusted_servers: Collection[str], limits: Limits) -> Email:
    try:
        return from_source(message_from_msg(data), Source.RAW, trusted_servers, limits=limits)
    except MsgUnreadable as error:
        return Email(Source.RAW, unread=(Unread("parts", name, str(error)),))


def _email(message: Message, body: Body, source: Source, trusted_servers: Collection[str], limits: Limits) -> Email:
    sender = _author(message.mailboxes("From"))
    known = authentication(message.headers, trusted_servers)
    if source is not Source.RAW:
        known = _untrusted(known)
    email = Email(
        source=source,
        sender=sender or next(iter(message.mailboxes("Sender")), None),
        subject=message.header("Subject"),
        reply_to=message.mailboxes("Reply-To"),
        to=(*message.mailboxes("To"), *message.mailboxes("Cc")),
        return_path=next(iter(mailboxes(message.header("Return-Path"))), None),
        date=date(message.header("Date")),
        authentication=known,
        headers=message.headers,
        defects=message.defects,
        unread=message.unread,
    )
    return _filled(email, body, limits)


def _author(boxes: tuple[Mailbox, ...]) -> Mailbox | None:
    """The first author. A comma in an unquoted name ("Temu,(<a@b.example>)") parts the name from its address."""
    first = next(iter(boxes), None)
    if first is None or first.address:
        return first
    addressed = next((box for box in boxes if box.address), None)
    return replace(addressed, name=first.name) if addressed else first


def _filled(email: Email, body: Body, limits: Limits) -> Email:
    """The mail with the body's texts, links and files."""
    text, too_large = cut(body.text, limits)
    return replace(
        email,
        text=text,
        hidden_text=body.hidden_text,
        preview=body.preview,
        links=distinct_links(body.links),
        forms=(*body.forms, *(form for one in body.attachments for form in one.forms)),
        attachments=tuple(body.attachments),
        has_html=body.has_html,
        has_text_part=body.has_text_part,
        pictures=body.pictures,
        defects=(*email.defects, *body.defects),
        unread=tuple(dict.fromkeys((*email.unread, *body.unread, *too_large))),
    )


def _sent_on(body: Body, message: Message, *, report: bool) -> Part | None:
    """The attached mail that this one only passes on, if it does."""
    if len(body.nested) != 1 or report:
        return None
    own_words = len(body.text.split())
    passes_on = prefix(message.header("Subject")).kind == "forward"
    return body.nested[0] if passes_on or own_words < 80 else None


def _as_attachment(part: Part, depth: int, limits: Limits) -> tuple[Attachment, tuple[Unread, ...]]:
    """A mail inside a mail that is not the suspect (a bounce's copy, a digest), as a file with its text."""
    if depth >= DEEPEST:
        return _roughly(part), ()
    inner = from_source(part.data, Source.RAW, depth=depth + 1, limits=limits)
    sender = inner.sender.written if inner.sender else ""
    text = f"{sender}\n{inner.subject}\n\n{inner.text}"
    name = part.name or inner.subject or "mail"
    file = Attachment(name, "message/rfc822", "eml", len(part.data), text=text, links=inner.links)
    return file, tuple(one for one in inner.unread if one.why == TOO_HEAVY)


def _closed(part: Part, budget: Budget) -> tuple[Attachment, tuple[Unread, ...]]:
    """A mail inside a mail that costs too much to open: its first words as they stand."""
    file = _roughly(part, budget.of_unopened(_ROUGHLY // 4))
    return file, (Unread("nested mail", file.name, TOO_HEAVY),)


def _roughly(part: Part, most: int = _ROUGHLY) -> Attachment:
    """A mail inside a mail as it stands."""
    text = decoded(part.data)[:most] if most else ""
    return Attachment(part.name or "mail", "message/rfc822", "eml", len(part.data), text=text)


def _inside_attachment(outer: Email, inner: Email) -> Email:
    """The attached mail as the suspect. Its headers came through the hands of whoever attached it."""
    return replace(
        inner,
        authentication=_untrusted(inner.authentication),
        forwarded=True,
        forwarded_by=outer.sender,
        comment="\n".join(text for text in (outer.text, inner.comment) if text.strip()),
        wrapper=outer,
        attachments=(*inner.attachments, *outer.attachments),
        links=distinct_links((*inner.links, *outer.links)),
        unread=(*inner.unread, *outer.unread),
    )


def _untrusted(known: Authentication) -> Authentication:
    results = tuple(replace(one, trusted=False) for one in known.results)
    return replace(known, results=results, forged=())


def _unwrapped(email: Email, *, known: bool) -> Email:
    """The mail inside a forward as the suspect; of a reply, the writer's own words and the older thread apart."""
    forward = forward_in(email.text, email.subject, headers_known=known)
    if forward is None:
        own, quoted = thread_split(email.text)
        return with_phones(replace(email, text=own, quoted=quoted))
    if not forward.certain:
        return with_phones(_thread_of_unknown(email, forward))
    return with_phones(_inside_text(email, forward))


def _inside_text(email: Email, forward: Forward) -> Email:
    """The mail that a forward's text holds. Nothing of the outer headers speaks for it."""
    through_headers = email.source in (Source.RAW, Source.PASTED_SOURCE, Source.SLACK)
    return replace(
        email,
        sender=forward.sender,
        subject=forward.subject,
        reply_to=forward.reply_to,
        to=forward.to,
        date=date(forward.date),
        text=forward.text,
        comment="\n".join(text for text in (email.comment, forward.comment, forward.after) if text.strip()),
        return_path=None,
        authentication=Authentication(),
        headers=(),
        forwarded=True,
        forwarded_by=email.sender,
        wrapper=with_phones(email) if through_headers else None,
    )


def _thread_of_unknown(email: Email, forward: Forward) -> Email:
    """Pasted text that may be a reply or a forward: judged whole, with the one sender it names."""
    return replace(email, sender=email.sender or forward.sender, subject=email.subject or forward.subject)


def with_phones(email: Email) -> Email:
    """The mail with the phone numbers of every passage, by their places in it."""
    return replace(email, phones=tuple(phone for one in passages(email) for phone in phones(one.text, where=one.where)))
