"""One pass over the tokens of a page: what is shown, what is not, and where its links, forms and pictures are.

Scripts and embedded frames are noted, never run or fetched. `<noscript>` is shown, as mail programs run no scripts.
"""

import re
from collections.abc import Callable
from urllib.parse import urljoin

from bot.mail.email import Form, Link
from bot.mail.html.css import Sheet, Style, cascaded, declarations
from bot.mail.html.elements import BEFORE, BLOCKS, CLOSES_P, KEEPS_LINES, NEVER_SHOWN, PARAGRAPHS, VOID
from bot.mail.html.lines import Lines
from bot.mail.html.look import Look, look_inside, pixels
from bot.mail.html.stack import Frame, OpenElements
from bot.mail.html.tokens import Kind, attributes, decoded, tokens
from bot.mail.redirectors import real_target

MOST_LINKS, MOST_FORMS, MOST_FIELDS, MOST_PICTURES = 10_000, 100, 200, 2_000
_PREHEADER_AFTER = 80  # characters that may be shown before the preview text ("View in browser")
_LONGEST_REMEMBERED, _MOST_REMEMBERED = 2_000, 5_000
_LONGEST_SHOWN = 1_000  # characters of a link's text
_HANDLER = re.compile(r"on[a-z]{3,20}[ \t\n\f\r]*+=", re.IGNORECASE)
_REFRESH = re.compile(r"^[\s\d.;,]*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
_SCRIPT_URL = re.compile(r"[\s\x00-\x20]*(?:java|vb)script\s*:", re.IGNORECASE)
_RUNS = frozenset(
    {"", "module", "text/javascript", "application/javascript", "text/vbscript", "text/ecmascript"}
)
_BUTTONS = frozenset({"submit", "button", "reset", "image"})


class _OpenLink:
    """An `<a>` whose text is still being read."""

    __slots__ = ("alts", "at", "hidden", "href", "pictures", "shown", "size", "unseen")

    def __init__(self, href: str, hidden: bool, at: int) -> None:
        self.href, self.hidden, self.at = href, hidden, at
        self.shown: list[str] = []
        self.unseen: list[str] = []
        self.alts: list[str] = []
        self.pictures = self.size = 0

    def add(self, text: str, hidden: bool) -> None:
        if self.size < _LONGEST_SHOWN:
            (self.unseen if hidden else self.shown).append(text)
            self.size += len(text)


def _one_line(parts: list[str]) -> str:
    return " ".join("".join(parts).split())[:_LONGEST_SHOWN]


class Reading:
    """What has been read so far."""

    def __init__(self, where: str, sheet: Sheet) -> None:
        self.where, self.sheet = where, sheet
        self.visible, self.hidden, self.preview = Lines(), Lines(), Lines()
        self.preview_over = False
        self.links: list[Link] = []
        self.forms: list[Form] = []
        self.pictures = 0
        self.alts: list[str] = []
        self.sources: list[str] = []
        self.frames: list[str] = []
        self.scripts = False
        self.title = ""
        self.refresh: Link | None = None
        self.defects: dict[str, None] = {}
        self._base = ""
        self._link: _OpenLink | None = None
        self._form: tuple[list[str], list[str]] | None = None  # actions, fields
        self._stray: list[str] = []  # fields outside any form
        self._border_passed = False
        self._last: tuple[str, dict[str, str]] = ("", {})
        self._styled = NEVER_SHOWN | KEEPS_LINES | {"a", "dialog"} | sheet.rules.keys()
        self._styles: dict[tuple[str, str], tuple[Style, tuple[str, ...]]] = {}
        self._same_styles: dict[tuple[tuple[str, str], ...], Style] = {}
        self._looks: dict[tuple[int, int, bool], Look] = {}
        self._same_looks: dict[Look, Look] = {}
        self._kept: list[tuple[Look, Style]] = []  # what is remembered by identity may not be freed
        self._open = OpenElements(self._look, self._closed)

    def read(self, source: str) -> None:
        """Read a whole page."""
        for kind, name, data in tokens(source):
            if kind is Kind.TEXT:
                self._text(data)
            elif kind is Kind.START:
                self._start(name, data)
            elif kind is Kind.END:
                self._end(name)
            else:
                self._raw(name, data)
        self._end_link()
        self._end_form()
        if self._stray:
            self.forms.append(Form("", tuple(self._stray), self.where))
        if self._open.too_deep:
            self.defects["html nested too deep"] = None

    # Text

    def _text(self, data: str) -> None:
        if data.isspace() and not self._open.frames[-1].look.keeps_lines:
            self.visible.space()
            if self._link is not None:
                self._link.add(" ", False)
            return
        text = decoded(data)
        if "\0" in text:
            text = text.replace("\0", "")
        look = self._open.parent_look()
        if look.backwards:
            text = text[::-1]
        if self._link is not None:
            self._link.add(text, look.hidden)
        self._show(text, look)

    def _show(self, text: str, look: Look) -> None:
        if not look.hidden:
            if not self.preview_over and self.preview.size and not text.isspace():
                self.preview_over = True
            sink = self.visible
        else:
            self.preview_over = self.preview_over or self.visible.size > _PREHEADER_AFTER
            sink = self.hidden if self.preview_over else self.preview
            if self._border_passed:
                sink.block()
                self._border_passed = False
        if look.keeps_lines:
            sink.add_lines(text)
        else:
            sink.add(text)

    def _border(self, name: str, raw: str = "") -> None:
        self.visible.block(2 if name in PARAGRAPHS and "MsoNormal" not in raw else 1)
        self._border_passed = True
        if self._link is not None:
            self._link.add(" ", False)

    def _raw(self, name: str, data: str) -> None:
        if name == "title":
            self.title = self.title or _one_line([decoded(data[:_LONGEST_SHOWN])])
        elif name in {"textarea", "xmp"}:
            self._text(data if name == "xmp" else decoded(data))

    # Elements

    def _start(self, name: str, raw: str) -> None:
        if name in CLOSES_P and self._open.has("p"):
            self._open.close("p")
        if name in BEFORE and not self._open.before(name):
            return
        if name in BLOCKS:
            self._border(name, raw)
        elif name in {"td", "th"}:
            self.visible.cell()
            self._border_passed = True
        elif name == "br":
            self._line_break()
        if raw and not self.scripts and _HANDLER.search(raw):
            self.scripts = any(one.startswith("on") for one in attributes(raw))
        if name == "a":
            self._before_link()
        parent = self._open.parent_look(name)
        look, names = self._look(name, raw, parent)
        if action := _ACTIONS.get(name):
            action(self, raw, look)
        if name not in VOID:
            self._open.push(name, raw, look, names)

    def _end(self, name: str) -> None:
        if name == "br":
            self._line_break()
            return
        if name == "a":
            self._end_link()
        elif name == "form":
            self._end_form()
        elif name == "p" and not self._open.has("p"):
            self._border(name)
        self._open.close(name)

    def _closed(self, frame: Frame, at: int) -> None:
        if frame.name in BLOCKS:
            self._border(frame.name, frame.raw)
        elif frame.name in {"td", "th"}:
            self.visible.cell()
            if self._link is not None and self._link.at > at:
                self._end_link()

    def _line_break(self) -> None:
        (self.hidden if self._open.frames[-1].look.hidden else self.visible).line_break()
        if self._link is not None:
            self._link.add(" ", False)

    # How it looks

    def _look(self, name: str, raw: str, parent: Look) -> tuple[Look, tuple[str, ...]]:
        if not raw and name not in self._styled:
            return parent, ((name,) if name in self.sheet.ancestors else ())
        style, names = self._style(name, raw)
        if not style and name != "a":
            return parent, names
        key = (id(parent), id(style), name == "a")
        look = self._looks.get(key)
        if look is None:
            look = look_inside(parent, style, is_link=name == "a")
            look = self._same_looks.setdefault(look, look)
            if len(self._looks) < _MOST_REMEMBERED:
                self._looks[key] = look
                self._kept.append((parent, style))
        return look, names

    def _style(self, name: str, raw: str) -> tuple[Style, tuple[str, ...]]:
        """What is said about an element, and what rules may call it; remembered where it does not depend on the place."""
        found = self._styles.get((name, raw))
        if found is not None:
            return found
        written = self._written(raw)
        classes = written.get("class", "").lower().split(None, 8)[:8]
        names = [name, *(f".{one}" for one in classes), f"#{written.get('id', '').lower()}"]
        rules = self.sheet.matching(names) if self.sheet.rules else []
        here = [rule.style for rule in rules if all(self._open.names.get(one) for one in rule.ancestors)]
        style = cascaded([_hints(name, written), *here, declarations(written.get("style", ""))])
        asked_for = tuple(self.sheet.ancestors.intersection(names))
        found = (self._same_styles.setdefault(tuple(style.items()), style), asked_for)
        anywhere = not any(rule.ancestors for rule in rules)
        if anywhere and len(raw) <= _LONGEST_REMEMBERED and len(self._styles) < _MOST_REMEMBERED:
            self._styles[name, raw] = found
        return found

    def _written(self, raw: str) -> dict[str, str]:
        """The attributes; one element's are asked for more than once."""
        if self._last[0] != raw:
            self._last = (raw, attributes(raw))
        return self._last[1]

    # Links

    def _address(self, href: str) -> str:
        href = href.strip("".join(map(chr, range(33))))
        if not self._base or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#", href):
            return href
        try:
            return urljoin(self._base, href)
        except ValueError:
            return href

    def _add_link(self, shown: str, href: str, hidden: bool = False, picture: bool = False) -> None:
        if not href.strip() or href.strip()[0] == "#":
            return
        if len(self.links) >= MOST_LINKS:
            self.defects["too many links"] = None
            return
        if _SCRIPT_URL.match(href):
            self.scripts = True
        target, services = real_target(self._address(href))
        where = "hidden" if hidden else self.where
        self.links.append(Link(shown, href, target, where, services, picture))

    def _before_link(self) -> None:
        self._end_link()
        if self._open.frames[-1].name == "a":
            self._open.close("a")

    def _end_link(self) -> None:
        link, self._link = self._link, None
        if link is None:
            return
        shown, unseen = _one_line(link.shown), _one_line(link.unseen)
        picture = bool(link.pictures) and not shown
        hidden = not shown and not link.pictures and (link.hidden or bool(unseen))
        text = shown or " ".join(link.alts)[:_LONGEST_SHOWN] or (unseen if hidden else "")
        self._add_link(text, link.href, hidden, picture)

    def _on_a(self, raw: str, look: Look) -> None:
        href = self._written(raw).get("href", "")
        if href:
            self._link = _OpenLink(href, look.hidden, len(self._open.frames))

    def _on_area(self, raw: str, look: Look) -> None:
        written = self._written(raw)
        self._add_link(
            _one_line([written.get("alt", "")]), written.get("href", ""), look.hidden, picture=True
        )

    def _on_base(self, raw: str, look: Look) -> None:
        self._base = self._base or self._written(raw).get("href", "").strip()

    def _on_meta(self, raw: str, look: Look) -> None:
        written = self._written(raw)
        if written.get("http-equiv", "").strip().lower() != "refresh" or self.refresh:
            return
        match = _REFRESH.match(written.get("content", ""))
        if match and match[1].strip():
            target, services = real_target(self._address(match[1]))
            self.refresh = Link("", match[1].strip(), target, self.where, services)

    # Pictures, scripts and forms

    def _on_img(self, raw: str, look: Look) -> None:
        written = self._written(raw)
        if look.hidden or not written.get("src") or _is_tracking_pixel(written):
            return
        self.pictures += 1
        alt = _one_line([written.get("alt", "")])
        if self._link is not None:
            self._link.pictures += 1
            if alt:
                self._link.alts.append(alt)
        if self.pictures <= MOST_PICTURES:
            self.sources.append(written["src"].strip())
            if alt:
                self.alts.append(alt)

    def _on_script(self, raw: str, look: Look) -> None:
        self.scripts = self.scripts or self._written(raw).get("type", "").strip().lower() in _RUNS

    def _on_frame(self, raw: str, look: Look) -> None:
        written = self._written(raw)
        source = written.get("src", "") or written.get("data", "")
        if source.strip() and len(self.frames) < MOST_FORMS:
            self.frames.append(source.strip())
        self.scripts = self.scripts or bool(_SCRIPT_URL.match(source))

    def _on_form(self, raw: str, look: Look) -> None:
        self._end_form()
        action = self._address(self._written(raw).get("action", ""))
        self.scripts = self.scripts or bool(_SCRIPT_URL.match(action))
        self._form = ([action], [])

    def _end_form(self) -> None:
        form, self._form = self._form, None
        if form and len(self.forms) < MOST_FORMS:
            actions = [one for one in dict.fromkeys(form[0]) if one] or [""]
            self.forms += [Form(one, tuple(form[1]), self.where) for one in actions]

    def _on_field(self, raw: str, look: Look, kind: str = "text") -> None:
        written = self._written(raw)
        kind = written.get("type", "").strip().lower() or kind
        if written.get("formaction") and self._form and len(self._form[0]) < MOST_FIELDS:
            self._form[0].append(self._address(written["formaction"]))
        if kind in _BUTTONS:
            if kind != "image" and "value" in written:
                self._show(f" {written['value']} ", look)
            return
        fields = self._form[1] if self._form else self._stray
        if len(fields) < MOST_FIELDS:
            name = written.get("name") or written.get("id") or written.get("placeholder") or ""
            fields.append(f"{kind}:{name}")

    def _on_button(self, raw: str, look: Look) -> None:
        written = self._written(raw)
        if written.get("formaction") and self._form and len(self._form[0]) < MOST_FIELDS:
            self._form[0].append(self._address(written["formaction"]))


_ACTIONS: dict[str, Callable[[Reading, str, Look], None]] = {
    "a": Reading._on_a, "area": Reading._on_area, "base": Reading._on_base, "meta": Reading._on_meta,
    "img": Reading._on_img, "image": Reading._on_img, "script": Reading._on_script, "iframe": Reading._on_frame,
    "frame": Reading._on_frame, "embed": Reading._on_frame, "object": Reading._on_frame, "form": Reading._on_form,
    "input": Reading._on_field, "button": Reading._on_button,
    "select": lambda reading, raw, look: reading._on_field(raw, look, "select"),
    "textarea": lambda reading, raw, look: reading._on_field(raw, look, "textarea"),
}  # fmt: skip


def _is_tracking_pixel(written: dict[str, str]) -> bool:
    style = declarations(written.get("style", ""))
    width = pixels(style.get("width", "") or written.get("width", "").lower())
    height = pixels(style.get("height", "") or written.get("height", "").lower())
    return (width is not None and width <= 2) or (height is not None and height <= 2)


def _hints(name: str, written: dict[str, str]) -> Style:
    """What attributes other than style say about the look; the weakest voice."""
    style: Style = {}
    if name in KEEPS_LINES:
        style["white-space"] = "pre"
    if "bgcolor" in written:
        style["background-color"] = written["bgcolor"].strip().lower()
    if written.get("background", "").strip():
        style["background-image"] = "url(x)"
    ink = written.get("color" if name == "font" else "text", "") if name in {"font", "body"} else ""
    if ink:
        style["color"] = ink.strip().lower()
    if "hidden" in written or name in NEVER_SHOWN or (name == "dialog" and "open" not in written):
        style["display"] = "none"
    if name == "bdo" and written.get("dir", "").lower() == "rtl":
        style |= {"unicode-bidi": "bidi-override", "direction": "rtl"}
    return style
