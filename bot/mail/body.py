"""A mail's parts put together as a person meets them: one text, its links, its files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.mail.attachments import attachment
from bot.mail.attachments.reading import Budget
from bot.mail.email import TOO_HEAVY, Attachment, Form, Link, Unread
from bot.mail.html import Page, page
from bot.mail.limits import Limits
from bot.mail.mime import Part
from bot.mail.plain_links import links_in_text

_LONGEST_SOURCE = 4_000_000  # characters of one text part
_TAIL_SOURCE = 200_000  # of them from its end, so that padding cannot push a lure out
MOST_LINKS = 1_000
MOST_FILES = 50
_OTHER_WORDS = 0.4  # of a text part's words missing from the HTML: then it tells something else
_TEXT_TYPES = ("text/plain", "text/html", "text/x-amp-html", "text/enriched", "text/markdown")


@dataclass(slots=True)
class Body:
    """What the parts of one mail add up to, while they are gathered."""

    texts: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)  # text parts that stand beside HTML
    hidden: list[str] = field(default_factory=list)
    preview: str = ""
    links: list[Link] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    nested: list[Part] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    pictures: int = 0
    has_html: bool = False
    has_text_part: bool = False

    @property
    def text(self) -> str:
        """What a person reads. A text part that says something else than the HTML is added below it."""
        shown = "\n\n".join(text.strip("\r\n") for text in self.texts if text.strip())
        other = "\n\n".join(text for text in self.plain if text.strip())
        if not shown or (other and _tells_more(other, shown)):
            shown = f"{shown}\n\n{other}" if shown else other
        return shown

    @property
    def hidden_text(self) -> str:
        return "\n".join(text for text in self.hidden if text.strip())


def body_of(parts: Iterable[Part], budget: Budget) -> Body:
    """The parts of a mail, gathered. Files are read only as far as the budget goes; what is left out is named."""
    body = Body()
    several = list(parts)
    shown_pictures = {part.content_id for part in several if part.content_id}
    for part in several:
        if part.content_type == "message/rfc822":
            body.nested.append(part)
        elif _is_text(part):
            _add_text(body, part, budget)
        else:
            _add_file(
                body, part, budget, inline=bool(part.content_id in shown_pictures or part.disposition == "inline")
            )
    return body


def cut(text: str, limits: Limits) -> tuple[str, tuple[Unread, ...]]:
    """The text as far as it is judged: its beginning and its end."""
    if len(text) <= limits.text + limits.tail:
        return text, ()
    why = TOO_HEAVY if limits.brief else "too large"
    return f"{text[: limits.text]}\n\n{text[-limits.tail :]}", (Unread("text", "", why),)


def _is_text(part: Part) -> bool:
    is_file = part.disposition == "attachment" or (
        part.name and part.content_type == "text/html" and part.container == "mixed"
    )
    return part.content_type in _TEXT_TYPES and not is_file


def _add_text(body: Body, part: Part, budget: Budget) -> None:
    text, unread = cut_source(part.text, budget)
    body.unread += unread
    if part.content_type in ("text/html", "text/x-amp-html"):
        _add_page(body, page(text))
        return
    body.has_text_part = True
    if part.container == "alternative":
        body.plain.append(text)
    else:
        body.texts.append(text)
    body.links += links_in_text(text, "body")


def _add_page(body: Body, shown: Page) -> None:
    body.has_html = True
    body.texts.append(shown.text)
    body.hidden.append(shown.hidden_text)
    body.preview = body.preview or shown.preheader
    body.links += shown.links
    if shown.meta_refresh:
        body.links.append(shown.meta_refresh)
    written = {link.target for link in shown.links}
    body.links += [link for link in links_in_text(shown.text, "body") if link.target not in written]
    body.forms += shown.forms
    body.pictures += shown.pictures
    body.defects += shown.defects
    body.attachments += _lettering(shown)


def _lettering(shown: Page) -> Iterator[Attachment]:
    """The alt texts of pictures, which are words of the mail where it has hardly any others."""
    alts = [alt for alt in shown.image_alts if len(alt.split()) > 2]
    if alts and len(shown.text.split()) < 30:
        yield Attachment("picture text", "text/plain", "text", 0, inline=True, text="\n".join(alts))


def _add_file(body: Body, part: Part, budget: Budget, *, inline: bool) -> None:
    if len(body.attachments) >= MOST_FILES:
        body.unread.append(Unread("parts", part.name, "too many"))
        return
    read, unread = attachment(part.name, part.content_type, part.data, inline=inline, budget=budget)
    body.attachments.append(read)
    body.links += read.links
    body.unread += unread


def cut_source(source: str, budget: Budget) -> tuple[str, tuple[Unread, ...]]:
    """The source of one text part, its middle cut out where it is huge."""
    wanted = min(len(source), _LONGEST_SOURCE)
    most = budget.of_source(wanted)
    if most == len(source):
        return source, ()
    tail = min(_TAIL_SOURCE, most // 4)
    why = "too large" if most == wanted else TOO_HEAVY
    return source[: most - tail] + source[len(source) - tail :], (Unread("text", "", why),)


def _tells_more(other: str, shown: str) -> bool:
    """Whether a text part has many words that the HTML has not."""
    words = set(other.lower().split())
    if not words:
        return False
    missing = words - set(shown.lower().split())
    # Addresses are written out in the text part and hidden behind links in the HTML.
    real = {word for word in missing if "://" not in word and "@" not in word and any(map(str.isalpha, word))}
    return len(real) > max(6, _OTHER_WORDS * len(words))


def distinct_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Each link once, in order; a shown one before a bare repetition of the same address."""
    found: dict[tuple[str, str, str], Link] = {}
    for link in links:
        found.setdefault((link.written, link.shown, link.where), link)
        if len(found) >= MOST_LINKS:
            break
    shown = {link.written for link in found.values() if link.shown and link.shown != link.written}
    return tuple(link for link in found.values() if link.shown != link.written or link.written not in shown)
