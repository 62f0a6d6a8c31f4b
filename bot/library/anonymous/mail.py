"""A whole mail made anonymous: its head, a hundred words of its body with their links, and what was said of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.library.anonymous.choosing import Paragraphs, chosen
from bot.library.anonymous.company import without_company
from bot.library.anonymous.labelled import without_labelled
from bot.library.anonymous.links import Web
from bot.library.anonymous.machines import without_folders, without_machines
from bot.library.anonymous.numbers import Fictional, without_numbers
from bot.library.anonymous.people import Someone, everybody
from bot.library.anonymous.perhaps import perhaps_names
from bot.library.anonymous.places import without_places
from bot.library.anonymous.replacing import Replacing, plainly_written
from bot.library.anonymous.stand_ins import StandIns
from bot.library.anonymous.words import AnonymousWords, Around
from bot.mail.email import Email, Link, Mailbox

_MOST_LINKS = 12
_MOST_READ, _TAIL = 20_000, 2_000  # characters of the text
_LONGEST_HEAD = 200  # characters of a header line
_MOST_TOLD = 40  # recipients


@dataclass(frozen=True, slots=True)
class Anonymous:
    """What may be shown. `body`: a line for each paragraph, links as [text](target); `told`: sentences about it."""

    sender: str
    subject: str
    body: str
    reply_to: str
    attached: str
    told: tuple[str, ...]
    replaced: Mapping[str, int]  # of each kind (replacing.KINDS), how many different ones
    perhaps: tuple[str, ...] = ()  # what stands there and could be a name


def anonymous(
    email: Email, around: Around, said: AnonymousWords, *, quotes: Sequence[str] = (), told: Sequence[str] = ()
) -> Anonymous:
    """The mail without its people. `quotes` are words of it that must be in the body; `told` is what was said of it."""
    whole = email.text if len(email.text) <= _MOST_READ else f"{email.text[:_MOST_READ]}\n{email.text[-_TAIL:]}"
    text, subject = plainly_written(whole), _head(email.subject)
    sender = email.sender or Mailbox("", "")
    reply_to = next((one for one in email.reply_to if one.address != sender.address), Mailbox("", ""))
    attached = ", ".join(one.name for one in email.attachments if one.name and not one.inline)
    links = _links(email)
    body = chosen(text, said.abbreviations, [plainly_written(one) for one in quotes], [one.shown for one in links])
    heads = [_head(one) for one in (sender.written, subject, reply_to.written, attached)]
    said_of_it = [_head(one) for one in told]
    shown = ["\n".join(" ".join(line) for line in body), *heads, *said_of_it]
    people = everybody(_their_boxes(email), [text, *shown, *(one.written for one in links)], text, sender, around, said)
    cleaning = _Cleaning(people, around, said)
    lines = [*cleaning.paragraphs(body, links)]
    head = [cleaning.line(one) for one in heads]
    return Anonymous(
        sender=head[0], subject=head[1], body="\n".join(lines), reply_to=head[2], attached=head[3],
        told=tuple(one for one in map(cleaning.line, said_of_it) if one), replaced=cleaning.counts,
        perhaps=perhaps_names([head[1], *lines], said, around.brands),
    )  # fmt: skip


class _Cleaning:
    """The rules in their order, for one mail."""

    def __init__(self, people: Sequence[Someone], around: Around, said: AnonymousWords) -> None:
        self._replacing, self._said, self._around, self._phones = Replacing(), said, around, Fictional()
        self._cast = StandIns(people, around.colleagues, said, self._replacing)
        self._web = Web(around, said, self._cast, self._replacing)

    @property
    def counts(self) -> dict[str, int]:
        return {kind: len(ones) for kind, ones in self._replacing.counts.items()}

    def line(self, text: str) -> str:
        """A line without anybody in it; nothing of it where a name is left that no rule could take out."""
        made = self._replacing.expanded(self._marked(text))
        return "" if self._cast.left_in(made) else made

    def paragraphs(self, body: Paragraphs, links: Sequence[Link]) -> Iterator[str]:
        """The body's lines, each link once, where its text stands first."""
        left = [*links]
        for sentences in body:
            kept = [made for made in (self._sentence(one, left) for one in sentences) if made]
            if kept and (line := " ".join(kept)) and not self._cast.left_in(line):
                yield line

    def _sentence(self, text: str, links: list[Link]) -> str:
        for link in [*links]:
            shown = _shown(link)
            at = text.find(shown)
            target = self._web.target(link.target or link.written) if at >= 0 else ""
            if not target:
                continue
            links.remove(link)
            # Nothing of a link may be taken for another one's text.
            inner = self._replacing.mark("", shown, self._in_brackets(shown, target))
            text = text[:at] + inner + text[at + len(shown) :]
        return self.line(text)

    def _in_brackets(self, shown: str, target: str) -> str:
        words = re.sub(r"[\[\]]", "", self._replacing.expanded(self._marked(shown))) or "…"
        return f"[{words}]({target})"

    def _marked(self, text: str) -> str:
        text = without_folders(text, self._said, self._replacing)
        text = self._web.without_addresses(text)
        text = without_machines(text, self._said, self._replacing)
        text = without_places(text, self._said, self._replacing)
        text = self._cast.without_people(text)
        text = without_company(text, self._around, self._said, self._replacing)
        text = without_labelled(text, self._said, self._replacing)
        return without_numbers(text, self._replacing, self._phones, self._around.regions)


def _their_boxes(email: Email) -> list[Mailbox]:
    """Who got it, and who passed it on."""
    around = email.wrapper
    found = [*email.to, *([email.forwarded_by] if email.forwarded_by else [])]
    if around:
        found += [*around.to, *([around.sender] if around.sender else [])]
    return found[:_MOST_TOLD]


def _links(email: Email) -> list[Link]:
    shown = (one for one in email.links if one.where == "body" and _shown(one) and not one.picture)
    return [*dict.fromkeys(shown)][:_MOST_LINKS]


def _shown(link: Link) -> str:
    return " ".join(plainly_written(link.shown or link.written).split())


def _head(text: str) -> str:
    return " ".join(plainly_written(text).split())[:_LONGEST_HEAD]
