"""One pass over the tokens of a page: what is shown and what is not, its links, forms and pictures.

Scripts and frames are noted, never run or fetched. `<noscript>` is shown: mail programs run no scripts.
"""

import re

from bot.mail.html.css import Rule, Sheet, Style, cascaded, declarations
from bot.mail.html.elements import BEFORE, BLOCKS, CLOSES_P, KEEPS_LINES, NEVER_SHOWN, PARAGRAPHS, VOID
from bot.mail.html.lines import Lines
from bot.mail.html.look import Look, look_inside
from bot.mail.html.parts import LONGEST_SHOWN, NOTED, Parts, one_line
from bot.mail.html.stack import Frame, OpenElements
from bot.mail.html.tokens import Kind, attributes, decoded, tokens

_PREHEADER_AFTER = 80  # characters that may be shown before the preview text ("View in browser")
_LONGEST_REMEMBERED, _MOST_REMEMBERED = 2_000, 5_000
# The attributes that say how an element looks, or by which rules may call it.
_TELLING = ("style", "class", "id", "bgcolor", "background", "color", "text", "hidden", "open", "dir")
_HANDLER = re.compile(r"on[a-z]{3,20}[ \t\n\f\r]*+=", re.IGNORECASE)


class _Said:
    """What one tag, as it is written, says about the look of its element, wherever it stands."""

    __slots__ = ("here", "hints", "inline", "names", "rules", "style")

    def __init__(self, hints: Style, inline: Style, rules: list[Rule], names: tuple[str, ...]) -> None:
        self.hints, self.inline, self.names = hints, inline, names
        self.rules = rules  # those that may hold, where some depend on what is around; else none
        self.style: Style = {}
        self.here: dict[tuple[bool, ...], Style] = {}  # by which of the rules hold


class Reading:
    """What has been read so far."""

    def __init__(self, where: str, sheet: Sheet) -> None:
        self.sheet = sheet
        self.parts = Parts(where)
        self.visible, self.hidden, self.preview = Lines(), Lines(), Lines()
        self.preview_over = False
        self.title = ""
        self.too_deep = False
        self._may_handle = True
        self._link_at = 0  # how deep the open link was opened
        self._border_passed = False
        self._last: tuple[str, dict[str, str]] = ("", {})
        self._styled = NEVER_SHOWN | KEEPS_LINES | {"a", "dialog"} | sheet.rules.keys()
        self._said: dict[tuple[str, str], _Said] = {}
        self._alike: dict[tuple[str | None, ...], _Said] = {}  # the same by the attributes that tell of the look
        self._same_styles: dict[tuple[tuple[str, str], ...], Style] = {}
        self._looks: dict[tuple[int, int, bool], Look] = {}
        self._same_looks: dict[Look, Look] = {}
        self._kept: list[tuple[Look, Style]] = []  # what is remembered by identity may not be freed
        self._open = OpenElements(self._look, self._closed)

    def read(self, source: str) -> None:
        """Read a whole page."""
        self._may_handle = _HANDLER.search(source) is not None  # hardly any mail has event handlers
        for kind, name, data in tokens(source):
            if kind is Kind.TEXT:
                self._text(data)
            elif kind is Kind.START:
                self._start(name, data)
            elif kind is Kind.END:
                self._end(name)
            else:
                self._raw(name, data)
        self.parts.end()
        self.too_deep = self._open.too_deep
        del self._open  # it knows this reading: a cycle would leave every page to the garbage collector

    @property
    def defects(self) -> tuple[str, ...]:
        """What is wrong with the page's form, in a few words each."""
        said = (("html nested too deep", self.too_deep), ("too many links", self.parts.too_many))
        return tuple(words for words, holds in said if holds)

    # Text

    def _text(self, data: str) -> None:
        if data.isspace() and not self._open.frames[-1].look.keeps_lines:
            self.visible.space()
            if self.parts.link is not None:
                self.parts.link.add(" ", False)
            return
        text = decoded(data)
        if "\0" in text:
            text = text.replace("\0", "")
        look = self._open.parent_look()
        if look.backwards:
            text = text[::-1]
        if self.parts.link is not None:
            self.parts.link.add(text, look.hidden)
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
        if self.parts.link is not None:
            self.parts.link.add(" ", False)

    def _raw(self, name: str, data: str) -> None:
        if name == "title":
            self.title = self.title or one_line([decoded(data[:LONGEST_SHOWN])])
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
        if self._may_handle and not self.parts.scripts and _HANDLER.search(raw):
            self.parts.scripts = any(one.startswith("on") for one in attributes(raw))
        if name == "a":
            self._before_link()
        parent = self._open.parent_look(name)
        look, names = self._look(name, raw, parent)
        if name in NOTED:
            self._note(name, raw, look)
        if name not in VOID:
            self._open.push(name, raw, look, names)

    def _note(self, name: str, raw: str, look: Look) -> None:
        self.parts.start(name, self._written(raw), look)
        if self.parts.written_on_button:
            self._show(self.parts.written_on_button, look)
            self.parts.written_on_button = ""

    def _before_link(self) -> None:
        self.parts.end_link()
        self._link_at = len(self._open.frames)
        if self._open.frames[-1].name == "a":
            self._open.close("a")

    def _end(self, name: str) -> None:
        if name == "br":
            self._line_break()
            return
        if name == "a":
            self.parts.end_link()
        elif name == "form":
            self.parts.end_form()
        elif name == "p" and not self._open.has("p"):
            self._border(name)
        self._open.close(name)

    def _closed(self, frame: Frame, at: int) -> None:
        if frame.name in BLOCKS:
            self._border(frame.name, frame.raw)
        elif frame.name in {"td", "th"}:
            self.visible.cell()
            if self.parts.link is not None and self._link_at > at:
                self.parts.end_link()

    def _line_break(self) -> None:
        (self.hidden if self._open.frames[-1].look.hidden else self.visible).line_break()
        if self.parts.link is not None:
            self.parts.link.add(" ", False)

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
            if len(self._looks) < _MOST_REMEMBERED:
                look = self._same_looks.setdefault(look, look)
                self._looks[key] = look
                self._kept.append((parent, style))
        return look, names

    def _style(self, name: str, raw: str) -> tuple[Style, tuple[str, ...]]:
        """What is said about an element here, and what rules may call it."""
        said = self._said.get((name, raw)) or self._new_said(name, raw)
        if not said.rules:
            return said.style, said.names
        around = self._open.names
        holds = tuple([all(map(around.get, rule.ancestors)) for rule in said.rules])
        style = said.here.get(holds)
        if style is None:
            rules = [rule.style for rule, held in zip(said.rules, holds, strict=True) if held]
            style = said.here[holds] = self._same_style(cascaded([said.hints, *rules, said.inline]))
        return style, said.names

    def _new_said(self, name: str, raw: str) -> "_Said":
        written = self._written(raw)
        signature = (name, *(written.get(one) for one in _TELLING))
        said = self._alike.get(signature)
        if said is None:
            said = self._read_said(name, written)
            if len(self._alike) < _MOST_REMEMBERED:
                self._alike[signature] = said
        if len(raw) <= _LONGEST_REMEMBERED and len(self._said) < _MOST_REMEMBERED:
            self._said[name, raw] = said
        return said

    def _read_said(self, name: str, written: dict[str, str]) -> "_Said":
        names = _rule_names(name, written) if self.sheet.rules else []
        rules = self.sheet.matching(names) if names else []
        hints, inline = _hints(name, written), declarations(written.get("style", ""))
        said = _Said(hints, inline, rules, tuple(self.sheet.ancestors.intersection(names)))
        if not any(rule.ancestors for rule in rules):
            said.style = self._same_style(cascaded([hints, *(rule.style for rule in rules), inline]))
            said.rules = []
        return said

    def _same_style(self, style: Style) -> Style:
        """One object for equal styles, because looks are remembered by identity."""
        if len(self._same_styles) >= _MOST_REMEMBERED:
            return style
        return self._same_styles.setdefault(tuple(style.items()), style)

    def _written(self, raw: str) -> dict[str, str]:
        """The attributes; one element's are asked for more than once."""
        if self._last[0] != raw:
            self._last = (raw, attributes(raw))
        return self._last[1]


def _rule_names(name: str, written: dict[str, str]) -> list[str]:
    """What style rules may call an element: its name, its first eight classes, its id."""
    names = [name]
    if "class" in written:
        names += [f".{one}" for one in written["class"].lower().split(None, 8)[:8]]
    if "id" in written:
        names.append(f"#{written['id'].lower()}")
    return names


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
