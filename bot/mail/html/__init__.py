"""HTML as a person sees it: shown text apart from hidden, links with what they show, forms, pictures."""

import re
from dataclasses import dataclass

from bot.mail.email import Form, Link
from bot.mail.fold import INVISIBLE
from bot.mail.html.css import Sheet, sheet
from bot.mail.html.reading import Reading

_STYLES = re.compile(
    r"<!--(?:.*?--!?>|.*\Z)|<style(?=[\s/>])[^<>]*+>((?:[^<]++|<(?!/style))*+)", re.DOTALL | re.IGNORECASE
)
_LONGEST_PREHEADER = 250
_FILLER = re.compile(f"[{INVISIBLE}]+")


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML document, read."""

    text: str = ""  # what is shown, in lines; the alt texts of pictures are not in it
    hidden_text: str = ""  # lines that are there and cannot be seen, without the preheader and what is shown elsewhere
    preheader: str = ""  # the hidden preview line at the very start that honest newsletters have too; "" when longer
    links: tuple[Link, ...] = ()  # in reading order; where="hidden" for those that cannot be seen
    forms: tuple[Form, ...] = ()  # fields outside any form stand in one with no action
    pictures: int = 0  # shown images, tracking pixels left out
    image_alts: tuple[str, ...] = ()  # of those, the ones with a text
    image_sources: tuple[str, ...] = ()  # of those: "cid:...", "https://...", "data:..."
    frames: tuple[str, ...] = ()  # what iframes, objects and embeds load
    scripts: bool = False  # script elements, event handlers, javascript: addresses
    title: str = ""
    meta_refresh: Link | None = None  # where the page sends its reader by itself
    defects: tuple[str, ...] = ()


def page(source: str, where: str = "body") -> Page:
    """What a person sees in this HTML, and what is in it besides. Linear in its length; never raises."""
    reading = Reading(where, _sheet(source))
    reading.read(source)
    parts = reading.parts
    text, preheader = reading.visible.text(), _without_filler(reading.preview.text())
    unseen = [reading.hidden.text()]
    if len(preheader) > _LONGEST_PREHEADER:
        preheader, unseen = "", [preheader, *unseen]
    return Page(
        text=text,
        hidden_text=_unseen_lines(unseen, text),
        preheader=preheader,
        links=tuple(parts.links),
        forms=tuple(parts.forms),
        pictures=parts.pictures,
        image_alts=tuple(parts.alts),
        image_sources=tuple(parts.sources),
        frames=tuple(parts.frames),
        scripts=parts.scripts,
        title=reading.title,
        meta_refresh=parts.refresh,
        defects=reading.defects,
    )


def _unseen_lines(parts: list[str], shown: str) -> str:
    """The hidden lines, without filler and without those that are shown too (a block for small screens)."""
    if not any(parts):
        return ""
    known = {_without_filler(line) for line in shown.split("\n")}
    lines = (_without_filler(line) for part in parts for line in part.split("\n"))
    return "\n".join(line for line in lines if line and line not in known)


def _sheet(source: str) -> Sheet:
    """The rules of all `<style>` elements, wherever they stand; those in comments are no elements."""
    return sheet(found for found in _STYLES.findall(source) if found)


def _without_filler(text: str) -> str:
    """The text without the invisible characters that newsletters pad their preview line with."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_FILLER.sub("", text).split())
