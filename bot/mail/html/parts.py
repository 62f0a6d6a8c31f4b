"""What stands in a page besides its text: links, forms, pictures, frames and scripts."""

import re
from collections.abc import Callable
from urllib.parse import urljoin

from bot.mail.email import Form, Link
from bot.mail.html.css import declarations
from bot.mail.html.look import Look, pixels
from bot.mail.redirectors import real_target

MOST_LINKS, MOST_FORMS, MOST_FIELDS, MOST_PICTURES = 10_000, 100, 200, 2_000
LONGEST_SHOWN = 1_000  # characters of a link's text
_REFRESH = re.compile(r"^[\s\d.;,]*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
_SCRIPT_URL = re.compile(r"[\x00-\x20]*+(?:java|vb)script\s*:", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#")
_BLANKS = "".join(map(chr, range(33)))
_RUNS = frozenset({"", "module", "text/javascript", "application/javascript", "text/vbscript", "text/ecmascript"})
_BUTTONS = frozenset({"submit", "button", "reset", "image"})


class OpenLink:
    """An `<a>` whose text is still being read."""

    __slots__ = ("alts", "hidden", "href", "pictures", "shown", "size", "unseen")

    def __init__(self, href: str, hidden: bool) -> None:
        self.href, self.hidden = href, hidden
        self.shown: list[str] = []
        self.unseen: list[str] = []
        self.alts: list[str] = []
        self.pictures = self.size = 0

    def add(self, text: str, hidden: bool) -> None:
        """A piece of its text."""
        if self.size < LONGEST_SHOWN:
            (self.unseen if hidden else self.shown).append(text)
            self.size += len(text)


def one_line(parts: list[str]) -> str:
    """The pieces as one line, not too long."""
    return " ".join("".join(parts).split())[:LONGEST_SHOWN]


class Parts:
    """What has been found so far. `start` takes an element; the open link's text is added from outside."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.links: list[Link] = []
        self.forms: list[Form] = []
        self.pictures = 0
        self.alts: list[str] = []
        self.sources: list[str] = []
        self.frames: list[str] = []
        self.scripts = False
        self.refresh: Link | None = None
        self.too_many = False
        self.link: OpenLink | None = None
        self.written_on_button = ""  # the text of the last button, until somebody shows it
        self._base = ""
        self._form: tuple[list[str], list[str]] | None = None  # actions, fields
        self._stray: list[str] = []  # fields outside any form

    def start(self, name: str, written: dict[str, str], look: Look) -> None:
        """An element begins."""
        _ACTIONS[name](self, written, look)

    def end(self) -> None:
        """The page ends, and what is still open with it."""
        self.end_link()
        self.end_form()
        if self._stray:
            self.forms.append(Form("", tuple(self._stray), self.where))

    def _address(self, href: str) -> str:
        href = href.strip(_BLANKS)
        if not self._base or _SCHEME.match(href):
            return href
        try:
            return urljoin(self._base, href)
        except ValueError:
            return href

    def _add_link(self, shown: str, href: str, hidden: bool = False, picture: bool = False) -> None:
        if not href.strip() or href.strip()[0] == "#":
            return
        if len(self.links) >= MOST_LINKS:
            self.too_many = True
            return
        if _SCRIPT_URL.match(href):
            self.scripts = True
        target, services = real_target(self._address(href))
        where = "hidden" if hidden else self.where
        self.links.append(Link(shown, href, target, where, services, picture))

    def end_link(self) -> None:
        """`</a>`, or what ends it by itself."""
        link, self.link = self.link, None
        if link is None:
            return
        shown, unseen = one_line(link.shown), one_line(link.unseen)
        picture = bool(link.pictures) and not shown
        hidden = not shown and not link.pictures and (link.hidden or bool(unseen))
        text = shown or " ".join(link.alts)[:LONGEST_SHOWN] or (unseen if hidden else "")
        self._add_link(text, link.href, hidden, picture)

    def _on_a(self, written: dict[str, str], look: Look) -> None:
        href = written.get("href", "")
        if href:
            self.link = OpenLink(href, look.hidden)

    def _on_area(self, written: dict[str, str], look: Look) -> None:
        self._add_link(one_line([written.get("alt", "")]), written.get("href", ""), look.hidden, picture=True)

    def _on_base(self, written: dict[str, str], look: Look) -> None:
        self._base = self._base or written.get("href", "").strip()

    def _on_meta(self, written: dict[str, str], look: Look) -> None:
        if written.get("http-equiv", "").strip().lower() != "refresh" or self.refresh:
            return
        match = _REFRESH.match(written.get("content", ""))
        if match and match[1].strip():
            target, services = real_target(self._address(match[1]))
            self.refresh = Link("", match[1].strip(), target, self.where, services)

    def _on_img(self, written: dict[str, str], look: Look) -> None:
        if look.hidden or not written.get("src") or _is_tracking_pixel(written):
            return
        self.pictures += 1
        alt = one_line([written.get("alt", "")])
        if self.link is not None:
            self.link.pictures += 1
            if alt:
                self.link.alts.append(alt)
        if self.pictures <= MOST_PICTURES:
            self.sources.append(written["src"].strip())
            if alt:
                self.alts.append(alt)

    def _on_script(self, written: dict[str, str], look: Look) -> None:
        self.scripts = self.scripts or written.get("type", "").strip().lower() in _RUNS

    def _on_frame(self, written: dict[str, str], look: Look) -> None:
        source = written.get("src", "") or written.get("data", "")
        if source.strip() and len(self.frames) < MOST_FORMS:
            self.frames.append(source.strip())
        self.scripts = self.scripts or bool(_SCRIPT_URL.match(source))

    def _on_form(self, written: dict[str, str], look: Look) -> None:
        self.end_form()
        action = self._address(written.get("action", ""))
        self.scripts = self.scripts or bool(_SCRIPT_URL.match(action))
        self._form = ([action], [])

    def end_form(self) -> None:
        """`</form>`, or what ends it by itself."""
        form, self._form = self._form, None
        if form and len(self.forms) < MOST_FORMS:
            actions = [one for one in dict.fromkeys(form[0]) if one] or [""]
            self.forms += [Form(one, tuple(form[1]), self.where) for one in actions]

    def _on_field(self, written: dict[str, str], look: Look, kind: str = "text") -> None:
        kind = written.get("type", "").strip().lower() or kind
        if written.get("formaction") and self._form and len(self._form[0]) < MOST_FIELDS:
            self._form[0].append(self._address(written["formaction"]))
        if kind in _BUTTONS:
            if kind != "image" and "value" in written:
                self.written_on_button = f" {written['value']} "
            return
        fields = self._form[1] if self._form else self._stray
        if len(fields) < MOST_FIELDS:
            name = written.get("name") or written.get("id") or written.get("placeholder") or ""
            fields.append(f"{kind}:{name}")

    def _on_button(self, written: dict[str, str], look: Look) -> None:
        if written.get("formaction") and self._form and len(self._form[0]) < MOST_FIELDS:
            self._form[0].append(self._address(written["formaction"]))


_ACTIONS: dict[str, Callable[[Parts, dict[str, str], Look], None]] = {
    "a": Parts._on_a,
    "area": Parts._on_area,
    "base": Parts._on_base,
    "meta": Parts._on_meta,
    "img": Parts._on_img,
    "image": Parts._on_img,
    "script": Parts._on_script,
    "iframe": Parts._on_frame,
    "frame": Parts._on_frame,
    "embed": Parts._on_frame,
    "object": Parts._on_frame,
    "form": Parts._on_form,
    "input": Parts._on_field,
    "button": Parts._on_button,
    "select": lambda parts, written, look: parts._on_field(written, look, "select"),
    "textarea": lambda parts, written, look: parts._on_field(written, look, "textarea"),
}

NOTED = frozenset(_ACTIONS)
"""The elements that `start` wants to see."""


def _is_tracking_pixel(written: dict[str, str]) -> bool:
    style = declarations(written.get("style", ""))
    width = pixels(style.get("width", "") or written.get("width", "").lower())
    height = pixels(style.get("height", "") or written.get("height", "").lower())
    return (width is not None and width <= 2) or (height is not None and height <= 2)
